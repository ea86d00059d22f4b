package org.odksync.functional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Extreme answers, and the expected stored value of each, computed without the code that stores
 * them.
 */
final class HostileAnswers {

  /** The configured zone for times without offset. */
  static final String ZONE = "Europe/Paris";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int LONG_TEXT_LENGTH = 100_000;
  private static final int MAX_DIGITS = 1_000;
  private static final int MAX_EXPONENT = 16_000;

  /** Less than the 1,000 levels of a record, which also has levels around an answer. */
  private static final int MAX_DEPTH = 980;

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?");

  private static final List<String> TEXTS =
      List.of(
          "plain ",
          "",
          " ",
          "null",
          "12",
          "O'Hara said \"no\" \\ \\u0000 \\\\\" ' -- ",
          "\n\r\t\u0001\u001f\u007f",
          "{\"a\": [1]}",
          "%s ${table} {{x}} $1 :?x ? ",
          "İıßǅ i\u0307 ",
          "\ud83d\ude00 \u202e\ufeff\uffff ",
          "nul \u0000 ",
          "half \ud83d ",
          "\ude00 other half ",
          "\ude00\ud83d turned round ");

  private static final List<String> DATES =
      List.of("2026-02-28", "2024-02-29", "2026-02-30", "0001-01-01", "", "not-a-date", "\u0000");

  private static final List<String> TIMES =
      List.of(
          "2026-07-02T12:34:56.789Z",
          "2026-07-02T12:34:56.789123+05:45",
          "2026-07-02T12:00:00-09:30",
          "2026-07-02T12:00:00",
          "2026-12-02T12:00:00.001",
          "2026-07-02",
          "2026-07-02T24:61:00Z",
          "",
          "soon",
          "\ud83d");

  private static final List<JsonNode> WHOLE_NUMBERS =
      List.of(
          JSON.numberNode(Long.MAX_VALUE),
          JSON.numberNode(Long.MIN_VALUE),
          JSON.numberNode(BigInteger.TWO.pow(63)),
          JSON.numberNode(new BigDecimal("1E+21")),
          JSON.numberNode(new BigInteger("7".repeat(MAX_DIGITS + 200))),
          JSON.textNode("0012"),
          JSON.textNode("-12"),
          JSON.textNode("12.5"),
          JSON.textNode("99999999999999999999"),
          JSON.textNode("twelve"),
          JSON.textNode(""));

  private static final List<JsonNode> DECIMALS =
      List.of(
          JSON.numberNode(new BigDecimal("-0.000000000000000000000000000001")),
          JSON.numberNode(new BigDecimal("12345678901234567890.123456789012345678901")),
          JSON.numberNode(new BigInteger("7".repeat(MAX_DIGITS))),
          JSON.numberNode(new BigInteger("7".repeat(MAX_DIGITS + 1))),
          JSON.numberNode(new BigDecimal("1E+200000")),
          JSON.numberNode(new BigDecimal("1E+5000")),
          JSON.textNode("1.50"),
          JSON.textNode("-2e3"),
          JSON.textNode("NaN"),
          JSON.textNode("1,5"),
          JSON.textNode(""));

  private final Random random;

  HostileAnswers(Random random) {
    this.random = random;
  }

  /**
   * Answers most questions of a group, repeat or form; a repeat gets 0 to 3 rows.
   *
   * @param questions types by path
   * @param place the path of a group or repeat; empty for the top level
   */
  ObjectNode to(Map<String, String> questions, String place) {
    ObjectNode answers = JSON.objectNode();
    questions.forEach(
        (path, type) -> {
          int end = path.lastIndexOf('/');
          if (path.substring(0, end).equals(place)) {
            answer(answers, path.substring(end + 1), path, type, questions);
          }
        });
    return answers;
  }

  private void answer(
      ObjectNode answers, String name, String path, String type, Map<String, String> questions) {
    if (type.equals("structure")) {
      answers.set(name, to(questions, path));
    } else if (type.equals("repeat")) {
      ArrayNode rows = answers.putArray(name);
      for (int row = random.nextInt(4); row > 0; row--) {
        rows.add(to(questions, path));
      }
    } else if (random.nextInt(6) > 0) {
      answers.set(name, to(type));
    }
  }

