package org.odksync.run;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * How often a statement is tried again that has met a lock. Not left to an error handler: what one
 * of these has seen, no other one of the same run would handle any more.
 */
public final class Patience {

  private int left;
  private boolean trying = true;

  private Patience(int attempts) {
    this.left = attempts;
  }

  /**
   * @param attempts after the first
   */
  public static Patience of(int attempts) {
    return new Patience(attempts);
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
   * @throws Exception the reason, when that has been often enough
   */
  public void again(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason)
      throws Exception {
    if (left-- <= 0) {
      throw reason;
    }
  }
}
