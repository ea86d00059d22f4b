package org.odksync.http.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odksync.http.ApiException;
import org.odksync.status.Overview;

/**
 * What a request may say in a parameter, and what it means when it does not.
 *
 * @param unless what it is when it is not given; null when it must be
 * @param words the only ones that are allowed; empty where it is no word
 */
record QueryParameter(
    String name, @Nullable Object unless, @Nullable Range range, List<String> words) {

  /** Whole numbers. */
  record Range(long least, long most) {}

  private static final int LONGEST_TEXT = 50;
  private static final long MOST_ROWS = 999_999_999_999_999_999L;

  private static final List<QueryParameter> ALL =
      List.of(
          number("hours", 24, 1, Overview.MOST_HOURS),
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
   * What the request means.
   *
   * @param given as it stands in the request; null when it is not there
   * @throws ApiException when it may not say that
   */
  Object value(@Nullable String given) {
    if (given == null) {
      if (unless == null) {
        throw ApiException.badParameter(name + " is missing");
      }
      return unless;
    }
    return range == null ? text(given) : number(given, range);
  }

  private Object text(String given) {
    if (words.isEmpty() ? isName(given) : words.contains(given)) {
      return given;
    }
    throw ApiException.badParameter(
        words.isEmpty()
            ? "%s must be a name of at most %d characters".formatted(name, LONGEST_TEXT)
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
      if (number >= allowed.least && number <= allowed.most) {
        if (allowed.most <= Integer.MAX_VALUE) {
          return (int) number;
        }
        return number;
      }
    }
    throw ApiException.badParameter(
        "%s must be a whole number from %d to %d".formatted(name, allowed.least, allowed.most));
  }

  private static QueryParameter number(
      String name, @Nullable Integer unless, long least, long most) {
    return new QueryParameter(name, unless, new Range(least, most), List.of());
  }
}
