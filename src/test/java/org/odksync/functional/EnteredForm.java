package org.odksync.functional;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.SampleForm;
import org.odksync.embedded.central.Submissions;

/**
 * A form in its own sample Central, with entered submissions and the expected rows. JSON uses
 * single quotes.
 */
final class EnteredForm implements AutoCloseable {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final String JPEG = "\u00ff\u00d8\u00ff\u00e0";
  private static final String LINK = "file:";
  private static final String HTML = "_html";

  private final String id;
  private final Platform platform;
  private final Submissions submissions;

  /** The expected unified rows by submission id. */
  private final Map<String, JsonNode> unified = new TreeMap<>();

  /**
   * @param fields lines of the sample's form
   */
  EnteredForm(String id, String... fields) throws IOException, SQLException {
    this.id = id;
    SampleForm form = new SampleForm(id, "Form", SampleCentral.PROJECT_ID, List.of(fields));
    platform = new Platform(SampleCentral.startEmpty(Clock.systemUTC(), form));
    submissions = platform.central().submissions();
  }

  /** Creates a submission with its files; gives its id. */
  String create(String values) throws IOException {
    String submission = submissions.create((ObjectNode) JSON.readTree(values));
    submissions
        .attachments(submission)
        .keySet()
        .forEach(name -> submissions.putAttachment(submission, name, file(name)));
    return submission;
  }

  private static byte[] file(String name) {
    return (JPEG + name).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Runs a whole cycle; expects no reject. */
  void sync() throws SQLException {
    // files of repeats are known after their rows are stored
    platform.succeed("main_submissions", "person_details", "image_processing", "unified");
    assertThat(platform.warehouse().query("SELECT to_jsonb(r) FROM odk_rejected_record r"))
        .isEmpty();
  }

  /**
   * The expected rows of a table.
   *
   * @param array the unified table's column with these rows; empty for the submissions
   */
  Rows rows(String table, String array) {
    return new Rows(table, array);
  }

  final class Rows {

    private final String table;
    private final String array;
    private final Map<String, JsonNode> expected = new LinkedHashMap<>();

    private Rows(String table, String array) {
      this.table = table;
      this.array = array;
    }

    /**
     * Expects the row of a submission.
     *
     * @param values by column, with a placeholder for each part: "@" is Central's link, "file:" and
     *     a name is a link to that file
     */
    Rows submission(String submission, String values, Object... parts) throws IOException {
      ObjectNode submitted = submissions.get(submission);
      ObjectNode row = parse(submitted, submitted, values, parts);
      row.put("UUID", submission).put("__id", submission);
      row.set("SubmittedDate", submitted.at("/__system/submissionDate"));
      row.set("__system", submitted.get("__system"));
      expected.put(submission, row);
      unified.put(submission, row.deepCopy());
      return this;
    }

    /**
     * Expects a row of a repeat.
     *
     * @param pointer to the row in its submission
     * @param values as in {@link #submission}; "@" and a pointer is Central's value there
     */
    Rows row(String submission, String pointer, int position, String values, Object... parts)
        throws IOException {
      ObjectNode submitted = submissions.get(submission);
      JsonNode record = submitted.at(pointer);
      String rowId = record.get("__id").textValue();
      ObjectNode row = parse(submitted, record, values, parts);
      row.put("UUID", submission + "_" + rowId).put("__id", rowId).put("repeat_position", position);
      ((ObjectNode) unified.get(submission)).withArrayProperty(array).add(row.deepCopy());
      expected.put(submission + "_" + rowId, row.put("__Submissions-id", submission));
      return this;
    }

    /** Checks that the table has exactly these rows and values. */
    void check() throws SQLException {
      EnteredForm.check(platform.warehouse().table(table), expected);
    }
  }

  private static ObjectNode parse(
      JsonNode submitted, JsonNode record, String values, Object... parts) throws IOException {
    ObjectNode row = (ObjectNode) JSON.readTree(values.formatted(parts));
    row.properties()
        .forEach(
            column -> {
              String text = column.getValue().asText();
              if (text.equals("@")) {
                column.setValue(record.get(column.getKey()));
              } else if (text.startsWith("@/")) {
                column.setValue(submitted.at(text.substring(1)));
              }
            });
    return row;
  }

  /**
   * Checks that the unified table has exactly these submissions, each with its main row and the
   * rows of all repeats.
   */
  void checkUnified(String... submissions) throws SQLException {
    assertThat(unified.keySet()).containsExactlyInAnyOrder(submissions);
    check(platform.warehouse().table(id + "_unified"), unified);
  }

  private static void check(Map<String, JsonNode> stored, Map<String, JsonNode> expected) {
    assertThat(stored.keySet()).isEqualTo(expected.keySet());
    expected.forEach((key, row) -> checkNames(key, stored.get(key), row, false));
  }

  private static void check(String place, JsonNode stored, JsonNode expected) {
    if (expected.isObject()) {
      checkNames(place, stored, expected, true);
    } else if (expected.isArray()) {
      assertThat(stored).as(place).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        check(place + "/" + i, stored.get(i), expected.get(i));
      }
    } else if (expected.isNumber()) {
      assertThat(stored.decimalValue()).as(place).isEqualByComparingTo(expected.decimalValue());
    } else if (expected.asText().startsWith(LINK)) {
      assertThat(get(stored.textValue()))
          .as(place)
          .isEqualTo(file(expected.asText().substring(LINK.length())));
    } else {
      assertThat(moment(stored.asText())).as(place).isEqualTo(moment(expected.asText()));
    }
  }

