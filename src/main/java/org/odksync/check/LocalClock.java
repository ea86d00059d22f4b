package org.odksync.check;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of this machine, beside those of the others. */
record LocalClock(InstantSource clock) {

  /** S3 refuses more than a quarter of an hour, and ages are told in minutes. */
  private static final Duration TOLERABLE = Duration.ofMinutes(1);

  /**
   * Whether the two agree.
   *
   * @param theirs whose clock it is, as it is said
   * @param time that it shows now
   */
  Check compared(String subject, String theirs, Instant time) {
    Duration ahead = Duration.between(time, clock.instant());
    if (ahead.abs().compareTo(TOLERABLE) <= 0) {
      return Check.ok(subject, "within a minute of " + theirs);
    }
    return Check.warn(
        subject,
        "that of this machine is %d s %s %s: set both by NTP"
            .formatted(
                ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of", theirs));
  }
}
