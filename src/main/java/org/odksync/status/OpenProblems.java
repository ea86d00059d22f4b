package org.odksync.status;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Problems other than failed runs, without those that an operator has accepted.
 *
 * @param instances names of the running service instances, from the scheduler's tables
 * @param noticeAfterDays an older problem is only a notice
 * @param rejects values and records that could not be stored
 * @param oldRejects those older than {@code noticeAfterDays}
 * @param encrypted submissions whose answers Central cannot read
 * @param images number of files, by their state in the ledger
 * @param lateMissing images missing in Central for more than a day, but not old
 * @param oldMissing images missing for more than {@code noticeAfterDays}
 * @param oldestMissing submission time of the oldest missing image; ISO-8601, UTC
 * @param linksExpiring links that expire within an hour
 */
public record OpenProblems(
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
