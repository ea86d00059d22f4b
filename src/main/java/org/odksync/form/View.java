package org.odksync.form;

/**
 * A view over the tables of a form.
 *
 * @param name of the view in the database
 * @param file with the query
 * @param repeat path of its repeat
 */
public record View(String name, String file, String repeat) {

  /** The name of the view with the query, if the rows of this view are stored. */
  public String source() {
    return SqlQuoting.name(name + "_query");
  }

  /** The name of the table with the rows, if the rows of this view are stored. */
  public String storedTable() {
    return SqlQuoting.name(name + "_stored");
  }
}
