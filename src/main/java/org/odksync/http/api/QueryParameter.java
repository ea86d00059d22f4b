package org.odksync.http.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odksync.http.ApiException;
import org.odksync.status.StatusReports;

/**
 * A parameter of requests: its allowed values and its default.
 *
 * @param defaultValue null if the parameter is required
 * @param range of a number; null for text
 * @param words the allowed words; empty for any name, or a number
 */
record QueryParameter(
    String name, @Nullable Object defaultValue, @Nullable Range range, List<String> words) {

  /** A range of whole numbers. */
  record Range(long min, long max) {}

  private static final int LONGEST_TEXT = 50;
  private static final long MOST_ROWS = 999_999_999_999_999_999L;

  private static final List<QueryParameter> ALL =
      List.of(
          number("hours", 24, 1, StatusReports.MOST_HOURS),
          number("limit", 50, 1, 500),
          number("before", 0, 1, Integer.MAX_VALUE),
          number("after", 0, 1, MOST_ROWS),
          number("id", null, 1, Integer.MAX_VALUE),
          new QueryParameter("type", "", null, List.of()),
          new QueryParameter("status", "", null, List.of("success", "error", "in_progress")),
          new QueryParameter("open", "false", null, List.of("true", "false")),
          new QueryParameter("full", "false", null, List.of("true", "false")),
          new QueryParameter("accept_deletes", "false", null, List.of("true", "false")),
          new QueryParameter(
              "state", "", null, List.of("pending", "stored", "missing", "failed", "skipped")));

  static Optional<QueryParameter> named(String name) {
    return ALL.stream().filter(parameter -> parameter.name.equals(name)).findFirst();
  }

  /**
   * Returns the value of the parameter in a request.
   *
   * @param given the text in the request; null if missing
   * @throws ApiException if it is required or not allowed
   */
  Object value(@Nullable String given) {
    if (given == null) {
      if (defaultValue == null) {
        throw ApiException.badParameter(name + " is missing");
      }
      return defaultValue;
    }
    return range == null ? text(given) : number(given, range);
  }

  private Object text(String given) {
    if (words.isEmpty() ? isName(given) : words.contains(given)) {
      return given;
    }
    throw ApiException.badParameter(
        words.isEmpty()
            ? "%s must be a name of at max %d characters".formatted(name, LONGEST_TEXT)
            : "%s must be one of %s".formatted(name, String.join(", ", words)));
  }

  private static boolean isName(String given) {
    return !given.isEmpty()
        && given.codePointCount(0, given.length()) <= LONGEST_TEXT
        && given.chars().noneMatch(Character::isISOControl);
  }

  private Object number(String given, Range allowed) {
    if (given.matches("[0-9]{1,18}")) {
      long number = Long.parseLong(given);
      if (number >= allowed.min && number <= allowed.max) {
        if (allowed.max <= Integer.MAX_VALUE) {
          return (int) number;
        }
        return number;
      }
    }
    throw ApiException.badParameter(
        "%s must be a whole number from %d to %d".formatted(name, allowed.min, allowed.max));
  }

  private static QueryParameter number(
      String name, @Nullable Integer defaultValue, long min, long max) {
    return new QueryParameter(name, defaultValue, new Range(min, max), List.of());
  }
}
