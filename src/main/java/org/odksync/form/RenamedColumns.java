package org.odksync.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has got a name of its own after something else had taken it, in a form from before names
 * were recorded. Its values are somewhere else, or nowhere, until all submissions are read again.
 *
 * @param names what a table or column holds, to its new name
 */
record RenamedColumns(Map<String, String> names) {

  static final RenamedColumns NONE = new RenamedColumns(Map.of());

  RenamedColumns {
    names = new TreeMap<>(names);
  }

  /**
   * @param wished the tables by themselves
   * @param given the same beside what is there
   */
  static RenamedColumns between(Tables wished, Tables given) {
    Map<String, String> names = new TreeMap<>();
    List<Table> before = tables(wished);
    List<Table> now = tables(given);
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

  /** The name that the column had before names were recorded, whatever else had it. */
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
    return String.join(", ", names.entrySet().stream().map(RenamedColumns::said).toList());
  }

  private static String said(Map.Entry<String, String> name) {
    return "%s (%s)".formatted(name.getKey(), name.getValue());
  }
}
