/**
 * What is measured for whoever watches many services: metrics and health checks. It only looks on;
 * nothing of it can fail a run.
 */
package org.odksync.observability.metrics;
