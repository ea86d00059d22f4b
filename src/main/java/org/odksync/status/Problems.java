package org.odksync.status;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is not as it should be beside runs that fail, and was not accepted.
 *
 * @param instances of the service that run now, by their names in the triggers' tables
 * @param noticeAfterDays so long after its beginning, what is old is only a notice
 * @param rejects values and records that are not stored as Central has them
 * @param encrypted submissions whose answers Central cannot read
 * @param lateMissing pictures that Central lacks a day after their submission, and that are not old
 * @param images how many, by their state in the ledger
 * @param oldestMissing when the submission came whose picture has not; ISO-8601, UTC
 * @param linksExpiring within an hour
 */
public record Problems(
    List<String> instances,
    long noticeAfterDays,
    long rejects,
    long oldRejects,
    long encrypted,
    long oldEncrypted,
    Map<String, Long> images,
    long lateMissing,
    long oldMissing,
    @Nullable String oldestMissing,
    @Nullable Long secondsMissing,
    long linksExpiring,
    long linksExpired) {}
