package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.odksync.embedded.central.SampleCentral;

/**
 * Compares the tables of any form with Central. Finds tables by the names stored with the form, and
 * columns by their comments. Each answer must be in its column, or the column is NULL and a reject
 * has the answer and a reason; the tables must contain nothing else.
 */
final class AnyFormComparison {

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(100_000).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final String MAIN = "";
  private static final String ANSWER = "Answer to ";
  private static final String LINK_TO_ROWS = "Central's link to the rows of ";
  private static final String FILE = "Link to the file that ";
  private static final String SUBMISSION = "Id of the submission";
  private static final String ROW_ID = "Id of the row, which follows its position";
  private static final String DELETED = "When Central deleted the submission";
  private static final String KEY = StoredTable.KEY;

  /** The start of a placeholder for a part that was not read. */
  private static final String UNREAD_MARK = "\ud800";

  private static final String NAVIGATION = "@odata.navigationLink";

  private final Warehouse warehouse;
  private final SampleCentral central;
  private final boolean keepsDeleted;

  /** Central's type of each question and repeat, by path. */
  private final Map<String, String> types = new HashMap<>();

  private final JsonNode names;

  /** Tables by the path of the repeat; the empty path is the submissions. */
  private final Map<String, StoredTable> tables = new TreeMap<>();

  private final Map<String, JsonNode> rejects = new HashMap<>();

  /**
   * @param keepsDeleted whether rows of deleted submissions stay
   */
  AnyFormComparison(Platform platform, boolean keepsDeleted) throws SQLException {
    this.warehouse = platform.warehouse();
    this.central = platform.central();
    this.keepsDeleted = keepsDeleted;
    JsonNode form =
        warehouse
            .query("SELECT to_jsonb(f) FROM odk_form f WHERE form_id = ?", central.form().id())
            .get(0);
    names = form.get("names");
    for (JsonNode field : form.get("fields")) {
      types.put(field.get("path").textValue(), field.get("type").textValue());
    }
    tables.put(MAIN, StoredTable.of(warehouse, tableName("/")));
    for (String repeat : repeats()) {
      tables.put(repeat, StoredTable.of(warehouse, tableName(repeat)));
    }
    for (JsonNode reject :
        warehouse.query(
            // the column raw may contain text that jsonb refuses
            "SELECT json_build_object('table_name', table_name, 'submission_id', submission_id,"
                + " 'record_id', record_id, 'column_name', column_name, 'raw', raw::text,"
                + " 'reason', reason) FROM odk_rejected_record WHERE replayed_at IS NULL")) {
      rejects.put(
          place(
              reject.get("table_name").textValue(),
              reject.get("record_id").textValue(),
              reject.get("column_name").textValue()),
          reject);
    }
  }

  private List<String> repeats() {
    return types.keySet().stream()
        .filter(path -> types.get(path).equals("repeat"))
        .sorted()
        .toList();
  }

  private String tableName(String thing) {
    return names.at("/tables").get(thing).textValue();
  }

  /** Compares everything. */
  void check() throws SQLException, IOException, InterruptedException {
    Set<String> live = new HashSet<>();
    Set<String> deleted = new HashSet<>();
    Map<String, Integer> rows = new HashMap<>();
    for (ObjectNode submission : central.submissions().list()) {
      live.add(id(submission));
      checkSubmission(submission, rows);
    }
    for (ObjectNode submission : central.submissions().deleted()) {
      deleted.add(id(submission));
    }
    checkDeleted(live, deleted);
    for (String repeat : repeats()) {
      StoredTable table = tables.get(repeat);
      assertThat(
              table.rows().values().stream()
                  .filter(row -> live.contains(table.value(row, SUBMISSION).textValue())))
          .as("rows of %s", repeat)
          .hasSize(rows.getOrDefault(repeat, 0));
      if (!keepsDeleted) {
        assertThat(table.rows()).as("rows of %s", repeat).hasSize(rows.getOrDefault(repeat, 0));
      }
    }
    rejects.values().removeIf(reject -> deleted.contains(reject.get("submission_id").textValue()));
    assertThat(rejects).as("rejects of what could be stored").isEmpty();
    checkUnified(live);
  }

