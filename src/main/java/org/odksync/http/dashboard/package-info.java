/**
 * The dashboard in the browser: its files, and the events that keep it up to date. What it shows
 * and does it asks of {@code /api}, as any program may. Also the files of the page of the API.
 */
package org.odksync.http.dashboard;
