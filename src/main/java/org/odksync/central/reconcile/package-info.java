/** Comparing the warehouse with ODK Central to find changes that change no timestamp. */
package org.odksync.central.reconcile;
