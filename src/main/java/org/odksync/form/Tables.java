package org.odksync.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of a form: {@code <prefix>} for submissions, {@code <prefix>_<repeat path>} for each
 * repeat, {@code <prefix>_unified}. The column names are those of the Python service.
 *
 * @param keepsDeleted whether a submission that Central has deleted stays, with the time of that
 */
public record Tables(
    String prefix, Table main, List<Table> repeats, String unified, boolean keepsDeleted) {

  /** The id of a child's submission. */
  public static final String SUBMISSION_ID = "__Submissions-id";

  /** A child's place among its siblings, from 1. */
  public static final String POSITION = "repeat_position";

  private static final String PARENT = "__Submissions-";

  public static final String SUBMITTED = "SubmittedDate";

  /** When Central deleted a submission, where deleted ones are kept. */
  public static final String DELETED = "@deletedAt";

  public Tables {
    repeats = List.copyOf(repeats);
  }

  static Tables of(String prefix, Schema schema, List<Image> named, boolean keepsDeleted) {
    Names tables = new Names();
    Names columns = new Names();
    List<Image> all = imagesOf(schema, named);
    String name = tables.take(prefix, "/");
    List<Column> mainColumns = mainColumns(schema, keepsDeleted);
    mainColumns.forEach(column -> columns.reserve(column.name()));
    List<Image> images = imagesIn(List.of(), schema, all, columns);
    Table main = new Table(name, List.of(), mainColumns, images, "no column");
    String unified = tables.take(prefix + "_unified", "/unified");

    List<Table> repeats = new ArrayList<>();
    for (Field repeat : schema.repeats()) {
      String path = String.join("_", repeat.path());
      String origin = String.join("/", repeat.path());
      List<Column> repeatColumns = repeatColumns(schema, repeat);
      Names ofRepeat = new Names();
      repeatColumns.forEach(column -> ofRepeat.reserve(column.name()));
      repeats.add(
          new Table(
              tables.take(prefix + "_" + path, origin),
              repeat.path(),
              repeatColumns,
              imagesIn(repeat.path(), schema, all, ofRepeat),
              columns.take(path, origin)));
    }
    return new Tables(prefix, main, repeats, unified, keepsDeleted);
  }

  /** Those whose innermost repeat is this one. */
  private static List<Image> imagesIn(
      List<String> repeat, Schema schema, List<Image> all, Names columns) {
    return all.stream()
        .filter(image -> schema.enclosingRepeat(image.path()).equals(repeat))
        .map(image -> image.below(repeat.size()).named(columns))
        .toList();
  }

  private static List<Column> mainColumns(Schema schema, boolean keepsDeleted) {
    Map<String, Column> columns = new LinkedHashMap<>();
    add(columns, Column.of(Table.KEY, "text"));
    add(columns, Column.of("__id", "text"));
    addFields(columns, schema, List.of());
    add(columns, Column.of("__system", "jsonb"));
    add(columns, Column.of(SUBMITTED, "timestamptz"));
    if (keepsDeleted) {
      String free = columns.containsKey("deleted_at") ? "__deleted_at" : "deleted_at";
      add(columns, new Column(free, DELETED, "timestamptz"));
    }
    return List.copyOf(columns.values());
  }

  private static List<Column> repeatColumns(Schema schema, Field repeat) {
    Map<String, Column> columns = new LinkedHashMap<>();
    add(columns, Column.of(Table.KEY, "text"));
    add(columns, Column.of("__id", "text"));
    add(columns, Column.of(SUBMISSION_ID, "text"));
    List<String> parent = schema.enclosingRepeat(repeat.path());
    if (!parent.isEmpty()) {
      add(columns, Column.of(parentId(parent), "text"));
    }
    addFields(columns, schema, repeat.path());
    add(columns, Column.of(POSITION, "integer"));
    return List.copyOf(columns.values());
  }

  /** Of the time of the delete; only where deleted submissions are kept. */
  Column deletedAt() {
    return main.columns().get(main.columns().size() - 1);
  }

  /** Whether this column holds the id of a nested child's direct parent. */
  public static boolean isParentId(Column column) {
    return column.key().startsWith(PARENT) && !column.key().equals(SUBMISSION_ID);
  }

  private static String parentId(List<String> parent) {
    return PARENT + String.join("-", parent) + "-id";
  }

  private static void addFields(Map<String, Column> columns, Schema schema, List<String> parent) {
    for (Field field : schema.childrenOf(parent)) {
      add(
          columns,
          field.isRepeat()
              ? Column.of(field.name() + "@odata.navigationLink", "text")
              : Column.of(field.name(), field.columnType()));
    }
  }

  /** The first of two columns with one name wins: our keys, then the form's fields, then ours. */
  private static void add(Map<String, Column> columns, Column column) {
    columns.putIfAbsent(column.name(), column);
  }

  /** What is named and there; else every binary field, in groups and repeats as well. */
  private static List<Image> imagesOf(Schema schema, List<Image> named) {
    List<Field> fields = schema.binaries();
    List<Image> there =
        named.stream()
            .filter(image -> fields.stream().anyMatch(f -> f.path().equals(image.path())))
            .toList();
    return there.isEmpty() ? fields.stream().map(Image::of).toList() : there;
  }
}
