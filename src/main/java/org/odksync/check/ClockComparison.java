package org.odksync.check;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Compares the clocks of other systems with this machine's. */
record ClockComparison(InstantSource clock) {

  /** S3 refuses requests that are 15 minutes off, and ages are shown in minutes. */
  private static final Duration TOLERABLE = Duration.ofMinutes(1);

  /**
   * Warns when the two clocks differ by more than a minute.
   *
   * @param system whose clock it is, for the message
   * @param time the other clock's time, now
   */
  Check compare(String subject, String system, Instant time) {
    Duration ahead = Duration.between(time, clock.instant());
    if (ahead.abs().compareTo(TOLERABLE) <= 0) {
      return Check.ok(subject, "within a minute of %s's".formatted(system));
    }
    return Check.warn(
        subject,
        "this machine's clock is %d s %s %s's: enable NTP on both"
            .formatted(
                ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of", system));
  }
}
