package org.odksync.form;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table that holds submissions, or the rows of one repeat.
 *
 * @param path of the repeat in the form; empty for the table of submissions
 * @param columns what a walk writes, the key {@code "UUID"} first
 * @param images fields that name files, and the columns that get their links; the paths begin in a
 *     record of this table
 * @param others fields that name other files, with paths as those of the images
 * @param array column of the unified table that holds the rows of the repeat
 * @param index of the submissions that the rows of the repeat belong to
 * @param masked the repeats, of this one and those around it, whose rows show no id: a question has
 *     taken its place
 * @param rest the fields that have no column of their own, in form order
 * @param room bytes that the values of a row may have, when all that can be is stored elsewhere
 */
public record Table(
    String name,
    List<String> path,
    List<Column> columns,
    List<Image> images,
    List<OtherFile> others,
    String array,
    String index,
    Set<List<String>> masked,
    List<String> rest,
    int room) {

  public static final String KEY = "UUID";

  public Table {
    path = List.copyOf(path);
    columns = List.copyOf(columns);
    images = List.copyOf(images);
    others = List.copyOf(others);
    masked = Set.copyOf(masked);
    rest = List.copyOf(rest);
  }

  /** Whether any of its fields names files. */
  boolean hasImages() {
    return !images.isEmpty();
  }

  /** Whether it holds the rows of the repeat at a path such as {@code group/repeat}. */
  boolean isAt(String place) {
    return String.join("/", path).equals(place);
  }

  /** The column for what has no room; none where every row fits. */
  public Optional<Column> columnOfRest() {
    return columns.stream().filter(column -> column.content() == Column.Content.REST).findFirst();
  }

  /** Whether a link follows from what is in the column. */
  public boolean isPictured(Column column) {
    return images.stream().anyMatch(image -> image.source().equals(column.name()));
  }

  /** The only column with this content. */
  Column column(Column.Content content) {
    return columns.stream()
        .filter(column -> column.content() == content)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("%s has no %s".formatted(name, content)));
  }

  String quoted() {
    return SqlQuoting.quoted(name);
  }
}
