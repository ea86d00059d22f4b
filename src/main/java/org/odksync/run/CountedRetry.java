package org.odksync.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Counts, just before it happens, that a step is tried again, and how long that was waited for. */
public final class CountedRetry implements Processor {

  private final InstantSource clock;

  public CountedRetry(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    Instant failed = exchange.getVariable(Backoff.FAILED_AT, Instant.class);
    Retries.of(exchange)
        .add(failed == null ? 0 : Duration.between(failed, clock.instant()).toMillis());
  }
}
