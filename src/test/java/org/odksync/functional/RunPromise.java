package org.odksync.functional;

import java.util.Map;

/**
 * What a run has promised when it ends as a success, taken down when it begins.
 *
 * @param owedWithoutForm of a feed, see {@link SubmissionHistory#owed}
 * @param owedWithForm the same for a run that reads rows
 * @param lastMark of the unified table, 0 for none
 */
record RunPromise(
    SyncTypeName type,
    Map<String, Integer> owedWithoutForm,
    Map<String, Integer> owedWithForm,
    long lastMark) {

  static RunPromise of(SyncTypeName type, SubmissionHistory shown, long lastMark) {
    return new RunPromise(type, shown.owed(type, false), shown.owed(type, true), lastMark);
  }

  /** What it comes to for this run. */
  Map<String, Integer> owed(LiveRun run) {
    return run.hasReadRows() ? owedWithForm : owedWithoutForm;
  }
}
