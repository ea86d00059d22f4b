/** What an error means: its class, what happened, where, and what to do. Messages quote no data. */
package org.odksync.error;
