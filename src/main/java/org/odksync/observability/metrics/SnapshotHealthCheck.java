package org.odksync.observability.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.odksync.status.Age;
import org.odksync.status.Health;
import org.odksync.status.Health.Level;
import org.odksync.status.Health.Reason;

/**
 * Tells what is known of a part of the system, and is always up: a service that no longer got
 * anything to do would not make a dashboard newer, and answers the links of its pictures.
 */
public final class SnapshotHealthCheck extends AbstractHealthCheck {

  private static final Set<String> PARTS =
      Set.of("service", "links", "images", "rejects", "encrypted");

  private final StatusPoller watch;
  private final Function<StatusSnapshot, List<Reason>> reasons;

  private SnapshotHealthCheck(
      String name, StatusPoller watch, Function<StatusSnapshot, List<Reason>> reasons) {
    super("odk-sync", name);
    this.watch = watch;
    this.reasons = reasons;
  }

  /** Whether each sync type has had a success in time, and how its last runs have ended. */
  public static SnapshotHealthCheck ofRuns(StatusPoller watch) {
    return new SnapshotHealthCheck(
        "runs", watch, answers -> judged(answers, subject -> !PARTS.contains(subject)));
  }

  /**
   * What is wrong beside runs.
   *
   * @param part such as {@code images}
   */
  public static SnapshotHealthCheck of(String part, StatusPoller watch) {
    return new SnapshotHealthCheck(part, watch, answers -> judged(answers, part::equals));
  }

  /**
   * A system that runs ask: as their last ones have ended.
   *
   * @param classes of the errors that are about it
   */
  public static SnapshotHealthCheck ofSystem(
      String system, StatusPoller watch, Set<String> classes) {
    return new SnapshotHealthCheck(
        system,
        watch,
        answers ->
            answers.types().stream()
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
    watch
        .latest()
        .ifPresentOrElse(
            answers -> builder.message(since(answers) + told(reasons.apply(answers))),
            () -> builder.message("not known yet"));
  }

  /** Nothing while the database answers. */
  private String since(StatusSnapshot answers) {
    return watch.isReached()
        ? ""
        : "not known for %s, before: ".formatted(Age.of(answers.age().toSeconds()));
  }

  private static String told(List<Reason> found) {
    Level worst = found.stream().map(Reason::level).max(Level::compareTo).orElse(Level.OK);
    StringBuilder message = new StringBuilder(worst.toString());
    found.forEach(
        reason ->
            message.append("; ").append(reason.subject()).append(": ").append(reason.message()));
    return message.toString();
  }

  private static List<Reason> judged(StatusSnapshot answers, Function<String, Boolean> subject) {
    Health health = answers.health();
    return health.reasons().stream().filter(reason -> subject.apply(reason.subject())).toList();
  }
}
