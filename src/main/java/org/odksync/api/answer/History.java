package org.odksync.api.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.odksync.monitor.RecordedRun;

/**
 * A page of runs, the newest first.
 *
 * @param next the id before which the next page begins; null on the last one
 */
public record History(List<RecordedRun> runs, @Nullable Long next) {}
