package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.odksync.config.Digests;

/** Checks which texts PostgreSQL can store, and escapes those it cannot. */
final class PostgresText {

  /** An index entry has at most 2,704 bytes, and the keys of children and files have more parts. */
  private static final int MAX_KEY_BYTES = 1_500;

  private static final int SHOWN_CHARACTERS = 100;

  private PostgresText() {}

  /** Why PostgreSQL cannot store a text, or one in an object or list; empty if it can. */
  static Optional<String> misfit(JsonNode value) {
    if (value.isTextual()) {
      return misfit(value.textValue());
    }
    for (JsonNode part : value) {
      Optional<String> misfit = misfit(part);
      if (misfit.isPresent()) {
        return misfit;
      }
    }
    return Optional.empty();
  }

  /** Why PostgreSQL cannot store a text; empty if it can. */
  static Optional<String> misfit(String text) {
    if (text.indexOf('\0') >= 0) {
      return Optional.of("a NUL character, which PostgreSQL does not store");
    }
    return hasLoneSurrogate(text)
        ? OversizedValue.of(text)
            .map(OversizedValue::reason)
            .or(() -> Optional.of("half of a character (a lone surrogate)"))
        : Optional.empty();
  }

  /**
   * Whether the text has half of a surrogate pair: the driver would send a question mark for it. A
   * loop, because every text of every record passes here, and a stream takes several times as long.
   */
  private static boolean hasLoneSurrogate(String text) {
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        return true;
      }
    }
    return false;
  }

  /** Why a text cannot be a key; empty if it can. */
  static Optional<String> keyMisfit(String key) {
    return key.length() > MAX_KEY_BYTES / 3
            && key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES
        ? Optional.of("an id of more than 1,500 bytes, which no index takes")
        : misfit(key);
  }

  /** A deterministic replacement for a key, which every database and index accepts. */
  static String shown(String key) {
    String ascii = escaped(key, unit -> unit < ' ' || unit > '~');
    return "%s... (%s)"
        .formatted(
            ascii.substring(0, Math.min(SHOWN_CHARACTERS, ascii.length())),
            Digests.sha256Hex(ascii).substring(0, 8));
  }

  /** The value as JSON that can be encoded in UTF-8. */
  static String json(JsonNode value) {
    String json = value.toString();
    return misfit(json).isEmpty() ? json : ascii(json);
  }

  /** Escapes JSON for a database whose encoding lacks some characters. */
  static String ascii(String json) {
    return escaped(json, unit -> unit > '~');
  }

  private static String escaped(String text, IntPredicate which) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (which.test(unit)) {
        escaped.append("\\u").append(Integer.toHexString(0x10000 | unit), 1, 5);
      } else {
        escaped.append(unit);
      }
    }
    return escaped.toString();
  }
}
