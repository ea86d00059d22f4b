package org.odksync.status;

/** Spans of time as people say them. */
public final class Age {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Age() {}

  /** In the largest unit that it holds twice, such as {@code 90 s} or {@code 26 h}. */
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
