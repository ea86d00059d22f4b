package org.odksync.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Counts, just before it happens, that a step is tried again, and how long that was waited for, in
 * milliseconds: for the run's metadata.
 */
public final class CountedRetry implements Processor {

  /** Variable: how many there were. */
  static final String RETRIES = "retries";

  /** Variable: how long was waited for them. */
  static final String WAITED = "retry_wait_ms";

  private final InstantSource clock;

  public CountedRetry(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    exchange.setVariable(RETRIES, exchange.getVariable(RETRIES, 0, Integer.class) + 1);
    Instant failed = exchange.getVariable(Backoff.FAILED_AT, Instant.class);
    long waited = failed == null ? 0 : Duration.between(failed, clock.instant()).toMillis();
    exchange.setVariable(WAITED, exchange.getVariable(WAITED, 0L, Long.class) + waited);
  }
}
