package org.odksync.functional;

import java.util.Map;

/**
 * What a successful run must have stored, recorded when it starts.
 *
 * @param owedWithoutForm the versions that a feed must store, see {@link SubmissionHistory#owed}
 * @param owedWithForm the same for a run that reads rows
 * @param lastMark of the unified table, 0 for none
 */
record RunPromise(
    SyncTypeName type,
    Map<String, Integer> owedWithoutForm,
    Map<String, Integer> owedWithForm,
    long lastMark) {

  static RunPromise of(SyncTypeName type, SubmissionHistory history, long lastMark) {
    return new RunPromise(type, history.owed(type, false), history.owed(type, true), lastMark);
  }

  /** The versions that this run must have stored. */
  Map<String, Integer> owed(LiveRun run) {
    return run.hasReadRows() ? owedWithForm : owedWithoutForm;
  }
}
