/** Alerts: messages to a webhook when a problem starts and when it ends. */
package org.odksync.observability.alerts;
