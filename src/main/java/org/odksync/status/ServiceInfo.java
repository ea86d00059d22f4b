package org.odksync.status;

/**
 * The process that answers, and how it is set up.
 *
 * @param serviceInstance {@code <host>-<pid>}
 * @param currentTime ISO-8601, UTC
 * @param syncInterval seconds
 */
public record ServiceInfo(
    String serviceInstance,
    String currentTime,
    long syncInterval,
    int maxWorkers,
    boolean urlRefreshEnabled) {}
