package org.odksync.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Waits before a retry, as long as {@link RetryPolicy} has decided, and counts the retry. Ends the
 * wait when the service stops, which Camel's own delay does not do. {@code sql/images/postpone.sql}
 * decides when later runs try an image again.
 */
public final class RetryWait implements Processor {

  private final ActiveRuns runs;
  private final InstantSource clock;

  public RetryWait(ActiveRuns runs, InstantSource clock) {
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
