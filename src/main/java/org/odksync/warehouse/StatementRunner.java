package org.odksync.warehouse;

import java.util.List;
import java.util.Map;
import org.odksync.error.Diagnosis;

/** Runs statements of {@code sql/} that need no names of a form. */
public interface StatementRunner {

  /**
   * Runs a statement and returns its rows.
   *
   * @param statement flow and verb, such as {@code status/sync_types}
   * @throws RuntimeException the failure, or with the failure as its cause
   */
  List<Map<String, Object>> rows(String statement, Map<String, ?> parameters);

  /**
   * Runs a statement for output to a person: {@link #rows} with a readable failure.
   *
   * @throws IllegalStateException if it fails, with a message for the person
   */
  default List<Map<String, Object>> ask(String statement, Map<String, ?> parameters) {
    try {
      return rows(statement, parameters);
    } catch (RuntimeException failure) {
      throw new IllegalStateException(Diagnosis.of(failure).message(), failure);
    }
  }
}
