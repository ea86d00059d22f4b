package org.odksync.form;

/**
 * Tracks the free space of a table. PostgreSQL allows at most 1,600 columns per table, including
 * dropped ones, and a row must fit into a page of 8 kB, except values stored outside the row.
 */
final class TableLimits {

  /** Leaves a reserve for columns that operators add. */
  private static final int MAX_COLUMNS = 1_500;

  /** 8,160 minus the row header and its bit for each column. */
  static final int MAX_ROW_BYTES = 7_900;

  /** Reserve for columns without a field. */
  private static final int RESERVED_BYTES = 400;

  private int columns;
  private int bytes;
  private int maxBytes;

  /**
   * @param columns number of existing columns
   */
  TableLimits(int columns) {
    this.columns = columns;
  }

  /** Maximum bytes of a value in its row, if it is stored outside the row where possible. */
  static int bytes(String type) {
    return switch (type) {
      case "integer", "date" -> 4;
      case "bigint", "timestamptz" -> 8;
      // the pointer to a value outside the row
      default -> 18;
    };
  }

  /** Counts existing columns. */
  void take(String type, int number) {
    bytes += number * bytes(type);
    maxBytes += number * maxBytesOf(type);
  }

  /** Counts columns that are not of fields. */
  void reserve(int number) {
    bytes += number * bytes("text");
  }

  /** Counts a new column. */
  void add(String type) {
    columns++;
    take(type, 1);
  }

  /** Counts a new column if it fits; returns whether it did. */
  boolean addIfFits(String type) {
    boolean fits = columns < MAX_COLUMNS && bytes + bytes(type) <= MAX_ROW_BYTES;
    if (fits) {
      add(type);
    }
    return fits;
  }

  /** Whether a row may not fit. */
  boolean isTight() {
    return maxBytes + RESERVED_BYTES > MAX_ROW_BYTES;
  }

  /** Maximum bytes of a value that stays in the row, including alignment. */
  private static int maxBytesOf(String type) {
    return switch (type) {
      case "integer", "date" -> 7;
      case "bigint", "timestamptz" -> 15;
      // longer values can be stored outside the row
      default -> 24;
    };
  }
}
