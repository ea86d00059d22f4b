package org.odksync.status;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Whether a dashboard can be trusted, and why not.
 *
 * @param status the worst of the reasons; ok when there are only notices
 */
public record Health(Level status, List<Reason> reasons) {

  /** How bad it is. The names are those of the command line and the API, in lower case. */
  public enum Level {
    OK,
    /** Something is not as it should be for so long that it will stay so, unless somebody acts. */
    NOTICE,
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

  /** Of a warehouse that answers. */
  public static Health judge(List<SyncState> types, Problems problems) {
    List<Reason> reasons = new ArrayList<>();
    types.forEach(type -> judge(type, reasons));
    judge(types, problems, reasons);
    reasons.sort(Comparator.comparing(Reason::level).reversed());
    Level worst = reasons.stream().map(Reason::level).findFirst().orElse(Level.OK);
    return new Health(worst == Level.NOTICE ? Level.OK : worst, List.copyOf(reasons));
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
    add(
        reasons,
        Level.DEGRADED,
        "images",
        problems.lateMissing(),
        "%d are missing for more than a day: their phones have not sent them to Central");
    add(
        reasons,
        Level.NOTICE,
        "images",
        problems.oldMissing(),
        "%%d are missing, the oldest for %s: send them to Central, or odk-sync accept attachment"
            .formatted(Age.of(Objects.requireNonNullElse(problems.secondsMissing(), 0L))));
    add(
        reasons,
        Level.DEGRADED,
        "rejects",
        problems.rejects() - problems.oldRejects(),
        "%d values or records fit no column: odk_rejected_record, odk-sync replay");
    String old = " for more than %d days".formatted(problems.noticeAfterDays());
    add(
        reasons,
        Level.NOTICE,
        "rejects",
        problems.oldRejects(),
        "%d values or records fit no column"
            + old
            + ": odk-sync replay, or odk-sync accept reject");
    String encrypted = "%d submissions are encrypted and not stored";
    add(
        reasons,
        Level.DEGRADED,
        "encrypted",
        problems.encrypted() - problems.oldEncrypted(),
        encrypted + ": odk_encrypted_submission");
    add(reasons, Level.NOTICE, "encrypted", problems.oldEncrypted(), encrypted + old);
  }

  /** A reason, if there is anything. */
  private static void add(
      List<Reason> reasons, Level level, String subject, long number, String sentence) {
    if (number > 0) {
      reasons.add(new Reason(level, subject, sentence.formatted(number)));
    }
  }
}
