package org.odksync.form;

/** Returns statements with the table and column names of a form, version or repeat filled in. */
public interface StatementSource {

  /**
   * @param name flow and verb, such as {@code submissions/upsert}
   * @return the statement with its names filled in, and named parameters such as {@code :?rows}
   */
  String sql(String name);
}
