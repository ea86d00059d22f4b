package org.odksync.observability.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.odksync.status.Health;
import org.odksync.status.Problems;
import org.odksync.status.SyncState;

/**
 * What the warehouse has answered last.
 *
 * @param lags seconds since the newest change at Central that is stored, by feed
 * @param seen when, as {@link System#nanoTime} counts
 */
record StatusSnapshot(List<SyncState> types, Problems problems, Map<String, Long> lags, long seen) {

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - seen);
  }

  Health health() {
    return Health.judge(types.stream().map(StatusSnapshot::withoutMessage).toList(), problems);
  }

  /**
   * Health checks are open to more people than the history: there the class of an error will do.
   */
  private static SyncState withoutMessage(SyncState type) {
    return new SyncState(
        type.syncType(),
        type.lastSyncTimestamp(),
        type.lastAttemptTimestamp(),
        type.lastSyncStatus(),
        type.successfulSyncs(),
        type.failedSyncs(),
        type.lastRecordsProcessed(),
        errorClass(type).isEmpty() ? null : errorClass(type) + ", see odk_sync_history",
        type.consecutiveFailures(),
        type.secondsSinceSuccess(),
        type.intervalSeconds(),
        type.verifiedAt(),
        type.run());
  }

  /** Of the last run that has ended; empty when that was a success. */
  static String errorClass(SyncState type) {
    String message = type.lastError();
    if (message == null || type.consecutiveFailures() == 0) {
      return "";
    }
    int end = message.indexOf(": ");
    return end < 0 ? "internal" : message.substring(0, end);
  }
}
