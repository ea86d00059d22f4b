package org.odksync.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats times as the commands print them. */
final class LocalTimes {

  private static final int DAY_TO_SECOND = "2026-11-24T18:00:00".length();

  private LocalTimes() {}

  /** {@code 2026-11-24 18:00:00}, from ISO-8601, UTC. */
  static String second(String iso) {
    return iso.substring(0, DAY_TO_SECOND).replace('T', ' ');
  }

  /** Seconds with two decimals below 10; null stays null. */
  static @Nullable String seconds(@Nullable Double seconds) {
    return seconds == null
        ? null
        : String.format(Locale.ROOT, seconds < 10 ? "%.2f" : "%.0f", seconds);
  }
}
