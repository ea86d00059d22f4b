package org.odksync.status;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a sync type. Times are ISO-8601, UTC.
 *
 * @param lastSyncTimestamp when the last successful run first read from Central; null if none
 * @param lastAttemptTimestamp when the last run started
 * @param lastSyncStatus {@code pending}, {@code in_progress}, {@code success} or {@code error}
 * @param lastRecordsProcessed by the last successful run
 * @param lastError null if the last run did not fail
 * @param consecutiveFailures failed runs since the last success
 * @param intervalSeconds interval of its trigger, for a cron expression between its last and next
 *     fire times; null if it has no trigger
 * @param verifiedAt when its feed last matched Central; null if it reads no feed
 * @param run the active run; null if there is none
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
   * An active run: its row in the history, and its process.
   *
   * @param seconds since it started
   */
  public record LiveRun(
      long id,
      String started,
      long seconds,
      @Nullable Long recordsProcessed,
      String serviceInstance) {}

  private static final int STALE_INTERVALS = 3;

  /** The shortest time before a type is stale: with short intervals, one slow run is normal. */
  private static final long SHORTEST_SECONDS = 60;

  /** The first run of a large form may take hours; a longer run hangs. */
  private static final long LONGEST_RUN_SECONDS = 6 * 3_600;

  /** Whether the type is overdue and no active run can end that. */
  public boolean isStale() {
    return isOverdue() && (run == null || run.seconds() > LONGEST_RUN_SECONDS);
  }

  /** Whether the last success is more than three intervals ago. */
  public boolean isOverdue() {
    return intervalSeconds != null
        && secondsSinceSuccess != null
        && secondsSinceSuccess > Math.max(intervalSeconds * STALE_INTERVALS, SHORTEST_SECONDS);
  }

  /** This state with its age increased, for a snapshot that is not current. */
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

  /** The failures as text: "last run failed" or "last 3 runs failed". */
  public String failures() {
    return consecutiveFailures == 1
        ? "last run failed"
        : "last %d runs failed".formatted(consecutiveFailures);
  }

  /** Why the last run failed. */
  public String reason() {
    return Objects.requireNonNullElse(lastError, "see the log");
  }

  /** How long the last success is ago, as text; only for a triggered type that had one. */
  public String silence() {
    return "no success for %s, though one is due every %s"
        .formatted(
            DurationText.of(Objects.requireNonNull(secondsSinceSuccess)),
            DurationText.of(Objects.requireNonNull(intervalSeconds)));
  }

  /** Whether the type has a trigger but no successful run yet. */
  public boolean isAwaited() {
    return intervalSeconds != null && secondsSinceSuccess == null;
  }
}
