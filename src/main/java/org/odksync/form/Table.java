package org.odksync.form;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table of submissions, or of the rows of one repeat.
 *
 * @param path of the repeat in the form; empty for the table of submissions
 * @param columns written by a feed, the key {@code "UUID"} first
 * @param images image fields and their link columns; paths are relative to a record of this table
 * @param others fields that name other files, with relative paths too
 * @param array column of the unified table with the rows of the repeat
 * @param index name of the index on the submission ids of the repeat's rows
 * @param masked paths of this repeat and its outer repeats, if they have a question named __id: it
 *     hides Central's id of the row
 * @param rest the fields without a column, in form order
 * @param room maximum bytes of the values in a row, if everything possible is stored outside the
 *     row
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

  /** Whether it has image fields. */
  boolean hasImages() {
    return !images.isEmpty();
  }

  /** Whether it is the table of the repeat at a path such as {@code group/repeat}. */
  boolean isAt(String repeatPath) {
    return String.join("/", path).equals(repeatPath);
  }

  /** The column for the rest; empty if every row fits. */
  public Optional<Column> columnOfRest() {
    return columns.stream().filter(column -> column.content() == Column.Content.REST).findFirst();
  }

  /** Whether a link depends on the column. */
  public boolean isImageSource(Column column) {
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