  private JsonNode to(String type) {
    return switch (type) {
      case "int" -> random.nextBoolean() ? JSON.numberNode(random.nextInt()) : any(WHOLE_NUMBERS);
      case "decimal" ->
          random.nextBoolean()
              ? JSON.numberNode(BigDecimal.valueOf(random.nextInt(), 3))
              : any(DECIMALS);
      case "date" ->
          JSON.textNode(
              random.nextBoolean()
                  ? LocalDate.ofEpochDay(random.nextInt(100_000)).toString()
                  : any(DATES));
      case "dateTime" -> JSON.textNode(any(TIMES));
      case "geopoint", "geotrace", "geoshape" -> place();
      case "binary" -> JSON.textNode(any(List.of("a b", "é'\"#%", "")) + random.nextInt() + ".jpg");
      default -> text();
    };
  }

  private JsonNode text() {
    return random.nextInt(30) == 0
        ? JSON.textNode(
            random
                .ints(LONG_TEXT_LENGTH, ' ', '\u0400')
                .mapToObj(Character::toString)
                .collect(Collectors.joining()))
        : JSON.textNode(
            any(TEXTS) + (random.nextInt(4) == 0 ? "" : String.valueOf(random.nextInt())));
  }

  private JsonNode place() {
    ObjectNode place = JSON.objectNode().put("type", "Point");
    ArrayNode coordinates = place.putArray("coordinates");
    int levels = any(List.of(0, 0, 0, 0, MAX_DEPTH - 50, MAX_DEPTH + 700));
    for (int i = 0; i < levels; i++) {
      coordinates = coordinates.addArray();
    }
    coordinates.add(BigDecimal.valueOf(random.nextInt(), 7)).add(any(DECIMALS.subList(0, 3)));
    if (random.nextInt(4) == 0) {
      coordinates.add(any(DECIMALS));
    }
    place.putObject("properties").set("accuracy", random.nextBoolean() ? text() : JSON.nullNode());
    return place;
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  /**
   * The expected stored value of an answer: numbers without quotes, times as instants.
   *
   * @param type of the question; {@code structure} for a group, which is stored unchanged
   * @return missing if the answer must be a reject
   */
  static JsonNode stored(String type, JsonNode answer) {
    if (answer.isNull()) {
      return answer;
    }
    if (!isStorable(answer, 0)) {
      return MissingNode.getInstance();
    }
    return switch (type) {
      case "int" -> number(answer, WHOLE, true);
      case "decimal" -> number(answer, NUMBER, false);
      case "date" -> date(answer.asText());
      case "dateTime" -> time(answer.asText());
      default -> answer;
    };
  }

  /** Whether PostgreSQL can store the value. */
  private static boolean isStorable(JsonNode value, int depth) {
    if (value.isTextual()) {
      String text = value.textValue();
      return text.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue();
      return number.precision() <= MAX_DIGITS && Math.abs(number.scale()) <= MAX_EXPONENT;
    }
    if (depth == MAX_DEPTH) {
      return false;
    }
    for (JsonNode part : value) {
      if (!isStorable(part, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode number(JsonNode answer, Pattern pattern, boolean isWhole) {
    String text = answer.isNumber() ? answer.decimalValue().toString() : answer.asText();
    if (!pattern.matcher(text.replace("E+", "E")).matches()) {
      return MissingNode.getInstance();
    }
    BigDecimal number = new BigDecimal(text);
    boolean fits = !isWhole || number.toBigInteger().bitLength() < Long.SIZE;
    return fits ? JSON.numberNode(number) : MissingNode.getInstance();
  }

  private static JsonNode date(String text) {
    try {
      return JSON.textNode(LocalDate.parse(text).toString());
    } catch (DateTimeException notADate) {
      return MissingNode.getInstance();
    }
  }

  private static JsonNode time(String text) {
    try {
      boolean hasOffset = text.matches(".*T.*(Z|[-+]\\d\\d:\\d\\d)");
      OffsetDateTime moment =
          hasOffset
              ? OffsetDateTime.parse(text)
              : LocalDateTime.parse(text).atZone(ZoneId.of(ZONE)).toOffsetDateTime();
      return JSON.textNode(moment.toInstant().toString());
    } catch (DateTimeException notATime) {
      return MissingNode.getInstance();
    }
  }
}
