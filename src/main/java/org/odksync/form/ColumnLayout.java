package org.odksync.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which fields of a table have their own column: fields that already have one, fields that
 * links depend on, and of the others, in form order, as many as fit. It depends only on the schema,
 * so it is the same for all rows. It is stored with the names and never changes.
 *
 * @param columns names of the fields with a column
 * @param rest names of the other fields, in form order
 * @param isTight whether a row may still be too wide
 * @param room maximum bytes of all values in a row
 */
record ColumnLayout(Set<String> columns, List<String> rest, boolean isTight, int room) {

  /** Our own columns, plus a reserve. */
  private static final int OWN_COLUMNS = 8;

  /**
   * @param fields of the table
   * @param imageSources names of the fields that links depend on
   * @param derived number of derived columns, here or in the unified table
   */
  static ColumnLayout of(
      List<Field> fields, Set<String> imageSources, int derived, StoredNames.Scope names) {
    TableLimits limits = new TableLimits(Math.max(names.size(), OWN_COLUMNS + derived));
    limits.reserve(OWN_COLUMNS + derived);
    Set<String> columns = new HashSet<>();
    for (Field field : fields) {
      if (hasColumn(field, names)) {
        limits.take(field.columnType(), 1);
        columns.add(field.name());
      } else if (imageSources.contains(field.name()) && !isDenied(field, names)) {
        limits.add(field.columnType());
        columns.add(field.name());
      }
    }
    List<String> rest = new ArrayList<>();
    for (Field field : fields) {
      if (!columns.contains(field.name())) {
        if (!isDenied(field, names) && limits.addIfFits(field.columnType())) {
          columns.add(field.name());
        } else {
          names.deny(nameKey(field));
          rest.add(field.name());
        }
      }
    }
    fields.stream().filter(Field::isRepeat).map(Field::name).forEach(rest::remove);
    return new ColumnLayout(
        columns,
        rest,
        limits.isTight(),
        TableLimits.MAX_ROW_BYTES - derived * TableLimits.bytes("text"));
  }

  private static boolean hasColumn(Field field, StoredNames.Scope names) {
    return names.hasColumn(
        nameKey(field), field.isRepeat() ? Tables.link(field.name()) : field.name());
  }

  private static boolean isDenied(Field field, StoredNames.Scope names) {
    return names.isDenied(nameKey(field));
  }

  /** The key under which the name of its column is stored. */
  private static String nameKey(Field field) {
    return field.isRepeat() ? Tables.linkTo(field.name()) : Tables.field(field.name());
  }

  /** Whether there may be values without a column of their own. */
  boolean hasRest() {
    return isTight || !rest.isEmpty();
  }
}
