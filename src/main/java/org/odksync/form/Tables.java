package org.odksync.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of a form: {@code <prefix>} for submissions, {@code <prefix>_<repeat path>} for each
 * repeat, {@code <prefix>_unified}. The column names are those of the Python service.
 */
public record Tables(
    String prefix, Table main, List<Table> repeats, String unified, List<Image> images) {

  /** The id of a child's submission. */
  public static final String SUBMISSION_ID = "__Submissions-id";

  /** A child's place among its siblings, from 1. */
  public static final String POSITION = "repeat_position";

  private static final String PARENT = "__Submissions-";

  public static final String SUBMITTED = "SubmittedDate";

  public Tables {
    repeats = List.copyOf(repeats);
    images = List.copyOf(images);
  }

  static Tables of(String prefix, Schema schema, List<Image> named) {
    List<Table> repeats = new ArrayList<>();
    for (Field repeat : schema.repeats()) {
      String name = Sql.name(prefix + "_" + String.join("_", repeat.path()));
      repeats.add(new Table(name, repeat.path(), repeatColumns(schema, repeat)));
    }
    return new Tables(
        prefix,
        new Table(Sql.name(prefix), List.of(), mainColumns(schema)),
        repeats,
        Sql.name(prefix + "_unified"),
        named.isEmpty() ? imagesOf(schema) : named);
  }

  private static List<Column> mainColumns(Schema schema) {
    Map<String, Column> columns = new LinkedHashMap<>();
    add(columns, Column.of(Table.KEY, "text"));
    add(columns, Column.of("__id", "text"));
    addFields(columns, schema, List.of());
    add(columns, Column.of("__system", "jsonb"));
    add(columns, Column.of(SUBMITTED, "timestamptz"));
    return List.copyOf(columns.values());
  }

  private static List<Column> repeatColumns(Schema schema, Field repeat) {
    Map<String, Column> columns = new LinkedHashMap<>();
    add(columns, Column.of(Table.KEY, "text"));
    add(columns, Column.of("__id", "text"));
    add(columns, Column.of(SUBMISSION_ID, "text"));
    List<String> parent = schema.enclosingRepeat(repeat);
    if (!parent.isEmpty()) {
      add(columns, Column.of(parentId(parent), "text"));
    }
    addFields(columns, schema, repeat.path());
    add(columns, Column.of(POSITION, "integer"));
    return List.copyOf(columns.values());
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

  /** Every binary field of the submission itself, those in groups included. */
  private static List<Image> imagesOf(Schema schema) {
    return schema.binaries().stream()
        .filter(f -> schema.enclosingRepeat(f).isEmpty())
        .map(Image::of)
        .toList();
  }
}
