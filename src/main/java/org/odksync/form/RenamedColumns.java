package org.odksync.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tables and columns that got a new name, because another table or column already had their old
 * name. This happens to forms that were stored before names were recorded. The values of a renamed
 * column are missing or in another column until all submissions are read again.
 *
 * @param names maps what a table or column contains to its new name
 */
record RenamedColumns(Map<String, String> names) {

  static final RenamedColumns NONE = new RenamedColumns(Map.of());

  RenamedColumns {
    names = new TreeMap<>(names);
  }

  /**
   * @param preferred the tables with their preferred names
   * @param actual the tables with names that avoid existing ones
   */
  static RenamedColumns between(Tables preferred, Tables actual) {
    Map<String, String> names = new TreeMap<>();
    List<Table> before = tables(preferred);
    List<Table> now = tables(actual);
    for (int i = 0; i < now.size(); i++) {
      Table table = now.get(i);
      if (!table.name().equals(before.get(i).name())) {
        names.put("the rows of /" + String.join("/", table.path()), table.name());
      }
      ofColumns(table, names);
    }
    return new RenamedColumns(names);
  }

  private static List<Table> tables(Tables tables) {
    List<Table> all = new ArrayList<>(tables.repeats());
    all.add(tables.main());
    return all;
  }

  private static void ofColumns(Table table, Map<String, String> names) {
    for (Column column : table.columns()) {
      if (!column.name().equals(earlier(table, column))) {
        names.put(column.legend(), table.name() + "." + column.name());
      }
    }
  }

  /** The name that the column had before names were recorded. */
  private static String earlier(Table table, Column column) {
    return switch (column.content()) {
      case FIELD -> column.key().isEmpty() ? column.name() : SqlQuoting.name(column.key());
      case SUBMITTED -> Tables.SUBMITTED;
      case POSITION -> Tables.POSITION;
      case DELETED ->
          table.columns().stream().anyMatch(c -> c.isField(Tables.DELETED))
              ? Tables.OTHER_DELETED
              : Tables.DELETED;
      default -> column.name();
    };
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  @Override
  public String toString() {
    return String.join(", ", names.entrySet().stream().map(RenamedColumns::text).toList());
  }

  private static String text(Map.Entry<String, String> name) {
    return "%s (%s)".formatted(name.getKey(), name.getValue());
  }
}
