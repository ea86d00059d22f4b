package org.odksync.row;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Whether a value of Central fits a column. Central checks little: a date can be any text, an
 * integer can be larger than 64 bits, and text can hold a NUL, which PostgreSQL refuses everywhere.
 */
final class Fit {

  private static final int LAST_YEAR = 9999;

  /** PostgreSQL's limit; Java's is 18 hours. */
  private static final int MOST_OFFSET_SECONDS = 16 * 60 * 60;

  private static final DateTimeFormatter OFFSET_OR_LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  private Fit() {}

  /**
   * Whether PostgreSQL takes the value for a column of this type.
   *
   * @param type as the form's schema gives it, see {@code Field.columnType}
   */
  static boolean fits(String type, JsonNode value) {
    if (value.isNull()) {
      return true;
    }
    return switch (type) {
      case "bigint", "integer" -> value.isIntegralNumber() && value.canConvertToLong();
      case "numeric" -> value.isNumber();
      case "date" -> value.isTextual() && isDate(value.textValue());
      case "timestamptz" -> value.isTextual() && isTime(value.textValue());
      default -> !holdsNul(value);
    };
  }

  private static boolean isDate(String text) {
    try {
      return isInRange(LocalDate.parse(text));
    } catch (DateTimeException notADate) {
      return false;
    }
  }

  private static boolean isTime(String text) {
    try {
      TemporalAccessor time =
          OFFSET_OR_LOCAL.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      boolean near =
          !(time instanceof OffsetDateTime moment)
              || Math.abs(moment.getOffset().getTotalSeconds()) < MOST_OFFSET_SECONDS;
      return near && isInRange(time);
    } catch (DateTimeException notATime) {
      return false;
    }
  }

  private static boolean isInRange(TemporalAccessor time) {
    int year = time.get(ChronoField.YEAR);
    return 0 < year && year <= LAST_YEAR;
  }

  /** Whether there is a NUL in the text, or in any text of the object or list. */
  static boolean holdsNul(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue().indexOf('\0') >= 0;
    }
    for (JsonNode part : value) {
      if (holdsNul(part)) {
        return true;
      }
    }
    return false;
  }
}
