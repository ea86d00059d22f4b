package org.odksync.warehouse;

import java.util.List;
import java.util.Map;
import org.odksync.error.Diagnosis;

/** Runs the statements of {@code sql/} that need no names of a form. */
public interface StatementRunner {

  /**
   * Runs a statement, and gives its rows.
   *
   * @param statement flow and verb, such as {@code status/sync_types}
   * @throws RuntimeException why it failed, or with that as its cause
   */
  List<Map<String, Object>> rows(String statement, Map<String, ?> parameters);

  /**
   * The same for people, who are shown why it failed.
   *
   * @throws IllegalStateException with a sentence, when it failed
   */
  default List<Map<String, Object>> ask(String statement, Map<String, ?> parameters) {
    try {
      return rows(statement, parameters);
    } catch (RuntimeException failure) {
      throw new IllegalStateException(Diagnosis.of(failure).message(), failure);
    }
  }
}
