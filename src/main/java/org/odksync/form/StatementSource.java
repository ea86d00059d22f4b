package org.odksync.form;

/** Fills the names of a form, of a version of it, or of a part of that, into statements. */
public interface StatementSource {

  /**
   * @param name flow and verb, such as {@code submissions/upsert}
   * @return the statement with its names filled in, and named parameters such as {@code :?rows}
   */
  String sql(String name);
}
