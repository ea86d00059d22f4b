package org.odksync.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which fields of a table have columns of their own: those that have one already, those that links
 * follow from, and of the others, in form order, as many as there is room for. It follows from the
 * schema, so it is the same for all rows, and is stored with the names: it is never changed.
 *
 * @param columns names of these fields
 * @param rest names of the others, in form order
 * @param isTight whether a row may be too wide even so
 * @param room bytes that the values of all its columns may have in a row
 */
record ColumnLayout(Set<String> columns, List<String> rest, boolean isTight, int room) {

  /** Our own columns, with some to spare. */
  private static final int OURS = 8;

  /**
   * @param fields of the table
   * @param pictured the names of those that links follow from
   * @param derived how many columns there are besides, here or in the unified table
   */
  static ColumnLayout of(
      List<Field> fields, Set<String> pictured, int derived, StoredNames.Scope names) {
    TableLimits room = new TableLimits(Math.max(names.size(), OURS + derived));
    room.takeBesides(OURS + derived);
    Set<String> columns = new HashSet<>();
    for (Field field : fields) {
      if (isThere(field, names)) {
        room.take(field.columnType(), 1);
        columns.add(field.name());
      } else if (pictured.contains(field.name()) && !isWithout(field, names)) {
        room.add(field.columnType());
        columns.add(field.name());
      }
    }
    List<String> rest = new ArrayList<>();
    for (Field field : fields) {
      if (!columns.contains(field.name())) {
        if (!isWithout(field, names) && room.addIfLeft(field.columnType())) {
          columns.add(field.name());
        } else {
          names.without(thing(field));
          rest.add(field.name());
        }
      }
    }
    fields.stream().filter(Field::isRepeat).map(Field::name).forEach(rest::remove);
    return new ColumnLayout(
        columns,
        rest,
        room.isTight(),
        TableLimits.BYTES_OF_ROW - derived * TableLimits.bytes("text"));
  }

  private static boolean isThere(Field field, StoredNames.Scope names) {
    return names.isThere(thing(field), field.isRepeat() ? Tables.link(field.name()) : field.name());
  }

  private static boolean isWithout(Field field, StoredNames.Scope names) {
    return names.isWithout(thing(field));
  }

  /** What its column stands for. */
  private static String thing(Field field) {
    return field.isRepeat() ? Tables.linkTo(field.name()) : Tables.field(field.name());
  }

  /** Whether there may be values that no column of theirs holds. */
  boolean hasRest() {
    return isTight || !rest.isEmpty();
  }
}