  /**
   * @param ofCentral whether Central adds its own values, which are not columns
   */
  private static void checkNames(
      String place, JsonNode stored, JsonNode expected, boolean ofCentral) {
    for (Map.Entry<String, JsonNode> cell : stored.properties()) {
      String name = cell.getKey();
      JsonNode value = cell.getValue();
      JsonNode expectedValue = expected.path(name);
      String here = place + "/" + name;
      if (name.endsWith(HTML)) {
        checkHtml(here, value, stored.get(name.substring(0, name.length() - HTML.length())));
      } else if (expectedValue.isArray() && !ofCentral) {
        checkRows(here, value, expectedValue);
      } else if (name.equals("__system")) {
        assertThat(system(value)).as(here).isEqualTo(system(expectedValue));
      } else if (!expectedValue.isMissingNode()) {
        check(here, value, expectedValue);
      } else {
        assertThat(isEmptyAnswer(value) || (ofCentral && isOfCentral(name)))
            .as("%s must be empty, but is %s", here, value)
            .isTrue();
      }
    }
    assertThat(names(stored)).as(place).containsAll(names(expected));
  }

  /**
   * Rows of a repeat are in the order of their positions; rows of different parents in any order.
   */
  private static void checkRows(String place, JsonNode stored, JsonNode expected) {
    assertThat(stored).as(place).extracting(EnteredForm::position).isSorted();
    check(byKey(stored), byKey(expected));
  }

  private static int position(JsonNode row) {
    return row.get("repeat_position").intValue();
  }

  private static Map<String, JsonNode> byKey(JsonNode rows) {
    Map<String, JsonNode> byKey = new TreeMap<>();
    rows.forEach(row -> byKey.put(row.get("UUID").textValue(), row));
    assertThat(byKey).hasSize(rows.size());
    return byKey;
  }

  private static void checkHtml(String place, JsonNode html, JsonNode link) {
    assertThat(html.isNull()).as(place).isEqualTo(link.isNull());
    if (!link.isNull()) {
      assertThat(html.textValue())
          .as(place)
          .contains("src=\"" + link.textValue().replace("&", "&amp;") + "\"");
    }
  }

  /** Drops attachmentsPresent: an arriving file changes no timestamp. */
  private static JsonNode system(JsonNode system) {
    return ((ObjectNode) system.deepCopy()).without("attachmentsPresent");
  }

  private static boolean isOfCentral(String name) {
    return name.equals("__id") || name.endsWith("@odata.navigationLink");
  }

  /** Whether a value is null or a group without answers. */
  private static boolean isEmptyAnswer(JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream().allMatch(part -> isEmptyAnswer(part.getValue()));
    }
    return value.isNull() || (value.isArray() && value.isEmpty());
  }

  /** Parses times, because PostgreSQL shows them in its own zone; keeps other text. */
  private static Object moment(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noMoment) {
      return text;
    }
  }

  private static Set<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).collect(toSet());
  }

  private static byte[] get(String link) {
    try {
      return Platform.get(link).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Expects that the command verify finds no difference. */
  void verify() {
    platform.stop();
    CliResult result = CliResult.by(platform.variables(), "verify", "--values");
    assertThat(result.exitCode()).as("%s", result).isZero();
  }

  @Override
  public void close() {
    platform.close();
  }
}
