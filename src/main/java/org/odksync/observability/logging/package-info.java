/** What a log line may hold. */
package org.odksync.observability.logging;
