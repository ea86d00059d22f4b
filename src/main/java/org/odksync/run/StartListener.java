package org.odksync.run;

/** Is notified of the start of a run, such as by an HTTP request that waits for it. */
public interface StartListener {

  /** Ignores all notifications. */
  StartListener NONE =
      new StartListener() {
        @Override
        public void started(String syncType, long historyId) {}

        @Override
        public void skipped(String syncType, String holder) {}

        @Override
        public void postponed(String syncType, String reason) {}
      };

  /** The run has the lease and a history row. */
  void started(String syncType, long historyId);

  /** Another process holds the lease. */
  void skipped(String syncType, String holder);

  /** The run has nothing to do yet. */
  void postponed(String syncType, String reason);
}
