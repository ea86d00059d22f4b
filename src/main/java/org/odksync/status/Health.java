package org.odksync.status;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Whether dashboards show current data, and if not, why.
 *
 * @param status the worst level of the reasons; ok if all are notices
 */
public record Health(Level status, List<Reason> reasons) {

  /** The severity. The command line and the API use the names in lower case. */
  public enum Level {
    OK,
    /** An old problem that needs a person to resolve it, and blocks nothing. */
    NOTICE,
    /** A problem; dashboards are still up to date. */
    DEGRADED,
    /** Dashboards are out of date, or soon will be. */
    FAILING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Parses the lower-case name. */
    public static Level of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * @param subject a sync type, or a part of the system
   */
  public record Reason(Level level, String subject, String message) {}

  /** Consecutive failures that are failing: the next run usually repairs one or two. */
  private static final int FAILURES = 3;

  /** The health of a service whose warehouse answers. */
  public static Health judge(List<SyncState> types, OpenProblems problems) {
    List<Reason> reasons = new ArrayList<>();
    types.forEach(type -> judge(type, reasons));
    judge(types, problems, reasons);
    reasons.sort(Comparator.comparing(Reason::level).reversed());
    Level worst = reasons.stream().map(Reason::level).findFirst().orElse(Level.OK);
    return new Health(worst == Level.NOTICE ? Level.OK : worst, List.copyOf(reasons));
  }

  /** The health of a service whose warehouse does not answer. */
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

  private static void judge(List<SyncState> types, OpenProblems problems, List<Reason> reasons) {
    if (problems.instances().isEmpty()
        && types.stream().anyMatch(type -> type.intervalSeconds() != null)) {
      reasons.add(
          new Reason(Level.DEGRADED, "service", "the service is not running: start odk-sync run"));
    }
    add(
        reasons,
        Level.FAILING,
        "links",
        problems.linksExpired(),
        "%d links have expired: check url_refresh");
    judgeImages(problems, reasons);
    judgeRejects(problems, reasons);
    judgeEncrypted(problems, reasons);
  }

  private static void judgeImages(OpenProblems problems, List<Reason> reasons) {
    add(
        reasons,
        Level.DEGRADED,
        "images",
        problems.lateMissing(),
        "%d images are missing in Central for more than a day: send them from their phones");
    add(
        reasons,
        Level.NOTICE,
        "images",
        problems.oldMissing(),
        "%%d images are missing in Central, the oldest for %s: send them, or run odk-sync accept attachment"
            .formatted(DurationText.of(Objects.requireNonNullElse(problems.secondsMissing(), 0L))));
  }

  private static void judgeRejects(OpenProblems problems, List<Reason> reasons) {
    add(
        reasons,
        Level.DEGRADED,
        "rejects",
        problems.rejects() - problems.oldRejects(),
        "%d values or records fit no column: see odk_rejected_record, then run odk-sync replay");
    add(
        reasons,
        Level.NOTICE,
        "rejects",
        problems.oldRejects(),
        "%d values or records fit no column"
            + since(problems)
            + ": run odk-sync replay, or odk-sync accept reject");
  }

  private static void judgeEncrypted(OpenProblems problems, List<Reason> reasons) {
    String message = "%d submissions are encrypted and not stored";
    add(
        reasons,
        Level.DEGRADED,
        "encrypted",
        problems.encrypted() - problems.oldEncrypted(),
        message + ": see odk_encrypted_submission");
    add(reasons, Level.NOTICE, "encrypted", problems.oldEncrypted(), message + since(problems));
  }

  private static String since(OpenProblems problems) {
    return " for more than %d days".formatted(problems.noticeAfterDays());
  }

  /** Adds a reason if the number is positive. */
  private static void add(
      List<Reason> reasons, Level level, String subject, long number, String message) {
    if (number > 0) {
      reasons.add(new Reason(level, subject, message.formatted(number)));
    }
  }
}
