package org.odksync.monitor;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is not as it should be beside runs that fail.
 *
 * @param instances of the service that run now, by their names in the triggers' tables
 * @param rejects values and records that are not stored as Central has them
 * @param encrypted submissions whose answers Central cannot read
 * @param images how many, by their state in the ledger
 * @param oldestMissing when the submission came whose picture has not; ISO-8601, UTC
 * @param linksExpiring within an hour
 */
public record Problems(
    List<String> instances,
    long rejects,
    long encrypted,
    Map<String, Long> images,
    @Nullable String oldestMissing,
    @Nullable Long secondsMissing,
    long linksExpiring,
    long linksExpired) {}
