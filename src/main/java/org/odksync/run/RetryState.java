package org.odksync.run;

import org.apache.camel.Exchange;

/** Counts the retries and their waits, for a run or for one request with its own exchange. */
final class RetryState {

  private static final String PROPERTY = "odk-sync.retries";

  private int count;
  private long waited;

  /** The state of the exchange: that of its run if the exchange is the run's own. */
  static RetryState of(Exchange exchange) {
    Run run = exchange.getVariable("run", Run.class);
    if (run != null && run.isIn(exchange.getExchangeId())) {
      return run.retries();
    }
    // the exchange of a split part inherits the properties of the whole
    ExchangeRetries known = exchange.getProperty(PROPERTY, ExchangeRetries.class);
    if (known == null || !known.exchange.equals(exchange.getExchangeId())) {
      known = new ExchangeRetries(exchange.getExchangeId(), new RetryState());
      exchange.setProperty(PROPERTY, known);
    }
    return known.retries;
  }

  private record ExchangeRetries(String exchange, RetryState retries) {}

  int count() {
    return count;
  }

  /** The total wait in milliseconds. */
  long waited() {
    return waited;
  }

  void add(long milliseconds) {
    count++;
    waited += milliseconds;
  }
}
