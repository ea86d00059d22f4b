package org.odksync.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.odksync.error.Diagnosis;
import org.odksync.error.ErrorClass;
import org.odksync.error.LeaseLost;
import org.odksync.error.SyncFailure;
import org.odksync.observability.logging.InstanceName;
import org.slf4j.MDC;

/**
 * The runs of this process: starts and ends them, and lists their leases for the heartbeat. The
 * lease of an ended run is no longer extended, even if its end could not be recorded; it then
 * expires.
 */
public final class ActiveRuns {

  /** Camel calls no error handler if the thread was interrupted. */
  private static final Diagnosis BROKE_OFF =
      new Diagnosis(
          ErrorClass.INTERNAL,
          "the run broke off for an unknown reason",
          "the next run continues from here");

  private final String process = UUID.randomUUID().toString();
  private final int leaseSeconds;
  private final Map<String, Long> fences = new ConcurrentHashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable CamelContext camel;
  private volatile @Nullable SyncTypes types;

  /**
   * @param leaseSeconds how long a lease lasts without a heartbeat
   */
  public ActiveRuns(int leaseSeconds) {
    this.leaseSeconds = leaseSeconds;
  }

  /** The name of this process for operators: {@code <host>-<pid>}. */
  public String getInstance() {
    return InstanceName.name();
  }

  /** Called when the routes exist: runs can start. */
  public void started(CamelContext context) {
    this.camel = context;
    this.types = SyncTypes.of(context);
  }

  /** The sync types of this service. */
  public SyncTypes types() {
    return Objects.requireNonNull(types, "the service is not started");
  }

  /** The names of the sync types. */
  public List<String> names(CamelContext context) {
    return types(context).names();
  }

  /** The sync types that read a feed of Central, in the order of a cycle. */
  public List<String> feeds(CamelContext context) {
    return types(context).feeds();
  }

  /** Reads the routes if a timer or request comes before {@link #started}. */
  private SyncTypes types(CamelContext context) {
    SyncTypes known = types;
    return known == null ? SyncTypes.of(context) : known;
  }

  // --- a run

  /**
   * Creates a run of the sync type whose route the exchange is in. The lease holder is a random id
   * of this process, because host names and process ids repeat in containers, plus the exchange id.
   *
   * @param options {@link RunOptions}; any other body means no options
   */
  public Run open(@Body @Nullable Object options, Exchange exchange) {
    return of(
        Objects.requireNonNull(ExchangeHelper.getRouteId(exchange)),
        options instanceof RunOptions given ? given : RunOptions.NONE,
        exchange);
  }

  /** Creates a run of any sync type. */
  public Run of(String sync, RunOptions options, Exchange exchange) {
    SyncTypes all = types(exchange.getContext());
    SyncType type = all.get(sync);
    return new Run(
        type,
        all.comparisons(sync),
        SyncTypes.form(exchange.getContext(), type),
        options,
        exchange.getExchangeId(),
        process + "/" + exchange.getExchangeId(),
        leaseSeconds);
  }

  /**
   * Starts a run whose work is done in Java, recorded like the runs of routes. Use it with
   * try-with-resources.
   *
   * @param sync name of the sync type, at most 50 characters
   * @throws LeaseHeld if another run of this type is active, in any process
   * @throws IllegalStateException if the start could not be recorded
   */
  public SyncRun start(String sync) {
    return SyncRun.start(this, Objects.requireNonNull(camel, "the service is not started"), sync);
  }

  /**
   * Records whether a run got the lease. If it did, the run has started: extends the lease from now
   * on, and adds the run to the log context of the thread.
   *
   * @param rows of {@code run/start.sql}
   */
  public void recordLease(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    Number row = Objects.requireNonNull((Number) rows.get(0).get("history_id"));
    Number fence = Objects.requireNonNull((Number) rows.get(0).get("fencing_number"));
    String sync = run.type().name();
    fences.put(sync, fence.longValue());
    MDC.put("sync", sync);
    MDC.put("history_id", String.valueOf(row));
    MDC.put("instance", InstanceName.name());
    run.started(row, fence);
  }