  private void checkSubmission(ObjectNode submission, Map<String, Integer> rows)
      throws IOException, InterruptedException {
    String id = id(submission);
    StoredTable main = tables.get(MAIN);
    JsonNode row = main.rows().get(id);
    assertThat(row).as("submission %s", id).isNotNull();
    assertThat(main.value(row, SUBMISSION).textValue()).isEqualTo(id);
    assertThat(time(main.value(row, "When Central received the submission").textValue()))
        .isEqualTo(time(submission.at("/__system/submissionDate").textValue()));
    assertThat(system(JSON.readTree(main.value(row, "What Central notes about it").textValue())))
        .isEqualTo(system(submission.get("__system")));
    if (keepsDeleted) {
      assertThat(main.value(row, DELETED).isNull()).isTrue();
    }
    checkRecord(MAIN, row, submission, id, rows);
  }

  /** Drops attachmentsPresent: an arriving file changes no timestamp. */
  private static JsonNode system(JsonNode system) {
    return ((ObjectNode) system.deepCopy()).without(List.of("attachmentsPresent"));
  }

  /** Checks the answers of one row, and the rows of its repeats. */
  private void checkRecord(
      String place, JsonNode row, JsonNode record, String submission, Map<String, Integer> rows)
      throws IOException, InterruptedException {
    StoredTable table = tables.get(place);
    record
        .properties()
        .forEach(
            answer -> {
              String path = place + "/" + answer.getKey();
              assertThat(types.containsKey(path) || isOfCentral(answer.getKey()))
                  .as("%s is a question", path)
                  .isTrue();
              if (types.containsKey(path) && !types.get(path).equals("repeat")) {
                // submissions are read without repeats, repeat rows with everything in them
                checkAnswer(
                    table,
                    row,
                    path,
                    place.equals(MAIN) ? withoutRows(path, answer.getValue()) : answer.getValue());
              }
            });
    for (String path : types.keySet()) {
      if (types.get(path).equals("repeat") && parent(path).equals(place)) {
        JsonNode link = record.path(name(path) + NAVIGATION);
        boolean isQuestion = types.containsKey(path + NAVIGATION);
        assertThat(table.value(row, LINK_TO_ROWS + path).textValue())
            .as("link to %s", path)
            .isEqualTo(isQuestion ? null : link.textValue());
      }
    }
    checkFiles(place, table, row, record, submission);
    checkRepeats(place, place, record, row, submission, rows);
  }

  private static boolean isOfCentral(String name) {
    return List.of("__id", "__system").contains(name) || name.endsWith(NAVIGATION);
  }

  /** A group without the rows of its repeats. */
  private JsonNode withoutRows(String path, JsonNode answer) {
    if (!types.get(path).equals("structure")) {
      return answer;
    }
    ObjectNode group = ((ObjectNode) answer).objectNode();
    answer
        .properties()
        .forEach(
            part -> {
              String inside = path + "/" + part.getKey();
              if (!types.containsKey(inside)) {
                group.set(part.getKey(), part.getValue());
              } else if (!types.get(inside).equals("repeat")) {
                group.set(part.getKey(), withoutRows(inside, part.getValue()));
              }
            });
    return group;
  }

  private void checkAnswer(StoredTable table, JsonNode row, String path, JsonNode answer) {
    String type = types.get(path);
    String column = table.columns().get(ANSWER + path);
    String key = row.get(KEY).textValue();
    assertThat(column).as("column of %s", path).isNotNull();
    assertThat(column).as("name that is stored for %s", path).isEqualTo(storedName(path));
    assertThat(table.types().get(column)).as("type of %s", path).isEqualTo(columnType(type));
    JsonNode expected = HostileAnswers.stored(type, answer);
    JsonNode reject = rejects.remove(place(table.name(), key, column));
    if (expected.isMissingNode()) {
      assertThat(row.get(column).isNull()).as("%s of %s cannot be stored", path, key).isTrue();
      assertThat(reject).as("reject of %s of %s: %s", path, key, abbreviated(answer)).isNotNull();
      assertThat(reject.get("reason").textValue()).as("reason for %s", path).isNotBlank();
      assertThat(isRaw(json(reject.get("raw").textValue()), answer))
          .as("%s is raw for %s", abbreviated(reject.get("raw")), abbreviated(answer))
          .isTrue();
    } else {
      assertThat(reject).as("reject of %s of %s: %s", path, key, abbreviated(answer)).isNull();
      assertThat(isStored(table.types().get(column), row.get(column), expected))
          .as(
              "%s of %s: stored %s for %s",
              path, key, abbreviated(row.get(column)), abbreviated(answer))
          .isTrue();
    }
  }

