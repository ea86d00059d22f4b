package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value of Central for a column. Central checks little: a date can be any text, an integer can be
 * larger than 64 bits, and text can hold what PostgreSQL refuses everywhere.
 *
 * @param value as the column gets it
 * @param misfit why the column does not take it, without any data; empty if it does
 */
record ColumnTypeCheck(JsonNode value, Optional<String> misfit) {

  private static final int LAST_YEAR = 9999;

  /** PostgreSQL's limit; Java's is 18 hours. */
  private static final int MOST_OFFSET_SECONDS = 16 * 60 * 60;

  private static final DateTimeFormatter OFFSET_OR_LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  /** As long as any that is read without quotes. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,1000}(\\.[0-9]{0,1000})?([eE][-+]?[0-9]{1,6})?");

  /**
   * @param type as the form's schema gives it, see {@code Field.columnType}
   * @param zone of times that have none
   */
  static ColumnTypeCheck of(String type, JsonNode value, ZoneId zone) {
    if (value.isNull()) {
      return good(value);
    }
    return switch (type) {
      case "bigint", "integer" -> wholeNumber(value);
      case "numeric" -> number(value);
      case "date" ->
          value.isTextual() && isDate(value.textValue()) ? good(value) : bad(value, "no date");
      case "timestamptz" -> value.isTextual() ? time(value, zone) : bad(value, "no time");
      default -> new ColumnTypeCheck(value, PostgresText.misfit(value));
    };
  }

  private static ColumnTypeCheck good(JsonNode value) {
    return new ColumnTypeCheck(value, Optional.empty());
  }

  private static ColumnTypeCheck bad(JsonNode value, String misfit) {
    return new ColumnTypeCheck(value, PostgresText.misfit(value).or(() -> Optional.of(misfit)));
  }

  private static ColumnTypeCheck wholeNumber(JsonNode value) {
    JsonNode number = unquoted(value);
    return number.isIntegralNumber() && number.canConvertToLong()
        ? good(number)
        : bad(value, "no whole number of 64 bits");
  }

  private static ColumnTypeCheck number(JsonNode value) {
    JsonNode number = unquoted(value);
    return number.isNumber() ? good(number) : bad(value, "no number");
  }

  /** A number in quotes as the same without them. */
  private static JsonNode unquoted(JsonNode value) {
    if (!value.isTextual() || !NUMBER.matcher(value.textValue()).matches()) {
      return value;
    }
    BigDecimal number = new BigDecimal(value.textValue());
    return number.scale() == 0
        ? JsonNodeFactory.instance.numberNode(number.toBigInteger())
        : JsonNodeFactory.instance.numberNode(number);
  }

  private static boolean isDate(String text) {
    try {
      return isInRange(LocalDate.parse(text));
    } catch (DateTimeException notADate) {
      return false;
    }
  }

  private static ColumnTypeCheck time(JsonNode value, ZoneId zone) {
    try {
      TemporalAccessor time =
          OFFSET_OR_LOCAL.parseBest(value.textValue(), OffsetDateTime::from, LocalDateTime::from);
      OffsetDateTime moment =
          time instanceof LocalDateTime local
              ? local.atZone(zone).toOffsetDateTime()
              : (OffsetDateTime) time;
      if (!isInRange(moment)
          || Math.abs(moment.getOffset().getTotalSeconds()) >= MOST_OFFSET_SECONDS) {
        return bad(value, "a time that PostgreSQL does not take");
      }
      return time == moment
          ? good(value)
          : good(
              JsonNodeFactory.instance.textNode(
                  DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment)));
    } catch (DateTimeException notATime) {
      return bad(value, "no time");
    }
  }

  private static boolean isInRange(TemporalAccessor time) {
    int year = time.get(ChronoField.YEAR);
    return 0 < year && year <= LAST_YEAR;
  }
}
