package org.odksync.monitor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Whether a dashboard can be trusted, and why not.
 *
 * @param status the worst of the reasons
 */
public record Health(Level status, List<Reason> reasons) {

  /** How bad it is. The names are those of the command line and the API, in lower case. */
  public enum Level {
    OK,
    /** Something is not as it should be; what is shown is still up to date. */
    DEGRADED,
    /** What is shown is out of date, or soon will be. */
    FAILING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** As {@link #toString} says it. */
    public static Level of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * @param subject a sync type, or a part of the system
   */
  public record Reason(Level level, String subject, String message) {}

  /** One failure is made up for by the next run, more of them are no accident. */
  private static final int FAILURES = 3;

  private static final long DAY_SECONDS = 86_400;

  /** Of a warehouse that answers. */
  public static Health judge(List<SyncState> types, Problems problems) {
    List<Reason> reasons = new ArrayList<>();
    types.forEach(type -> judge(type, reasons));
    judge(types, problems, reasons);
    reasons.sort(Comparator.comparing(Reason::level).reversed());
    Level worst = reasons.stream().map(Reason::level).findFirst().orElse(Level.OK);
    return new Health(worst, List.copyOf(reasons));
  }

  /** Of one that does not. */
  public static Health failing(String subject, String message) {
    return new Health(Level.FAILING, List.of(new Reason(Level.FAILING, subject, message)));
  }

  private static void judge(SyncState type, List<Reason> reasons) {
    if (type.consecutiveFailures() > 0) {
      reasons.add(
          new Reason(
              type.consecutiveFailures() >= FAILURES ? Level.FAILING : Level.DEGRADED,
              type.syncType(),
              "the %s: %s".formatted(type.failures(), type.reason())));
    }
    if (type.isStale()) {
      reasons.add(new Reason(Level.FAILING, type.syncType(), type.silence()));
    }
    if (type.isAwaited() && type.consecutiveFailures() == 0) {
      reasons.add(new Reason(Level.DEGRADED, type.syncType(), "no run has ended yet"));
    }
  }

  private static void judge(List<SyncState> types, Problems problems, List<Reason> reasons) {
    if (problems.instances().isEmpty()
        && types.stream().anyMatch(type -> type.intervalSeconds() != null)) {
      reasons.add(new Reason(Level.DEGRADED, "service", "it does not run: odk-sync run"));
    }
    if (problems.linksExpired() > 0) {
      reasons.add(
          new Reason(
              Level.FAILING,
              "links",
              "%d have expired: see url_refresh".formatted(problems.linksExpired())));
    }
    if (problems.secondsMissing() != null && problems.secondsMissing() > DAY_SECONDS) {
      reasons.add(
          new Reason(
              Level.DEGRADED,
              "images",
              "%d are missing, the oldest for %s: its phone has not sent it to Central"
                  .formatted(
                      problems.images().getOrDefault("missing", 0L),
                      Age.of(problems.secondsMissing()))));
    }
    if (problems.rejects() > 0) {
      reasons.add(
          new Reason(
              Level.DEGRADED,
              "rejects",
              "%d values or records fit no column: odk_rejected_record, odk-sync replay"
                  .formatted(problems.rejects())));
    }
    if (problems.encrypted() > 0) {
      reasons.add(
          new Reason(
              Level.DEGRADED,
              "encrypted",
              "%d submissions are encrypted and not stored: odk_encrypted_submission"
                  .formatted(problems.encrypted())));
    }
  }
}
