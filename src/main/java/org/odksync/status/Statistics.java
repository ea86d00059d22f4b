package org.odksync.status;

import org.jspecify.annotations.Nullable;

/**
 * Statistics of a sync type's finished runs over a period. The durations are those of successful
 * runs.
 *
 * @param successRate in percent
 * @param records number of processed records
 * @param recordsPerSecond of the runs that processed records; null without any
 * @param lastErrorAt ISO-8601, UTC; null if no run failed
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