  /** Whether raw is the answer; a part too large to read is only marked. */
  private static boolean isRaw(JsonNode raw, JsonNode answer) {
    boolean isUnread = raw.isNull() || raw.asText().startsWith(UNREAD_MARK);
    if (isUnread && (answer.isNumber() || answer.isContainerNode())) {
      return true;
    }
    if (!answer.isContainerNode()) {
      return compare(raw, answer) == 0;
    }
    // in Central's order
    Iterator<JsonNode> parts = raw.iterator();
    for (JsonNode part : answer) {
      if (!parts.hasNext() || !isRaw(parts.next(), part)) {
        return false;
      }
    }
    return !parts.hasNext() && names(raw).equals(names(answer));
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static String columnType(String type) {
    return switch (type) {
      case "int" -> "bigint";
      case "decimal" -> "numeric";
      case "date" -> "date";
      case "dateTime" -> "timestamp with time zone";
      case "structure", "geopoint", "geotrace", "geoshape" -> "jsonb";
      default -> "text";
    };
  }

  private static boolean isStored(String columnType, JsonNode stored, JsonNode expected) {
    if (expected.isNull() || stored.isNull()) {
      return expected.isNull() && stored.isNull();
    }
    String text = stored.textValue();
    return switch (columnType) {
      case "bigint", "numeric" -> new BigDecimal(text).compareTo(expected.decimalValue()) == 0;
      case "timestamp with time zone" -> time(text).isEqual(time(expected.textValue()));
      case "jsonb" -> isSame(text, expected);
      default -> text.equals(expected.textValue());
    };
  }

  private static boolean isSame(String json, JsonNode expected) {
    return json(json).equals(AnyFormComparison::compare, expected);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int compare(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue());
    }
    return a.equals(b) ? 0 : 1;
  }

  private static OffsetDateTime time(String text) {
    return OffsetDateTime.parse(text);
  }

  /** Checks that a row's links belong to the files that its answers name. */
  private void checkFiles(
      String place, StoredTable table, JsonNode row, JsonNode record, String submission)
      throws IOException, InterruptedException {
    for (Map.Entry<String, String> column : table.columns().entrySet()) {
      if (!column.getKey().startsWith(FILE)) {
        continue;
      }
      String path = column.getKey().substring(FILE.length()).replaceFirst(" names$", "");
      JsonNode name = record.at(path);
      // a rejected group names no file
      String source = table.columns().get(ANSWER + place + "/" + path.split("/")[1]);
      Optional<byte[]> file =
          name.isTextual() && !row.path(source).isNull()
              ? central
                  .submissions()
                  .attachments(submission)
                  .getOrDefault(name.textValue(), Optional.empty())
              : Optional.empty();
      String link = row.get(column.getValue()).textValue();
      if (file.isPresent()) {
        assertThat(link).as("link to %s", path).isNotNull();
        assertThat(Platform.get(link).body()).as("file of %s", path).isEqualTo(file.get());
      } else if (!name.isMissingNode()) {
        assertThat(link).as("link to no file of %s", path).isNull();
      }
    }
  }

  /** Checks the repeats in a row or group. */
  private void checkRepeats(
      String place,
      String part,
      JsonNode record,
      JsonNode parent,
      String submission,
      Map<String, Integer> rows)
      throws IOException, InterruptedException {
    for (String path : types.keySet()) {
      if (!parent(path).equals(part)) {
        continue;
      }
      JsonNode inside = record.path(name(path));
      if (types.get(path).equals("structure")) {
        checkRepeats(place, path, inside, parent, submission, rows);
      } else if (types.get(path).equals("repeat")) {
        List<JsonNode> stored = rowsOf(path, place, parent, submission);
        assertThat(stored).as("rows of %s of %s", path, submission).hasSize(inside.size());
        rows.merge(path, inside.size(), Integer::sum);
        for (int i = 0; i < inside.size(); i++) {
          checkRow(path, stored.get(i), inside.get(i), submission, i + 1);
          checkRecord(path, stored.get(i), inside.get(i), submission, rows);
        }
      }
    }
  }

