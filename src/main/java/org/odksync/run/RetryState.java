package org.odksync.run;

import org.apache.camel.Exchange;

/**
 * How often something was tried again, and how long that was waited for: a run, or one request of
 * many, which has an exchange of its own.
 */
final class RetryState {

  private static final String PROPERTY = "odk-sync.retries";

  private int count;
  private long waited;

  /** What is tried again in this exchange. */
  static RetryState of(Exchange exchange) {
    Run run = exchange.getVariable("run", Run.class);
    if (run != null && run.isIn(exchange.getExchangeId())) {
      return run.retries();
    }
    // a part of a split has the properties of the whole
    OfExchange known = exchange.getProperty(PROPERTY, OfExchange.class);
    if (known == null || !known.exchange.equals(exchange.getExchangeId())) {
      known = new OfExchange(exchange.getExchangeId(), new RetryState());
      exchange.setProperty(PROPERTY, known);
    }
    return known.retries;
  }

  private record OfExchange(String exchange, RetryState retries) {}

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
