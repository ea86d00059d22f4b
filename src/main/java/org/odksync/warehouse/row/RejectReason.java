package org.odksync.warehouse.row;

/** Explains why PostgreSQL refuses a record or value, for the person who corrects it. */
public final class RejectReason {

  /** The SQLSTATE for a character that the database's encoding lacks. */
  static final String UNTRANSLATABLE = "22P05";

  /** The SQLSTATE for a row that does not fit into a page, or a key into an index. */
  static final String TOO_LARGE = "54000";

  private RejectReason() {}

  /**
   * The reason without data; PostgreSQL's own messages quote data.
   *
   * @param state the SQLSTATE of the refusal
   */
  public static String of(String state) {
    return "%s (SQLSTATE %s)".formatted(words(state), state);
  }

  private static String words(String state) {
    return switch (state) {
      case UNTRANSLATABLE, "22021" -> "a character that the database's encoding lacks";
      case "22001" -> "a text longer than its column";
      case "22003" -> "a number out of the range of its column";
      case "22007", "22008", "22P02" -> "not of the type of its column";
      case "23502" -> "empty, where the table demands a value";
      case "23505" -> "a value that another row has, and the table allows only once";
      case TOO_LARGE -> "larger than a row or an index entry of PostgreSQL";
      case "54001" -> "nested too deeply for PostgreSQL";
      default ->
          switch (state.substring(0, 2)) {
            case "22" -> "a value that its column refuses";
            case "23", "44" -> "a violation of a constraint of the table";
            default -> "refused by a trigger of the table";
          };
    };
  }
}
