package org.odksync.form;

import java.util.List;
import java.util.Locale;

/**
 * An image field, of the submission or of a repeat.
 *
 * @param path of the field that holds the file name, in its record
 * @param source column that holds the field, or the group around it
 * @param column that gets the link
 * @param html column of the unified table that gets the link as HTML
 * @param folder part of the object's key
 */
public record Image(List<String> path, String source, String column, String html, String folder) {

  private static final String LINK = "link ";
  private static final String HTML = "html of ";

  public Image {
    path = List.copyOf(path);
  }

  /** What a field gets for which the form file says nothing. */
  static Image of(Field field) {
    String folder = field.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return of(field.path(), field.name() + "_url", folder);
  }

  static Image of(List<String> path, String column, String folder) {
    return new Image(path, path.get(0), column, column + "_html", folder);
  }

  /** Whether a name of a column stands for the link to an image. */
  static boolean isOfLink(String thing) {
    return thing.startsWith(LINK) && !thing.startsWith(Tables.LINK_TO + "/");
  }

  /** Whether it stands for that as HTML. */
  static boolean isOfHtml(String thing) {
    return thing.startsWith(HTML);
  }

  /** The same image, with columns that nothing else of the form has. */
  Image named(StoredNames.Scope columns) {
    String origin = String.join("/", path);
    String link = LINK + column + " of /" + origin;
    String unique = columns.of(link, column, origin);
    return new Image(
        path,
        columns.of(Tables.field(path.get(0)), path.get(0), path.get(0)),
        unique,
        columns.of(HTML + link, unique + "_html", origin),
        folder);
  }

  /** The same field as the records of a repeat have it, whose own path has so many names. */
  Image below(int names) {
    return new Image(path.subList(names, path.size()), source, column, html, folder);
  }

  String quotedColumn() {
    return SqlQuoting.quoted(column);
  }

  /** Says to people what the column of the link holds. */
  String legend() {
    return "Link to the file that /%s names".formatted(String.join("/", path));
  }

  /** The file name in a row of its table, where a group is a jsonb column. */
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
