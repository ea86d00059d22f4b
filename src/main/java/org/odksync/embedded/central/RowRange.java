package org.odksync.embedded.central;

import java.util.List;
import java.util.Optional;

/**
 * The range of rows that {@code $top} and {@code $skip} select.
 *
 * @param top the maximum number of rows; empty for all
 * @param skip the number of rows to skip first
 */
record RowRange(Optional<Integer> top, int skip) {

  static RowRange of(Query query) {
    return new RowRange(
        query.get("$top").map(RowRange::number),
        query.get("$skip").map(RowRange::number).orElse(0));
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

  /** Whether the query wants only a count. */
  boolean isEmpty() {
    return top.isPresent() && top.get() == 0;
  }

  <T> List<T> of(List<T> rows) {
    return rows.stream().skip(skip).limit(top.orElse(Integer.MAX_VALUE)).toList();
  }
}
