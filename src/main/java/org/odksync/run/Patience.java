package org.odksync.run;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * How often a statement is tried again that has met a lock. Not left to an error handler: what one
 * of these has seen, no other one of the same run would handle any more.
 */
public final class Patience {

  private final String statement;
  private int left;
  private boolean trying = true;

  private Patience(int attempts, String statement) {
    this.left = attempts;
    this.statement = statement;
  }

  /**
   * @param attempts after the first
   */
  public static Patience of(int attempts, String statement) {
    return new Patience(attempts, statement);
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
   * It met a lock.
   *
   * @throws StatementRefused when that has been often enough
   */
  public void again(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
    if (left-- <= 0) {
      refused(reason);
    }
  }

  /**
   * It was refused for another reason.
   *
   * @throws StatementRefused always
   */
  @SuppressWarnings("DoNotCallSuggester") // a route calls it, to throw what it has caught
  public void refused(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
    throw new StatementRefused(statement, reason);
  }
}