  private List<JsonNode> rowsOf(String repeat, String place, JsonNode parent, String submission) {
    StoredTable table = tables.get(repeat);
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode row : table.rows().values()) {
      if (table.value(row, SUBMISSION).textValue().equals(submission)
          && (place.equals(MAIN)
              || table
                  .value(row, "Id of the row around this one")
                  .equals(tables.get(place).value(parent, ROW_ID)))) {
        rows.add(row);
      }
    }
    rows.sort(Comparator.comparing(row -> position(table, row)));
    return rows;
  }

  private static int position(StoredTable table, JsonNode row) {
    return Integer.parseInt(table.value(row, "Place of the row in its repeat, from 1").textValue());
  }

  private void checkRow(
      String repeat, JsonNode row, JsonNode record, String submission, int position) {
    StoredTable table = tables.get(repeat);
    String id = table.value(row, ROW_ID).textValue();
    assertThat(position(table, row)).as("place in %s", repeat).isEqualTo(position);
    assertThat(row.get(KEY).textValue()).isEqualTo(submission + "_" + id);
    // a question may have the name of the id
    if (!types.containsKey(repeat + "/__id")) {
      assertThat(id).isEqualTo(id(record));
    }
  }

  private void checkDeleted(Set<String> live, Set<String> deleted) {
    StoredTable main = tables.get(MAIN);
    Set<String> stored = new HashSet<>(main.rows().keySet());
    if (keepsDeleted) {
      for (ObjectNode submission : central.submissions().deleted()) {
        JsonNode row = main.rows().get(id(submission));
        if (row != null) {
          assertThat(time(main.value(row, DELETED).textValue()))
              .isEqualTo(time(submission.at("/__system/deletedAt").textValue()));
        }
      }
      stored.removeAll(deleted);
    }
    assertThat(stored).isEqualTo(live);
  }

  private void checkUnified(Set<String> live) throws SQLException, IOException {
    StoredTable unified = StoredTable.of(warehouse, tableName("unified"));
    StoredTable main = tables.get(MAIN);
    assertThat(unified.rows().keySet()).isEqualTo(live);
    for (JsonNode row : unified.rows().values()) {
      String id = row.get(KEY).textValue();
      for (String comment : main.columns().keySet()) {
        if (isCurrent(comment) && !comment.startsWith(FILE)) {
          assertThat(unified.value(row, comment))
              .as("%s of %s in the unified table", comment, id)
              .isEqualTo(main.value(main.rows().get(id), comment));
        }
      }
      for (String repeat : repeats()) {
        checkArray(
            repeat,
            id,
            JSON.readTree(unified.value(row, "Rows of %s, as JSON".formatted(repeat)).textValue()));
      }
    }
  }

  /** Whether the column belongs to a question of the current version. */
  private boolean isCurrent(String comment) {
    return !comment.startsWith(ANSWER) || types.containsKey(comment.substring(ANSWER.length()));
  }

  private void checkArray(String repeat, String submission, JsonNode array) {
    StoredTable table = tables.get(repeat);
    String column = table.columns().get(SUBMISSION);
    Map<String, JsonNode> rows = new HashMap<>();
    int count = 0;
    for (JsonNode each : array) {
      rows.put(each.get(KEY).textValue(), each);
      count++;
    }
    assertThat(rows).hasSize(count);
    int expected = 0;
    for (JsonNode row : table.rows().values()) {
      if (row.get(column).textValue().equals(submission)) {
        expected++;
        JsonNode element = rows.get(row.get(KEY).textValue());
        assertThat(element).as("row of %s in the unified table", repeat).isNotNull();
        row.properties()
            .forEach(
                cell -> {
                  if (!cell.getKey().equals(column)) {
                    assertThat(
                            isElement(
                                element.path(cell.getKey()),
                                cell.getValue(),
                                table.types().get(cell.getKey())))
                        .as("%s of a row of %s in the unified table", cell.getKey(), repeat)
                        .isTrue();
                  }
                });
      }
    }
    assertThat(count).as("rows of %s in the unified table", repeat).isEqualTo(expected);
  }

  private static boolean isElement(JsonNode element, JsonNode cell, String columnType) {
    // an empty column may be newer than the unified row
    if (cell.isNull()) {
      return element.isNull() || element.isMissingNode();
    }
    return switch (columnType) {
      case "jsonb" -> isSame(cell.textValue(), element);
      case "timestamp with time zone" -> time(cell.textValue()).isEqual(time(element.textValue()));
      case "bigint", "integer", "numeric" ->
          element.decimalValue().compareTo(new BigDecimal(cell.textValue())) == 0;
      default -> cell.textValue().equals(element.textValue());
    };
  }

  private static String id(JsonNode record) {
    return record.get("__id").textValue();
  }

  /** The column name of a question, as stored with the form. */
  private String storedName(String path) {
    String repeat = parentRepeat(path);
    return names
        .path("columns of " + (repeat.isEmpty() ? "/" : repeat))
        .path("/" + name(path))
        .textValue();
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** The path of the innermost repeat around a question. */
  private String parentRepeat(String path) {
    String around = parent(path);
    return around.isEmpty() || types.get(around).equals("repeat") ? around : parentRepeat(around);
  }

  private static String place(String table, String key, String column) {
    return table + " " + key + " " + column;
  }

  private static String abbreviated(JsonNode value) {
    String text = value.isContainerNode() ? "a list or object" : value.asText();
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }
}
