package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.odksync.form.Column;
import org.odksync.form.Column.Content;
import org.odksync.form.Table;

/**
 * Finds the values of a record that do not fit into its row: the fields without a column, and the
 * largest values of a row that is still too wide for a PostgreSQL page. They are stored in the
 * column for the rest, by question name and as Central has them.
 */
final class RowOverflow {

  /** A longer value is stored outside the row (TOAST) and leaves a pointer. */
  private static final int MAX_INLINE_BYTES = 24;

  private static final int POINTER_BYTES = 18;

  private final Table table;
  private final JsonNode record;
  private final ObjectNode row;

  /**
   * The size of a value.
   *
   * @param bytes in the row, including alignment
   * @param length of the whole value
   */
  private record Cell(Column column, int bytes, int length) {}

  /**
   * @param record as Central has it
   * @param row with the values of its columns
   */
  RowOverflow(Table table, JsonNode record, ObjectNode row) {
    this.table = table;
    this.record = record;
    this.row = row;
  }

  /**
   * Moves values out of the row until it fits.
   *
   * @param bytes maximum size of the row's values
   * @return the moved values
   */
  ObjectNode into(int bytes) {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    for (String field : table.rest()) {
      JsonNode value = record.path(field);
      if (!value.isMissingNode() && !value.isNull()) {
        rest.set(field, value);
      }
    }
    List<Cell> cells = cells();
    int left = cells.stream().mapToInt(Cell::bytes).sum();
    cells.sort(Comparator.comparingInt(Cell::length).reversed());
    for (Cell largest : cells) {
      if (left <= bytes) {
        break;
      }
      if (isMovable(largest.column())) {
        left -= largest.bytes();
        row.remove(largest.column().name());
        rest.set(largest.column().key(), record.get(largest.column().key()));
      }
    }
    return rest;
  }

  private boolean isMovable(Column column) {
    return column.content() == Content.FIELD
        && record.has(column.key())
        && !table.isImageSource(column);
  }

  private List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    int end = 0;
    for (Column column : table.columns()) {
      JsonNode value = row.path(column.name());
      if (!value.isMissingNode() && !value.isNull()) {
        int length = length(column, value);
        int begin = isAligned(column) ? (end + length - 1) / length * length : end;
        int bytes = begin - end + (length > MAX_INLINE_BYTES ? POINTER_BYTES : length);
        cells.add(new Cell(column, bytes, length));
        end += bytes;
      }
    }
    return cells;
  }

  private static boolean isAligned(Column column) {
    return switch (column.type()) {
      case "integer", "date", "bigint", "timestamptz" -> true;
      default -> false;
    };
  }

  private static int length(Column column, JsonNode value) {
    return switch (column.type()) {
      case "integer", "date" -> 4;
      case "bigint", "timestamptz" -> 8;
      case "text" -> 1 + value.asText().getBytes(StandardCharsets.UTF_8).length;
      // an upper bound
      default -> 8 + value.toString().length();
    };
  }
}
