package org.odksync.observability.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.odksync.status.Health;
import org.odksync.status.OpenProblems;
import org.odksync.status.SyncState;

/**
 * The status that the warehouse returned last.
 *
 * @param lags age of the newest stored change in seconds, by feed
 * @param takenAt time of the query, of {@link System#nanoTime}
 */
record StatusSnapshot(
    List<SyncState> types, OpenProblems problems, Map<String, Long> lags, long takenAt) {

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - takenAt);
  }

  Health health() {
    return Health.judge(types.stream().map(StatusSnapshot::withoutMessage).toList(), problems);
  }

  /** Health checks are public, so they show only the class of an error. */
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

  /** The error class of the last finished run; empty after a success. */
  static String errorClass(SyncState type) {
    String message = type.lastError();
    if (message == null || type.consecutiveFailures() == 0) {
      return "";
    }
    int end = message.indexOf(": ");
    return end < 0 ? "internal" : message.substring(0, end);
  }
}
