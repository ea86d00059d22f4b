package org.odksync.embedded.central;

import java.util.List;
import java.util.Optional;

/**
 * The part of a table that a query asks for.
 *
 * @param top as many rows at most; nothing = all
 * @param skip so many rows are left out first
 */
record Window(Optional<Integer> top, int skip) {

  static Window of(Query query) {
    return new Window(
        query.get("$top").map(Window::number), query.get("$skip").map(Window::number).orElse(0));
  }

  private static int number(String text) {
    if (!text.matches("-?\\d{1,9}")) {
      throw ApiError.notOfType(text.matches("-?[\\d.]+") ? text : "NaN", "bigint");
    }
    int number = Integer.parseInt(text);
    if (number < 0) {
      throw ApiError.internal();
    }
    return number;
  }

  /** Nothing but a count is wanted. */
  boolean isEmpty() {
    return top.isPresent() && top.get() == 0;
  }

  <T> List<T> of(List<T> rows) {
    return rows.stream().skip(skip).limit(top.orElse(Integer.MAX_VALUE)).toList();
  }
}
