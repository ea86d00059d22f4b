package org.odksync.embedded.central;

import java.time.Instant;
import java.util.List;

/**
 * A parsed {@code $filter}.
 *
 * @param namesDeletedAt whether the expression mentions deletedAt anywhere: then it also sees
 *     deleted rows
 */
record Filter(Condition condition, boolean namesDeletedAt) {

  /** A condition on one row, in SQL's three-valued logic. */
  @FunctionalInterface
  interface Condition {
    Truth of(Submission row);
  }

  /**
   * @param now the value of {@code now()}
   * @throws ApiError 400.18 or 501.5 when Central would refuse the expression
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

  /**
   * Filters rows and keeps their order; drops deleted rows unless the expression names deletedAt.
   */
  List<Submission> select(List<Submission> rows) {
    return rows.stream()
        .filter(row -> namesDeletedAt || !row.isDeleted())
        .filter(row -> condition.of(row) == Truth.TRUE)
        .toList();
  }
}
