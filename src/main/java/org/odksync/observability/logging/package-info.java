/** Parts of log lines: stack traces without data, and the instance name. */
package org.odksync.observability.logging;
