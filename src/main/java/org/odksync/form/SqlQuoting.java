package org.odksync.form;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/** Names and texts from outside as parts of a statement. The only place that quotes. */
public final class SqlQuoting {

  /** PostgreSQL cuts longer names silently, and two fields could then share a column. */
  private static final int MOST_BYTES = 63;

  private static final int HASH_CHARACTERS = 8;

  /** Names that every table has already. */
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

  private SqlQuoting() {}

  /** The name that a table or column for this text gets: itself, or cut with 8 hex of its hash. */
  public static String name(String text) {
    if (SYSTEM_COLUMNS.contains(text)) {
      return text + "_";
    }
    if (text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
      return text;
    }
    return cutFor("_" + shortHash(text), text);
  }

  /** The name that PostgreSQL gives the index of a table's primary key. */
  static String primaryKey(String table) {
    return cutFor("_pkey", table);
  }

  /** The text with this end, without what is too long of it. */
  private static String cutFor(String ending, String text) {
    int end = text.length();
    while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length
        > MOST_BYTES - ending.length()) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + ending;
  }

  /** The first 8 hex of {@link #hash}, which tell two names of a form apart. */
  static String shortHash(String text) {
    return hash(text).substring(0, HASH_CHARACTERS);
  }

  /** Hex of the SHA-256 of a text. */
  public static String hash(String text) {
    return DigestUtils.sha256Hex(text);
  }

  /** An identifier, quoted. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text constant. Relies on standard_conforming_strings, PostgreSQL's default. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
