/** Runs: their leases, retries, state and results. */
package org.odksync.run;
