package org.odksync.status;

import org.jspecify.annotations.Nullable;

/**
 * What the runs of a sync type were like for some time: those that have ended. The durations are of
 * the successful ones.
 *
 * @param successRate of 100
 * @param records that were processed
 * @param recordsPerSecond while any were; null when none were
 * @param lastErrorAt ISO-8601, UTC; null when none failed
 */
public record Statistics(
    int runs,
    int successes,
    int failures,
    double successRate,
    @Nullable Double averageSeconds,
    @Nullable Double p50Seconds,
    @Nullable Double p95Seconds,
    long records,
    @Nullable Double recordsPerSecond,
    @Nullable String lastError,
    @Nullable String lastErrorAt) {}
