package org.odksync.embedded.central;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** One side of a comparison: a field or a literal. Its value is an Instant or a String. */
@FunctionalInterface
interface Operand {

  @Nullable Object of(Submission row);

  /** The condition {@code left operator right}. As in OData, only eq and ne accept null. */
  static Filter.Condition compare(Operand left, String operator, Operand right) {
    return row -> {
      Object a = left.of(row);
      Object b = right.of(row);
      if (a == null || b == null) {
        return switch (operator) {
          case "eq" -> Truth.of(a == b);
          case "ne" -> Truth.of(a != b);
          default -> Truth.UNKNOWN;
        };
      }
      int order = order(a, b);
      return Truth.of(
          switch (operator) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "lt" -> order < 0;
            case "le" -> order <= 0;
            case "gt" -> order > 0;
            default -> order >= 0;
          });
    };
  }

  /** Compares times as times, numbers as numbers, and the rest as text. */
  static int order(Object a, Object b) {
    if (a instanceof Instant || b instanceof Instant) {
      return time(a).compareTo(time(b));
    }
    String left = a.toString();
    String right = b.toString();
    if (isNumber(left) && isNumber(right)) {
      return new BigDecimal(left).compareTo(new BigDecimal(right));
    }
    return left.compareTo(right);
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d{1,18}(\\.\\d{1,18})?");
  }

  private static Instant time(Object value) {
    return value instanceof Instant instant ? instant : time(value.toString());
  }

  /** Parses a date-time with offset. */
  static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw ApiError.notOfType(text, "timestamp with time zone");
    }
  }
}
