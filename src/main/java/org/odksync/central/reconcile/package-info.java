/** Comparing the warehouse with ODK Central, for changes that move no timestamp. */
package org.odksync.central.reconcile;
