package org.odksync.run;

import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/**
 * How often a statement is tried again. Not left to an error handler: what one of these has seen,
 * no other one of the same run would handle any more.
 */
public final class Patience {

  private final String statement;
  private int leftForLocks;
  private int leftForAbsence;
  private boolean trying = true;

  private Patience(int locks, int absence, String statement) {
    this.leftForLocks = locks;
    this.leftForAbsence = absence;
    this.statement = statement;
  }

  /**
   * @param locks how often when it has met a lock, after the first attempt
   * @param absence how often when the database was away or in trouble; null for never, because the
   *     whole run is tried again
   */
  public static Patience of(int locks, @Nullable Integer absence, String statement) {
    return new Patience(locks, Objects.requireNonNullElse(absence, 0), statement);
  }

  /** Whether the statement is to be tried now. */
  public boolean isTrying() {
    return trying;
  }

  /** It went through. */
  public void done() {
    trying = false;
  }

  /**
   * It was refused.
   *
   * @throws StatementRefused when that was often enough, or is no reason to try again
   */
  public void again(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
    if (!isWorthTrying(reason)) {
      throw new StatementRefused(statement, reason);
    }
  }

  private boolean isWorthTrying(Exception reason) {
    if (Diagnosis.isOfLocks(reason)) {
      return leftForLocks-- > 0;
    }
    return Diagnosis.isTransient(reason) && leftForAbsence-- > 0;
  }
}
