package org.odksync.status;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a sync type is doing. Times are ISO-8601, UTC.
 *
 * @param lastSyncTimestamp when the last success began to see Central; null when there was none
 * @param lastAttemptTimestamp when the last run began
 * @param lastSyncStatus {@code pending}, {@code in_progress}, {@code success} or {@code error}
 * @param lastRecordsProcessed by the last success
 * @param lastError null when the last run did not fail
 * @param consecutiveFailures runs that have failed since the last success
 * @param intervalSeconds how often the triggers start it, of a cron expression between its last
 *     fire and its next one; null when they do not
 * @param verifiedAt when its feed was last found to be as Central has it; null for what reads none
 * @param run the one that is under way; null when none is
 */
public record SyncState(
    String syncType,
    @Nullable String lastSyncTimestamp,
    @Nullable String lastAttemptTimestamp,
    String lastSyncStatus,
    int successfulSyncs,
    int failedSyncs,
    @Nullable Long lastRecordsProcessed,
    @Nullable String lastError,
    int consecutiveFailures,
    @Nullable Long secondsSinceSuccess,
    @Nullable Long intervalSeconds,
    @Nullable String verifiedAt,
    @Nullable LiveRun run) {

  /**
   * A run that is under way: its row in the history, and the process that does it.
   *
   * @param seconds since it began
   */
  public record LiveRun(
      long id,
      String started,
      long seconds,
      @Nullable Long recordsProcessed,
      String serviceInstance) {}

  private static final int INTERVALS = 3;

  /** With a shorter interval a single slow run would be a reason to worry. */
  private static final long SHORTEST_SECONDS = 60;

  /** The first run of a large form takes hours. What takes longer hangs, whatever it says. */
  private static final long LONGEST_RUN_SECONDS = 6 * 3_600;

  /** Whether there was no success for three intervals, and none is in sight. */
  public boolean isStale() {
    return isOverdue() && (run == null || run.seconds() > LONGEST_RUN_SECONDS);
  }

  /** Whether there was no success for three intervals. */
  public boolean isOverdue() {
    return intervalSeconds != null
        && secondsSinceSuccess != null
        && secondsSinceSuccess > Math.max(intervalSeconds * INTERVALS, SHORTEST_SECONDS);
  }

  /** As it is so many seconds later, if nothing has been heard of it since. */
  public SyncState later(long seconds) {
    return new SyncState(
        syncType,
        lastSyncTimestamp,
        lastAttemptTimestamp,
        lastSyncStatus,
        successfulSyncs,
        failedSyncs,
        lastRecordsProcessed,
        lastError,
        consecutiveFailures,
        secondsSinceSuccess == null ? null : secondsSinceSuccess + seconds,
        intervalSeconds,
        verifiedAt,
        run);
  }

  /** How its last runs failed: "last run failed", or how many did. */
  public String failures() {
    return consecutiveFailures == 1
        ? "last run failed"
        : "last %d runs failed".formatted(consecutiveFailures);
  }

  /** Why the last run failed. */
  public String reason() {
    return Objects.requireNonNullElse(lastError, "the log tells why");
  }

  /** For how long there was no success, of a type that the triggers start and that had one. */
  public String silence() {
    return "no success for %s, though one is due every %s"
        .formatted(
            Age.of(Objects.requireNonNull(secondsSinceSuccess)),
            Age.of(Objects.requireNonNull(intervalSeconds)));
  }

  /** Whether the triggers start it, and no run of it has ended well yet. */
  public boolean isAwaited() {
    return intervalSeconds != null && secondsSinceSuccess == null;
  }
}
