/**
 * The dashboard in the browser: its files, and the events that keep it up to date. What it shows
 * and does it asks of {@code /api}, as any program may.
 */
package org.odksync.http.dashboard;
