package org.odksync.observability.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;
import org.odksync.run.ActiveRuns;
import org.odksync.run.SyncTypes;
import org.odksync.status.Health.Level;
import org.odksync.status.SyncState;

/**
 * Metrics from the last status snapshot; NaN if a value is unknown. Ages include the age of the
 * snapshot.
 */
public final class Gauges extends EventNotifierSupport {

  private final MeterRegistry registry;
  private final StatusPoller poller;

  /**
   * @param registry for the metrics
   * @param runs of this process
   */
  public Gauges(MeterRegistry registry, StatusPoller poller, ActiveRuns runs) {
    this.registry = registry;
    this.poller = poller;
    registerService(runs);
    registerProblems();
    registerImages();
  }

  private void registerService(ActiveRuns runs) {
    gauge(
        "odk.database.up",
        "",
        "Whether the last query of the database was successful",
        () -> toNumber(poller.isReached()));
    gauge("odk.monitor.age", "seconds", "Age of the last status from the warehouse", this::age);
    gauge("odk.leases.held", "", "Runs of this process", runs::leaseCount);
    gauge(
        "odk.health.level",
        "",
        "0 ok, 1 degraded, 2 failing",
        () ->
            of(
                snapshot ->
                    severity(poller.isReached() ? snapshot.health().status() : Level.FAILING)));
  }

  private void registerProblems() {
    gauge(
        "odk.rejects",
        "",
        "Values that fit no column and are not accepted",
        () -> of(snapshot -> snapshot.problems().rejects()));
    gauge(
        "odk.encrypted",
        "",
        "Submissions whose answers Central cannot read",
        () -> of(snapshot -> snapshot.problems().encrypted()));
    gauge(
        "odk.instances",
        "",
        "Running service instances on this database",
        () -> of(snapshot -> snapshot.problems().instances().size()));
    gauge(
        "odk.links.expiring",
        "",
        "Links that expire within an hour",
        () -> of(snapshot -> snapshot.problems().linksExpiring()));
    gauge(
        "odk.links.expired",
        "",
        "Expired links",
        () -> of(snapshot -> snapshot.problems().linksExpired()));
  }

  private void registerImages() {
    gauge(
        "odk.images.missing.age",
        "seconds",
        "Age of the oldest missing image",
        () -> of(snapshot -> withAge(snapshot.problems().secondsMissing(), 0)));
    for (String state : List.of("pending", "stored", "missing", "failed", "skipped")) {
      gauge(
          "odk.images",
          "",
          "Images in the ledger, by state",
          Tags.of("state", state),
          () -> of(snapshot -> snapshot.problems().images().getOrDefault(state, 0L)));
    }
  }

  @Override
  public boolean isEnabled(CamelEvent event) {
    return event instanceof CamelContextStartedEvent;
  }

  /** Registers the gauges of sync types, which are known only after the routes. */
  @Override
  public void notify(CamelEvent event) {
    if (event instanceof CamelContextStartedEvent started) {
      SyncTypes.of(started.getContext()).names().forEach(this::register);
    }
  }

  private void register(String sync) {
    Tags tags = Tags.of("sync", sync);
    gauge(
        "odk.sync.success.age",
        "seconds",
        "Time since the last successful run first read from Central",
        tags,
        () -> ofType(sync, type -> withAge(type.secondsSinceSuccess(), Double.NaN)));
    gauge(
        "odk.sync.stale",
        "",
        "1 if the last success is more than three intervals ago and no run is active for less than 6 h",
        tags,
        () -> ofType(sync, type -> toNumber(type.later((long) age()).isStale())));
    gauge(
        "odk.sync.failures.consecutive",
        "",
        "Failed runs since the last success",
        tags,
        () -> ofType(sync, SyncState::consecutiveFailures));
    gauge(
        "odk.sync.running",
        "",
        "Whether a run holds the lease, in any process",
        tags,
        () -> ofType(sync, type -> toNumber(type.run() != null)));
    gauge(
        "odk.sync.lag",
        "seconds",
        "Age of the newest stored change; NaN for types without a feed",
        tags,
        () -> of(snapshot -> withAge(snapshot.lags().get(sync), Double.NaN)));
  }

  private void gauge(String name, String unit, String description, Supplier<Number> value) {
    gauge(name, unit, description, Tags.empty(), value);
  }

  private void gauge(
      String name, String unit, String description, Tags tags, Supplier<Number> value) {
    Gauge.builder(name, value)
        .description(description)
        .baseUnit(unit.isEmpty() ? null : unit)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  private double of(ToDoubleFunction<StatusSnapshot> value) {
    return poller.latest().map(value::applyAsDouble).orElse(Double.NaN);
  }

  private double ofType(String sync, ToDoubleFunction<SyncState> value) {
    return of(
        snapshot ->
            snapshot.types().stream()
                .filter(type -> type.syncType().equals(sync))
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN));
  }

  private double withAge(@Nullable Long seconds, double unknown) {
    return seconds == null ? unknown : seconds + age();
  }

  private double age() {
    return of(snapshot -> snapshot.age().toMillis() / 1000.0);
  }

  private static int severity(Level level) {
    return switch (level) {
      case OK, NOTICE -> 0;
      case DEGRADED -> 1;
      case FAILING -> 2;
    };
  }

  private static double toNumber(boolean condition) {
    return condition ? 1 : 0;
  }
}
