/** Somebody is told when something goes wrong, and when it is over. */
package org.odksync.observability.alerts;
