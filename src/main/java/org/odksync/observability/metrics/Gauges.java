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
 * The last answers of the warehouse as metrics; NaN for what is not known. Ages go on by
 * themselves.
 */
public final class Gauges extends EventNotifierSupport {

  private final MeterRegistry registry;
  private final StatusPoller watch;

  /**
   * @param registry that the metrics are in
   * @param runs of this process
   */
  public Gauges(MeterRegistry registry, StatusPoller watch, ActiveRuns runs) {
    this.registry = registry;
    this.watch = watch;
    gauge("odk.database.up", "", "Whether the database answered last", () -> is(watch.isReached()));
    gauge("odk.monitor.age", "seconds", "How old what the warehouse has answered is", this::age);
    gauge("odk.leases.held", "", "Runs of this process", runs::leaseCount);
    gauge(
        "odk.health.level",
        "",
        "0 ok, 1 degraded, 2 failing",
        () ->
            of(answers -> severity(watch.isReached() ? answers.health().status() : Level.FAILING)));
    gauge(
        "odk.rejects",
        "",
        "Values that fit no column, and were not accepted",
        () -> of(answers -> answers.problems().rejects()));
    gauge(
        "odk.encrypted",
        "",
        "Submissions whose answers Central cannot read",
        () -> of(answers -> answers.problems().encrypted()));
    gauge(
        "odk.instances",
        "",
        "Services on this database",
        () -> of(answers -> answers.problems().instances().size()));
    gauge(
        "odk.links.expiring",
        "",
        "Links that end within an hour",
        () -> of(answers -> answers.problems().linksExpiring()));
    gauge(
        "odk.links.expired",
        "",
        "Links that have ended",
        () -> of(answers -> answers.problems().linksExpired()));
    gauge(
        "odk.images.missing.age",
        "seconds",
        "How long the oldest picture is missing",
        () -> of(answers -> older(answers.problems().secondsMissing(), 0)));
    for (String state : List.of("pending", "stored", "missing", "failed", "skipped")) {
      gauge(
          "odk.images",
          "",
          "Pictures of the ledger",
          Tags.of("state", state),
          () -> of(answers -> answers.problems().images().getOrDefault(state, 0L)));
    }
  }

  @Override
  public boolean isEnabled(CamelEvent event) {
    return event instanceof CamelContextStartedEvent;
  }

  /** The routes are there, and so the sync types. */
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
        "How long ago the last success began to see Central",
        tags,
        () -> ofType(sync, type -> older(type.secondsSinceSuccess(), Double.NaN)));
    gauge(
        "odk.sync.stale",
        "",
        "1 when there was no success for three intervals, and no run is under way for less than 6 h",
        tags,
        () -> ofType(sync, type -> is(type.later((long) age()).isStale())));
    gauge(
        "odk.sync.failures.consecutive",
        "",
        "Runs that have failed since the last success",
        tags,
        () -> ofType(sync, SyncState::consecutiveFailures));
    gauge(
        "odk.sync.running",
        "",
        "Whether a run holds the lease, in whatever process",
        tags,
        () -> ofType(sync, type -> is(type.run() != null)));
    gauge(
        "odk.sync.lag",
        "seconds",
        "How old the newest change at Central is that is stored; NaN for what is no feed",
        tags,
        () -> of(answers -> older(answers.lags().get(sync), Double.NaN)));
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
    return watch.latest().map(value::applyAsDouble).orElse(Double.NaN);
  }

  private double ofType(String sync, ToDoubleFunction<SyncState> value) {
    return of(
        answers ->
            answers.types().stream()
                .filter(type -> type.syncType().equals(sync))
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN));
  }

  private double older(@Nullable Long seconds, double unknown) {
    return seconds == null ? unknown : seconds + age();
  }

  private double age() {
    return of(answers -> answers.age().toMillis() / 1000.0);
  }

  private static int severity(Level level) {
    return switch (level) {
      case OK, NOTICE -> 0;
      case DEGRADED -> 1;
      case FAILING -> 2;
    };
  }

  private static double is(boolean fact) {
    return fact ? 1 : 0;
  }
}
