package org.odksync.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Counts, just before it happens, that a step is tried again, and how long that was waited for:
 * variables retries and retry_wait_ms, for the run's metadata.
 */
public final class CountedRetry implements Processor {

  private final InstantSource clock;

  public CountedRetry(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    int retries = exchange.getVariable("retries", 0, Integer.class);
    exchange.setVariable("retries", retries + 1);
    Instant failed = exchange.getVariable(WaitAsAsked.FAILED_AT, Instant.class);
    long waited = exchange.getVariable("retry_wait_ms", 0L, Long.class);
    if (failed != null) {
      waited += Duration.between(failed, clock.instant()).toMillis();
    }
    exchange.setVariable("retry_wait_ms", waited);
  }
}
