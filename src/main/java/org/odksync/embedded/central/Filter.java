package org.odksync.embedded.central;

import java.time.Instant;
import java.util.List;

/**
 * What {@code $filter} selects.
 *
 * @param namesDeletedAt whether the expression speaks of deletedAt, wherever: then deleted rows are
 *     not hidden any more, so that each row must be looked at
 */
record Filter(Condition condition, boolean namesDeletedAt) {

  /** A test of one row, with SQL's third answer. */
  @FunctionalInterface
  interface Condition {
    Truth of(Submission row);
  }

  /**
   * @param now what {@code now()} stands for
   * @throws ApiError 400.18 or 501.5 when Central would not take the expression
   */
  static Filter of(Query query, FilterFields fields, Instant now) {
    if (query.isRepeated("$filter")) {
      throw ApiError.unparsable("source.charCodeAt is not a function");
    }
    return query
        .get("$filter")
        .map(text -> new FilterParser(text, fields, now).parse())
        .orElse(new Filter(row -> Truth.TRUE, false));
  }

  /** In the given order, without the deleted rows unless the expression names deletedAt. */
  List<Submission> select(List<Submission> rows) {
    return rows.stream()
        .filter(row -> namesDeletedAt || !row.isDeleted())
        .filter(row -> condition.of(row) == Truth.TRUE)
        .toList();
  }
}
