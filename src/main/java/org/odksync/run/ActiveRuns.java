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
 * The runs of this process: how they begin and end, and which hold a lease, which the heartbeat
 * extends. A run that has ended is never extended again, also when its end could not be written;
 * then its lease runs out.
 */
public final class ActiveRuns {

  /** Camel asks no error handler where a thread was interrupted. */
  private static final Diagnosis BROKEN_OFF =
      new Diagnosis(
          ErrorClass.INTERNAL,
          "the run broke off, and nothing has said why",
          "the next run goes on from here");

  private final String process = UUID.randomUUID().toString();
  private final int leaseSeconds;
  private final Map<String, Long> live = new ConcurrentHashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable CamelContext camel;
  private volatile @Nullable SyncTypes types;

  /**
   * @param leaseSeconds how long a process may be silent
   */
  public ActiveRuns(int leaseSeconds) {
    this.leaseSeconds = leaseSeconds;
  }

  /** What operators know this process by: {@code <host>-<pid>}. */
  public String getInstance() {
    return InstanceName.name();
  }

  /** The routes are there: runs can be begun. */
  public void started(CamelContext context) {
    this.camel = context;
    this.types = SyncTypes.of(context);
  }

  /** The sync types of this service. */
  public SyncTypes types() {
    return Objects.requireNonNull(types, "the service is not started");
  }

  /** Their names. */
  public List<String> names(CamelContext context) {
    return types(context).names();
  }

  /** Those that read a feed of Central, in the order of a cycle. */
  public List<String> feeds(CamelContext context) {
    return types(context).feeds();
  }

  /** Timers and requests may be faster than the start. */
  private SyncTypes types(CamelContext context) {
    SyncTypes known = types;
    return known == null ? SyncTypes.of(context) : known;
  }

  // --- a run

  /**
   * Opens a run of the sync type whose route the exchange is in. Its lease is known by this start
   * of the process, which is random, because host names and process ids repeat in containers, and
   * by its exchange.
   *
   * @param options what whoever starts it wants; of no other type for nothing
   */
  public Run open(@Body @Nullable Object options, Exchange exchange) {
    return of(
        Objects.requireNonNull(ExchangeHelper.getRouteId(exchange)),
        options instanceof RunOptions wanted ? wanted : RunOptions.NONE,
        exchange);
  }

  /** The same of any sync type. */
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
   * Begins a run whose work is done in Java, recorded as those of the routes are: use it with
   * try-with-resources.
   *
   * @param sync the type, at most 50 characters
   * @throws LeaseHeld when another run of this type is under way, here or elsewhere
   * @throws IllegalStateException when the start could not be recorded
   */
  public SyncRun start(String sync) {
    return SyncRun.start(this, Objects.requireNonNull(camel, "the service is not started"), sync);
  }

  /**
   * A run begins, if it got the lease: that is extended from now on, and what its thread logs is
   * known as its.
   *
   * @param rows of {@code run/start.sql}
   */
  public void begin(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    Number row = Objects.requireNonNull((Number) rows.get(0).get("history_id"));
    Number fence = Objects.requireNonNull((Number) rows.get(0).get("fencing_number"));
    String sync = run.type().name();
    live.put(sync, fence.longValue());
    MDC.put("sync", sync);
    MDC.put("history_id", String.valueOf(row));
    MDC.put("instance", InstanceName.name());
    run.begun(row, fence);
  }

  /**
   * Another process has the lease.
   *
   * @param rows of {@code run/holder.sql}
   */
  public void skip(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    run.skipped(String.valueOf(rows.get(0).get("instance")));
  }

  /**
   * So far it has done this.
   *
   * @param rows with the counters for the history, and how many are {@code stored}
   */
  public void counted(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    run.begin(new CountedWork(rows.get(0)));
    run.processed(((Number) rows.get(0).getOrDefault("stored", 0)).longValue());
  }

  /** It did its work: what had failed on the way counts no more. */
  public void forgetFailures(@Variable("run") Run run) {
    run.succeeded();
  }

  /** It has failed, also where nobody has said why. */
  public void fail(@Variable("run") Run run, Exchange exchange) {
    if (!run.isFailed()) {
      Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
      run.failed(caught == null ? BROKEN_OFF : Diagnosis.of(caught));
    }
  }

  /** It is about to end, and its lease with it. */
  public void stopExtending(@Variable("run") Run run) {
    live.remove(run.type().name(), run.fence());
  }

  /**
   * Its end is written.
   *
   * @param rows of the statement that has written it
   * @throws LeaseLost when it has written nothing
   */
  public void recorded(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      throw new LeaseLost("the lease was lost to another instance");
    }
    if (rows.get(0).get("records_processed") instanceof Number records) {
      run.processed(records.longValue());
    }
  }

  /** The sync types that are due after it, once its end is written. */
  public List<String> due(@Variable("run") Run run) {
    return run.unrecorded() == null ? run.due() : List.of();
  }

  /**
   * What is told of it when it was a success: one map of sync_type, history_id and records; none
   * when its end is not written.
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

  /** It has ended; the thread does something else next. */
  public void leave() {
    MDC.remove("sync");
    MDC.remove("history_id");
    MDC.remove("instance");
  }

  /**
   * Whether a run of a process that died is to be followed by another one: what it had not stored
   * is not left to the next trigger, but for a run that is about to begin.
   *
   * @param row of {@code run/abandon.sql}
   * @param beginning null for none
   */
  public boolean isDueAgain(
      @Body Map<String, Object> row, @Variable("run") @Nullable Run beginning) {
    return beginning == null || !beginning.type().name().equals(row.get("sync_type"));
  }

  // --- leases

  public boolean isAnyLive() {
    return !live.isEmpty();
  }

  /** How many runs of this process hold a lease. */
  public int liveCount() {
    return live.size();
  }

  /** The leases to extend, and for how long: parameters of {@code run/heartbeat.sql}. */
  public Map<String, Object> getLeases() {
    ArrayNode leases = JsonNodeFactory.instance.arrayNode();
    live.forEach(
        (sync, fence) -> leases.addObject().put("sync_type", sync).put("fencing_number", fence));
    return Map.of("leases", leases.toString(), "lease_seconds", leaseSeconds);
  }

  // --- the end of the service

  /** The service stops: each run ends before it changes anything more. */
  public void stop() {
    stopping.countDown();
  }

  /**
   * Goes on, unless the service stops.
   *
   * @throws SyncFailure when it does
   */
  public void goOn() {
    if (isStopping()) {
      throw interrupted();
    }
  }

  static SyncFailure interrupted() {
    return new SyncFailure(
        ErrorClass.INTERRUPTED, "the service was stopped; the next run goes on from here", null);
  }

  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Waits before something is done again; false, and at once, when the service stops. */
  public boolean pause(Duration wait) throws InterruptedException {
    return !stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }
}
