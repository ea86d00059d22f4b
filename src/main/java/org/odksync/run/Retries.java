package org.odksync.run;

import org.apache.camel.Exchange;

/**
 * How often a run was tried again, and how long that was waited for: for {@link Backoff}, and for
 * the run's metadata. Belongs to one exchange: variables travel to the runs that this one calls
 * for, which begin to count anew.
 */
final class Retries {

  private static final String VARIABLE = "retries";

  private final String exchangeId;
  private int count;
  private long waited;

  private Retries(String exchangeId) {
    this.exchangeId = exchangeId;
  }

  static Retries of(Exchange exchange) {
    Retries known = exchange.getVariable(VARIABLE, Retries.class);
    if (known != null && known.exchangeId.equals(exchange.getExchangeId())) {
      return known;
    }
    Retries none = new Retries(exchange.getExchangeId());
    exchange.setVariable(VARIABLE, none);
    return none;
  }

  int count() {
    return count;
  }

  /** Milliseconds. */
  long waited() {
    return waited;
  }

  void add(long milliseconds) {
    count++;
    waited += milliseconds;
  }
}
