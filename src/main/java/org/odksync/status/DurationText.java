package org.odksync.status;

/** Formats durations for people. */
public final class DurationText {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private DurationText() {}

  /** The duration in the largest unit of which it has at least two: {@code 90 s}, {@code 26 h}. */
  public static String of(long seconds) {
    if (seconds < 2 * MINUTE) {
      return seconds + " s";
    } else if (seconds < 2 * HOUR) {
      return seconds / MINUTE + " min";
    } else if (seconds < 2 * DAY) {
      return seconds / HOUR + " h";
    }
    return seconds / DAY + " days";
  }
}
