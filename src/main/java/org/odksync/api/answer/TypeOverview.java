package org.odksync.api.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.odksync.monitor.SyncState;

/** The state of a sync type, and what its runs were like, if any have ended lately. */
public record TypeOverview(
    @Nullable String lastSyncTimestamp,
    @Nullable String lastAttemptTimestamp,
    String lastSyncStatus,
    int successfulSyncs,
    int failedSyncs,
    @Nullable Long lastRecordsProcessed,
    @Nullable String lastError,
    @Nullable String lastErrorMessage,
    int consecutiveFailures,
    @Nullable Long secondsSinceSuccess,
    @Nullable Long intervalSeconds,
    @Nullable String verifiedAt,
    SyncState.@Nullable LiveRun run,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer runs,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer successes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer failures,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double successRate,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double averageSeconds,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double p50Seconds,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double p95Seconds,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long records,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double recordsPerSecond,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String lastErrorAt) {}
