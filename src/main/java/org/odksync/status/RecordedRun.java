package org.odksync.status;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code odk_sync_history}.
 *
 * @param timestamp start time; ISO-8601, UTC
 * @param durationSeconds with fractions; null while the run is active
 */
public record RecordedRun(
    long id,
    String syncType,
    String timestamp,
    String status,
    @Nullable Long recordsProcessed,
    @Nullable Double durationSeconds,
    @Nullable String errorMessage,
    @Nullable String serviceInstance) {}
