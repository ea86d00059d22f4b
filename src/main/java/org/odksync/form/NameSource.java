package org.odksync.form;

/** What a statement may have names of: a form, a version of it, or a part of that. */
public interface NameSource {

  /**
   * @param name flow and verb, such as {@code submissions/upsert}
   * @return the statement with these names, and named parameters such as {@code :?rows}
   */
  String sql(String name);
}
