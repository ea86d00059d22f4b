package org.odksync.observability.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.odksync.status.DurationText;
import org.odksync.status.Health;
import org.odksync.status.Health.Level;
import org.odksync.status.Health.Reason;

/**
 * Reports the health of one part of the system as a message, and is always up: taking the service
 * out of a load balancer would not update dashboards, but would break its image links.
 */
public final class SnapshotHealthCheck extends AbstractHealthCheck {

  private static final Set<String> PARTS =
      Set.of("service", "links", "images", "rejects", "encrypted");

  private final StatusPoller poller;
  private final Function<StatusSnapshot, List<Reason>> reasons;

  private SnapshotHealthCheck(
      String name, StatusPoller poller, Function<StatusSnapshot, List<Reason>> reasons) {
    super("odk-sync", name);
    this.poller = poller;
    this.reasons = reasons;
  }

  /** Reports stale sync types and failed runs. */
  public static SnapshotHealthCheck ofRuns(StatusPoller poller) {
    return new SnapshotHealthCheck(
        "runs", poller, snapshot -> reasonsAbout(snapshot, subject -> !PARTS.contains(subject)));
  }

  /**
   * Reports problems of a part other than runs.
   *
   * @param part such as {@code images}
   */
  public static SnapshotHealthCheck of(String part, StatusPoller poller) {
    return new SnapshotHealthCheck(part, poller, snapshot -> reasonsAbout(snapshot, part::equals));
  }

  /**
   * Reports an external system, by the errors of the last runs.
   *
   * @param classes the error classes that concern it
   */
  public static SnapshotHealthCheck ofSystem(
      String system, StatusPoller poller, Set<String> classes) {
    return new SnapshotHealthCheck(
        system,
        poller,
        snapshot ->
            snapshot.types().stream()
                .filter(type -> classes.contains(StatusSnapshot.errorClass(type)))
                .map(
                    type ->
                        new Reason(
                            Level.DEGRADED,
                            type.syncType(),
                            "the last run failed: " + StatusSnapshot.errorClass(type)))
                .toList());
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    builder.up();
    poller
        .latest()
        .ifPresentOrElse(
            snapshot -> builder.message(agePrefix(snapshot) + message(reasons.apply(snapshot))),
            () -> builder.message("unknown, the first query is pending"));
  }

  /** The age of the snapshot while the database does not answer; else empty. */
  private String agePrefix(StatusSnapshot snapshot) {
    return poller.isReached()
        ? ""
        : "unknown for %s, before: ".formatted(DurationText.of(snapshot.age().toSeconds()));
  }

  private static String message(List<Reason> found) {
    Level worst = found.stream().map(Reason::level).max(Level::compareTo).orElse(Level.OK);
    StringBuilder message = new StringBuilder(worst.toString());
    found.forEach(
        reason ->
            message.append("; ").append(reason.subject()).append(": ").append(reason.message()));
    return message.toString();
  }

  private static List<Reason> reasonsAbout(
      StatusSnapshot snapshot, Function<String, Boolean> subject) {
    Health health = snapshot.health();
    return health.reasons().stream().filter(reason -> subject.apply(reason.subject())).toList();
  }
}
