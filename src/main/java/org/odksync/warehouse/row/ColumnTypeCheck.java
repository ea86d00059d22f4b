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
 * Checks whether a value of Central fits its column. Central checks little: a date can be any text,
 * an integer can be larger than 64 bits, and a text can contain characters that PostgreSQL refuses.
 *
 * @param value as it is stored
 * @param misfit why the column refuses the value, without data; empty if it fits
 */
record ColumnTypeCheck(JsonNode value, Optional<String> misfit) {

  private static final int MAX_YEAR = 9999;

  /** PostgreSQL's limit; Java's is 18 hours. */
  private static final int MAX_OFFSET_SECONDS = 16 * 60 * 60;

  private static final DateTimeFormatter OFFSET_OR_LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  /** As long as an unquoted number may be. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,1000}(\\.[0-9]{0,1000})?([eE][-+]?[0-9]{1,6})?");

  /**
   * @param type of the column, see {@code Field.columnType}
   * @param zone for times without a zone
   */
  static ColumnTypeCheck of(String type, JsonNode value, ZoneId zone) {
    if (value.isNull()) {
      return accepted(value);
    }
    return switch (type) {
      case "bigint", "integer" -> wholeNumber(value);
      case "numeric" -> number(value);
      case "date" ->
          value.isTextual() && isDate(value.textValue())
              ? accepted(value)
              : refused(value, "no date");
      case "timestamptz" -> value.isTextual() ? time(value, zone) : refused(value, "no time");
      default -> new ColumnTypeCheck(value, PostgresText.misfit(value));
    };
  }

  private static ColumnTypeCheck accepted(JsonNode value) {
    return new ColumnTypeCheck(value, Optional.empty());
  }

  private static ColumnTypeCheck refused(JsonNode value, String misfit) {
    return new ColumnTypeCheck(value, PostgresText.misfit(value).or(() -> Optional.of(misfit)));
  }

  private static ColumnTypeCheck wholeNumber(JsonNode value) {
    JsonNode number = unquoted(value);
    return number.isIntegralNumber() && number.canConvertToLong()
        ? accepted(number)
        : refused(value, "no whole number of 64 bits");
  }

  private static ColumnTypeCheck number(JsonNode value) {
    JsonNode number = unquoted(value);
    return number.isNumber() ? accepted(number) : refused(value, "no number");
  }

  /** Converts a number in quotes to a number. */
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
          || Math.abs(moment.getOffset().getTotalSeconds()) >= MAX_OFFSET_SECONDS) {
        return refused(value, "a time that PostgreSQL does not take");
      }
      return time == moment
          ? accepted(value)
          : accepted(
              JsonNodeFactory.instance.textNode(
                  DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment)));
    } catch (DateTimeException notATime) {
      return refused(value, "no time");
    }
  }

  private static boolean isInRange(TemporalAccessor time) {
    int year = time.get(ChronoField.YEAR);
    return 0 < year && year <= MAX_YEAR;
  }
}
