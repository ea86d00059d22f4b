package org.odksync.form;

import java.util.List;
import java.util.Locale;

/**
 * An image field, of the submission or of a repeat.
 *
 * @param path of the field with the file name, in its record
 * @param source column with the field, or with the group around it
 * @param column for the link
 * @param html column of the unified table for the link as HTML
 * @param folder in the object's key
 */
public record Image(List<String> path, String source, String column, String html, String folder) {

  private static final String LINK = "link ";
  private static final String HTML = "html of ";

  public Image {
    path = List.copyOf(path);
  }

  /** The default column and folder of a field. */
  static Image of(Field field) {
    String folder = field.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return of(field.path(), field.name() + "_url", folder);
  }

  static Image of(List<String> path, String column, String folder) {
    return new Image(path, path.get(0), column, column + "_html", folder);
  }

  /** Whether a name key is of an image link. */
  static boolean isOfLink(String nameKey) {
    return nameKey.startsWith(LINK) && !nameKey.startsWith(Tables.LINK_TO + "/");
  }

  /** Whether a name key is of an image link as HTML. */
  static boolean isOfHtml(String nameKey) {
    return nameKey.startsWith(HTML);
  }

  /** The image with unique column names. */
  Image named(StoredNames.Scope columns) {
    String origin = String.join("/", path);
    String linkKey = LINK + column + " of /" + origin;
    String unique = columns.of(linkKey, column, origin);
    return new Image(
        path,
        columns.of(Tables.field(path.get(0)), path.get(0), path.get(0)),
        unique,
        columns.of(HTML + linkKey, unique + "_html", origin),
        folder);
  }

  /** The image with a path relative to a repeat whose path has the given length. */
  Image below(int length) {
    return new Image(path.subList(length, path.size()), source, column, html, folder);
  }

  String quotedColumn() {
    return SqlQuoting.quoted(column);
  }

  /** The description of the link column for people. */
  String legend() {
    return "Link to the file that /%s names".formatted(String.join("/", path));
  }

  /** An SQL expression for the file name in a row; a group is a jsonb column. */
  String fileName(String row) {
    StringBuilder expression = new StringBuilder(row).append('.').append(SqlQuoting.quoted(source));
    for (int i = 1; i < path.size(); i++) {
      expression
          .append(i == path.size() - 1 ? "->>" : "->")
          .append(SqlQuoting.literal(path.get(i)));
    }
    return expression.toString();
  }
}
