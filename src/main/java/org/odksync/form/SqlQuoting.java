package org.odksync.form;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.odksync.config.Digests;

/** Quotes names and texts from outside for use in statements. The only class that quotes. */
public final class SqlQuoting {

  /** PostgreSQL cuts longer names silently, so two fields could share a column. */
  private static final int MAX_BYTES = 63;

  private static final int HASH_CHARACTERS = 8;

  /** Names of system columns, which every table has. */
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

  private SqlQuoting() {}

  /**
   * The table or column name for a text: the text itself, or cut and with 8 hex digits of its hash.
   */
  public static String name(String text) {
    if (SYSTEM_COLUMNS.contains(text)) {
      return text + "_";
    }
    if (text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
      return text;
    }
    return cutFor("_" + shortHash(text), text);
  }

  /** PostgreSQL's name of the index of a table's primary key. */
  static String primaryKey(String table) {
    return cutFor("_pkey", table);
  }

  /** The text with this ending, cut to the maximum length. */
  private static String cutFor(String ending, String text) {
    int end = text.length();
    while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length
        > MAX_BYTES - ending.length()) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + ending;
  }

  /** The first 8 hex digits of {@link #hash}, which distinguish two names of a form. */
  static String shortHash(String text) {
    return hash(text).substring(0, HASH_CHARACTERS);
  }

  /** The SHA-256 of a text in hex. */
  public static String hash(String text) {
    return Digests.sha256Hex(text);
  }

  /** A quoted identifier. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text constant. Relies on standard_conforming_strings, PostgreSQL's default. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
