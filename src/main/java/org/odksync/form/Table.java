package org.odksync.form;

import java.util.List;

/**
 * A table that holds submissions, or the rows of one repeat.
 *
 * @param path of the repeat in the form; empty for the table of submissions
 * @param columns what a walk writes, the key {@code "UUID"} first
 * @param images fields that name files, and the columns that get their links; the paths begin in a
 *     record of this table
 * @param array column of the unified table that holds the rows of the repeat
 */
public record Table(
    String name, List<String> path, List<Column> columns, List<Image> images, String array) {

  public static final String KEY = "UUID";

  public Table {
    path = List.copyOf(path);
    columns = List.copyOf(columns);
    images = List.copyOf(images);
  }

  /** Whether any of its fields names files. */
  boolean hasImages() {
    return !images.isEmpty();
  }

  /** Whether it holds the rows of the repeat at a path such as {@code group/repeat}. */
  boolean isAt(String place) {
    return String.join("/", path).equals(place);
  }

  String quoted() {
    return Sql.quoted(name);
  }
}
