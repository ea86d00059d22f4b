package org.odksync.form;

import java.util.List;

/**
 * A table that holds submissions, or the rows of one repeat.
 *
 * @param path of the repeat in the form; empty for the table of submissions
 * @param columns what a walk writes, the key {@code "UUID"} first
 */
public record Table(String name, List<String> path, List<Column> columns) {

  public static final String KEY = "UUID";

  public Table {
    path = List.copyOf(path);
    columns = List.copyOf(columns);
  }

  public boolean isRepeat() {
    return !path.isEmpty();
  }

  String quoted() {
    return Sql.quoted(name);
  }

  /** The last name of the path: what the children are called in their parent's record. */
  public String field() {
    return path.get(path.size() - 1);
  }
}