  /**
   * Skips a run because another process holds the lease.
   *
   * @param rows of {@code run/holder.sql}
   */
  public void skip(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    run.skipped(String.valueOf(rows.get(0).get("instance")));
  }

  /**
   * Sets the counters of a run.
   *
   * @param rows one row with the counters for the history; {@code stored} is the number of records
   */
  public void setCounters(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    run.setWork(new WorkSummary(rows.get(0)));
    run.setRecords(((Number) rows.get(0).getOrDefault("stored", 0)).longValue());
  }

  /** Forgets an earlier failure of a run that succeeded after a retry. */
  public void clearFailures(@Variable("run") Run run) {
    run.clearFailure();
  }

  /** Gives a failed run a diagnosis if it has none yet, from the exception of the exchange. */
  public void ensureDiagnosis(@Variable("run") Run run, Exchange exchange) {
    if (!run.isFailed()) {
      Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
      run.fail(caught == null ? BROKE_OFF : Diagnosis.of(caught));
    }
  }

  /** Stops extending the lease of a run that is about to end. */
  public void stopExtending(@Variable("run") Run run) {
    fences.remove(run.type().name(), run.fence());
  }

  /**
   * Requires that the end of a run was recorded, and takes over the number of records.
   *
   * @param rows of the statement that recorded it
   * @throws LeaseLost if it recorded nothing
   */
  public void requireRecorded(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      throw new LeaseLost("the lease was lost to another instance");
    }
    if (rows.get(0).get("records_processed") instanceof Number records) {
      run.setRecords(records.longValue());
    }
  }

  /** The sync types that are due after a run, once its end is recorded. */
  public List<String> due(@Variable("run") Run run) {
    return run.unrecorded() == null ? run.due() : List.of();
  }

  /**
   * The message about a successful run for local routes: one map of sync_type, history_id and
   * records; none if its end is not recorded.
   */
  public List<Map<String, Object>> successes(@Variable("run") Run run) {
    return run.unrecorded() == null
        ? List.of(
            Map.of(
                "sync_type", run.type().name(),
                "history_id", Objects.requireNonNull(run.historyId()),
                "records", run.records()))
        : List.of();
  }

  /** Removes the run from the log context of the thread. */
  public void clearLogContext() {
    MDC.remove("sync");
    MDC.remove("history_id");
    MDC.remove("instance");
  }

  /**
   * Whether to start a sync type whose run has expired again at once instead of waiting for its
   * trigger. Not needed if the current run is of the same type.
   *
   * @param row of {@code run/expire.sql}
   * @param starting the run that is about to start; null for none
   */
  public boolean mustRestart(
      @Body Map<String, Object> row, @Variable("run") @Nullable Run starting) {
    return starting == null || !starting.type().name().equals(row.get("sync_type"));
  }

  // --- leases

  public boolean hasLeases() {
    return !fences.isEmpty();
  }

  /** The number of runs in this process that hold a lease. */
  public int leaseCount() {
    return fences.size();
  }

  /** The leases to extend and their duration, as parameters of {@code run/heartbeat.sql}. */
  public Map<String, Object> getLeases() {
    ArrayNode leases = JsonNodeFactory.instance.arrayNode();
    fences.forEach(
        (sync, fence) -> leases.addObject().put("sync_type", sync).put("fencing_number", fence));
    return Map.of("leases", leases.toString(), "lease_seconds", leaseSeconds);
  }

  // --- the end of the service

  /** Stops all runs: each one ends before its next change. */
  public void stop() {
    stopping.countDown();
  }

  /**
   * Fails if the service stops.
   *
   * @throws SyncFailure if it does
   */
  public void requireRunning() {
    if (isStopping()) {
      throw interrupted();
    }
  }

  static SyncFailure interrupted() {
    return new SyncFailure(
        ErrorClass.INTERRUPTED, "the service was stopped; the next run continues from here", null);
  }

  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Waits before a retry. Returns false at once if the service stops. */
  public boolean pause(Duration duration) throws InterruptedException {
    return !stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
