/**
 * The dashboard in the browser: its files, and the events that keep it up to date. It reads and
 * changes everything through {@code /api}, like any other client. Also the files of the API page.
 */
package org.odksync.http.dashboard;
