package org.odksync.warehouse;

import org.odksync.error.Diagnosis;

/** How often a statement that was refused is tried again, by the reason. */
final class StatementRetries {

  private final int most;
  private int leftForLocks;
  private int leftForAbsence;

  /**
   * @param locks how often when it has met a lock, after the first attempt
   * @param absences how often when the database was away or in trouble; none, where the whole run
   *     is tried again
   */
  StatementRetries(int locks, int absences) {
    this.most = 1 + locks + absences;
    this.leftForLocks = locks;
    this.leftForAbsence = absences;
  }

  /** How many attempts there are at most. */
  int most() {
    return most;
  }

  /** Whether to try again. */
  boolean allows(Exception reason) {
    return Diagnosis.isOfLocks(reason)
        ? leftForLocks-- > 0
        : Diagnosis.isTransient(reason) && leftForAbsence-- > 0;
  }
}
