package org.odksync.warehouse;

import org.odksync.error.Diagnosis;

/** Counts the remaining retries of a failed statement, by reason. */
final class StatementRetries {

  private final int maxAttempts;
  private int lockRetries;
  private int outageRetries;

  /**
   * @param locks retries after a lock or deadlock
   * @param outages retries if the database is down or in trouble; 0 if the whole run is retried
   *     instead
   */
  StatementRetries(int locks, int outages) {
    this.maxAttempts = 1 + locks + outages;
    this.lockRetries = locks;
    this.outageRetries = outages;
  }

  /** The maximum number of attempts. */
  int maxAttempts() {
    return maxAttempts;
  }

  /** Whether to retry; uses up one retry. */
  boolean useRetry(Exception reason) {
    return Diagnosis.isOfLocks(reason)
        ? lockRetries-- > 0
        : Diagnosis.isTransient(reason) && outageRetries-- > 0;
  }
}
