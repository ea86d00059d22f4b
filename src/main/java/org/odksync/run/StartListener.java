package org.odksync.run;

/** Who waits for a run to begin, such as a request. */
public interface StartListener {

  /** For runs that nobody waits for. */
  StartListener NOBODY =
      new StartListener() {
        @Override
        public void begun(String syncType, long historyId) {}

        @Override
        public void skipped(String syncType, String holder) {}

        @Override
        public void postponed(String syncType, String reason) {}
      };

  /** The run has its lease, and its row in the history. */
  void begun(String syncType, long historyId);

  /** Another process has the lease. */
  void skipped(String syncType, String holder);

  /** There is nothing that the run could do yet. */
  void postponed(String syncType, String reason);
}
