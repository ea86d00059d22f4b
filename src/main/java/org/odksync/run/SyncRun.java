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
 * A run whose work is done in Java. It uses the same routes and statements as a run of a route: it
 * holds the lease of its type, which the heartbeat extends, and ends as success or error. A run
 * that is closed before {@link #complete} ends as an error, or as interrupted if the service stops.
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
  private final Run state;
  private boolean open = true;

  private SyncRun(ActiveRuns runs, ProducerTemplate template, Exchange exchange, Run state) {
    this.runs = runs;
    this.template = template;
    this.exchange = exchange;
    this.state = state;
  }

  static SyncRun start(ActiveRuns runs, CamelContext camel, String sync) {
    Exchange exchange = new DefaultExchange(camel);
    Run state = runs.of(sync, RunOptions.NONE, exchange);
    exchange.setVariable("run", state);
    SyncRun run = new SyncRun(runs, camel.createProducerTemplate(), exchange, state);
    run.send("direct:run.start");
    if (!state.isStarted()) {
      run.template.stop();
      throw new LeaseHeld(sync);
    }
    return run;
  }

  /** The id of the row in odk_sync_history. */
  public int historyId() {
    return Objects.requireNonNull(state.historyId()).intValue();
  }

  /**
   * Records the progress of the run.
   *
   * @param records processed so far
   * @throws LeaseLost if another instance has taken over: stop working
   * @throws SyncFailure if the service stops
   */
  public void progress(int records) {
    requireOpen();
    state.setRecords(records);
    send("warehouse:run/progress");
  }

  /**
   * Ends the run as a success.
   *
   * @param records processed in all
   * @param latest time up to which the source was read, for last_sync_timestamp; null for the start
   *     of the run
   * @param metadata for sync_metadata; values that Jackson can write as JSON
   * @throws LeaseLost if another instance has taken over: nothing is recorded
   * @throws IllegalStateException if the end could not be recorded
   */
  public void complete(int records, @Nullable Instant latest, Map<String, ?> metadata) {
    progress(records);
    state.setSeenUntil(latest == null ? "" : latest.toString());
    state.setWork(new WorkSummary(new HashMap<>(metadata)));
    end("direct:run.completed");
  }

  /**
   * Ends the run as an error, with the class and message of the failure.
   *
   * @throws IllegalStateException if the end could not be recorded
   */
  public void fail(Throwable failure) {
    requireOpen();
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
    send("direct:run.diagnose");
    end("direct:run.failed");
  }

  /** Ends the run as an error if it has not ended yet. */
  @Override
  public void close() {
    if (open) {
      fail(
          runs.isStopping()
              ? ActiveRuns.interrupted()
              : new SyncFailure(
                  ErrorClass.INTERNAL,
                  "the run ended before its work was complete: see the log for the reason",
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
    Diagnosis unrecorded = state.unrecorded();
    if (unrecorded != null) {
      throw new IllegalStateException(
          "the end of the run was not recorded, " + unrecorded.message());
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
