package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.commons.codec.digest.DigestUtils;

/** Which texts PostgreSQL can hold, and how those are written that it cannot. */
final class PostgresText {

  /** An index takes 2,704 bytes a row, and the keys of children and files have more parts. */
  private static final int LONGEST_KEY = 1_500;

  private static final int SHOWN = 100;

  private PostgresText() {}

  /** Why PostgreSQL cannot hold the text, or one in the object or list; empty if it can. */
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

  /** Why PostgreSQL cannot hold the text; empty if it can. */
  static Optional<String> misfit(String text) {
    if (text.indexOf('\0') >= 0) {
      return Optional.of("a NUL character, which PostgreSQL does not store");
    }
    return text.codePoints().noneMatch(PostgresText::isHalf)
        ? Optional.empty()
        : OversizedValue.of(text)
            .map(OversizedValue::reason)
            .or(() -> Optional.of("half of a character (a lone surrogate)"));
  }

  /** Whether only half of a character is there: PostgreSQL would get a question mark for it. */
  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Why a text cannot be the key of a row; empty if it can. */
  static Optional<String> misfitOfKey(String key) {
    return key.length() > LONGEST_KEY / 3
            && key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY
        ? Optional.of("an id of more than 1,500 bytes, which no index takes")
        : misfit(key);
  }

  /** What any database and any index takes in place of a key, the same each time. */
  static String shown(String key) {
    String ascii = escaped(key, unit -> unit < ' ' || unit > '~');
    return "%s... (%s)"
        .formatted(
            ascii.substring(0, Math.min(SHOWN, ascii.length())),
            DigestUtils.sha256Hex(ascii).substring(0, 8));
  }

  /** JSON with nothing in it that UTF-8 has no bytes for. */
  static String json(JsonNode value) {
    String json = value.toString();
    return misfit(json).isEmpty() ? json : ascii(json);
  }

  /** The same JSON for a database that lacks some characters. */
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
