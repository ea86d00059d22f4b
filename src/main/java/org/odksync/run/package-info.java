/** Runs: leases and the classes of their errors. */
package org.odksync.run;
