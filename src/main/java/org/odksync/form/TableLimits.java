package org.odksync.form;

/**
 * What a table can still hold. PostgreSQL has at most 1,600 columns a table, dropped ones among
 * them, and a row, but for what can be stored elsewhere, must fit into one of its pages of 8 kB.
 */
final class TableLimits {

  /** Some are left for those who add their own. */
  private static final int MOST_COLUMNS = 1_500;

  /** Of 8,160, less the header and its bit for each column. */
  static final int BYTES_OF_ROW = 7_900;

  /** For columns that no field has. */
  private static final int BESIDES = 400;

  private int columns;
  private int bytes;
  private int bytesAtWorst;

  /**
   * @param columns those that are there
   */
  TableLimits(int columns) {
    this.columns = columns;
  }

  /** Bytes of a value in its row, at most, when all that can be is stored elsewhere. */
  static int bytes(String type) {
    return switch (type) {
      case "integer", "date" -> 4;
      case "bigint", "timestamptz" -> 8;
      // what is left of a value that is stored elsewhere
      default -> 18;
    };
  }

  /** Takes the room that the values of columns need which are there already. */
  void take(String type, int number) {
    bytes += number * bytes(type);
    bytesAtWorst += number * atWorst(type);
  }

  /** Takes the room of other columns than those of fields. */
  void takeBesides(int number) {
    bytes += number * bytes("text");
  }

  /** Takes the room of a new column. */
  void add(String type) {
    columns++;
    take(type, 1);
  }

  /** The same if there is any. */
  boolean addIfLeft(String type) {
    boolean left = columns < MOST_COLUMNS && bytes + bytes(type) <= BYTES_OF_ROW;
    if (left) {
      add(type);
    }
    return left;
  }

  /** Whether there may be a row that does not fit. */
  boolean isTight() {
    return bytesAtWorst + BESIDES > BYTES_OF_ROW;
  }

  /** With what is between it and the value before. */
  private static int atWorst(String type) {
    return switch (type) {
      case "integer", "date" -> 7;
      case "bigint", "timestamptz" -> 15;
      // a value that is not longer stays in the row
      default -> 24;
    };
  }
}
