package org.odksync.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Waits before a step is tried again, as {@link RetryPolicy} has decided, and counts that. Not left
 * to Camel, which would not wake up for a stop.
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
    Instant begin = clock.instant();
    runs.pause(exchange.getProperty(RetryPolicy.WAIT, Duration.ZERO, Duration.class));
    RetryState.of(exchange).add(Duration.between(begin, clock.instant()).toMillis());
  }
}
