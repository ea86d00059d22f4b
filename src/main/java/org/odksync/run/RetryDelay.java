package org.odksync.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Waits before a retry, and counts it. {@link RetryPolicy} decides the delay within a run; {@code
 * sql/images/postpone.sql} decides when later runs try an image again. Camel's own delay would not
 * end when the service stops.
 */
public final class RetryDelay implements Processor {

  private final ActiveRuns runs;
  private final InstantSource clock;

  public RetryDelay(ActiveRuns runs, InstantSource clock) {
    this.runs = runs;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws InterruptedException {
    Instant start = clock.instant();
    runs.pause(exchange.getProperty(RetryPolicy.WAIT, Duration.ZERO, Duration.class));
    RetryState.of(exchange).add(Duration.between(start, clock.instant()).toMillis());
  }
}
