package org.odksync.api.answer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code odk_sync_history}.
 *
 * @param timestamp when it began, ISO-8601, UTC
 * @param durationSeconds with fractions; null while it is under way
 * @param metadata what it noted beside; null when it noted nothing
 */
public record RunDetail(
    long id,
    String syncType,
    String timestamp,
    String status,
    @Nullable Long recordsProcessed,
    @Nullable Double durationSeconds,
    @Nullable String errorMessage,
    @Nullable String serviceInstance,
    @Nullable Map<String, Object> metadata) {}
