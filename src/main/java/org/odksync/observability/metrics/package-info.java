/** Metrics and health checks for monitoring systems. Only observes: nothing here can fail a run. */
package org.odksync.observability.metrics;
