package org.odksync.run;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.odksync.error.Diagnosis;
import org.odksync.error.ErrorClass;
import org.odksync.error.LeaseLost;
import org.odksync.error.SyncFailure;

/**
 * A run whose work is done in Java. Goes through the same routes, and so the same statements, as a
 * run of a route: it holds the lease of its type, which the heartbeat extends, and ends as exactly
 * one of success and error. One that is closed before it was {@link #complete} is an error, or was
 * interrupted when the service stops.
 *
 * <pre>{@code
 * try (SyncRun run = runs.start("households.census")) {
 *   int rows = copy();
 *   run.complete(rows, latest, Map.of("source", "census"));
 * }
 * }</pre>
 */
public final class SyncRun implements AutoCloseable {

  private final ActiveRuns runs;
  private final ProducerTemplate template;
  private final Exchange exchange;
  private final Run recorded;
  private boolean open = true;

  private SyncRun(ActiveRuns runs, ProducerTemplate template, Exchange exchange, Run recorded) {
    this.runs = runs;
    this.template = template;
    this.exchange = exchange;
    this.recorded = recorded;
  }

  static SyncRun start(ActiveRuns runs, CamelContext camel, String sync) {
    Exchange exchange = new DefaultExchange(camel);
    Run recorded = runs.of(sync, RunOptions.NONE, exchange);
    exchange.setVariable("run", recorded);
    SyncRun run = new SyncRun(runs, camel.createProducerTemplate(), exchange, recorded);
    run.send("direct:run.start");
    if (!recorded.isStarted()) {
      run.template.stop();
      throw new LeaseHeld(sync);
    }
    return run;
  }

  /** The row of odk_sync_history. */
  public int historyId() {
    return Objects.requireNonNull(recorded.historyId()).intValue();
  }

  /**
   * Notes how far the run has come.
   *
   * @param records processed so far
   * @throws LeaseLost when another instance has taken over: stop working
   * @throws SyncFailure when the service is to stop
   */
  public void progress(int records) {
    requireOpen();
    recorded.processed(records);
    send("warehouse:run/progress");
  }

  /**
   * Ends the run as a success.
   *
   * @param records processed in all
   * @param latest up to when the source was seen, for last_sync_timestamp; null for the start of
   *     the run
   * @param metadata for sync_metadata; values that Jackson can write as JSON
   * @throws LeaseLost when another instance has taken over: nothing is recorded
   * @throws IllegalStateException when the end could not be recorded
   */
  public void complete(int records, @Nullable Instant latest, Map<String, ?> metadata) {
    progress(records);
    recorded.seen(latest == null ? "" : latest.toString());
    recorded.begin(new CountedWork(new HashMap<>(metadata)));
    end("direct:run.completed");
  }

  /**
   * Ends the run as an error, with the class and the message that the failure has.
   *
   * @throws IllegalStateException when the end could not be recorded
   */
  public void fail(Throwable failure) {
    requireOpen();
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
    send("direct:run.diagnose");
    end("direct:run.failed");
  }

  /** Ends the run as an error, if it has not ended yet. */
  @Override
  public void close() {
    if (open) {
      fail(
          runs.isStopping()
              ? ActiveRuns.interrupted()
              : new SyncFailure(
                  ErrorClass.INTERNAL,
                  "the run ended before its work was complete: see the log of what it was doing",
                  null));
    }
  }

  private void end(String route) {
    open = false;
    try {
      send(route);
    } finally {
      template.stop();
    }
    Diagnosis unrecorded = recorded.unrecorded();
    if (unrecorded != null) {
      throw new IllegalStateException("the end was not recorded, " + unrecorded.message());
    }
  }

  private void send(String route) {
    template.send(route, exchange);
    Exception failure = exchange.getException();
    if (failure == null) {
      return;
    }
    exchange.setException(null);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LeaseLost || cause instanceof SyncFailure) {
        throw (RuntimeException) cause;
      }
    }
    throw new IllegalStateException("the run could not be recorded", failure);
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the run has ended");
    }
  }
}
