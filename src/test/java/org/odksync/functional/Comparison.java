package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The three tables of the form against what Central holds, value by value; written without the code
 * that filled them.
 */
final class Comparison {

  private static final Set<String> MADE_BY_US =
      Set.of("building_image_url", "address_plus_code_url", "repeat_position");

  private final Warehouse warehouse;
  private final Map<String, JsonNode> submissions = new HashMap<>();
  private final Map<String, JsonNode> persons = new HashMap<>();
  private final Map<String, JsonNode> rejected = new HashMap<>();

  /**
   * @param expanded Central's submissions, as {@code $expand=*} gives them
   */
  Comparison(Warehouse warehouse, List<? extends JsonNode> expanded) {
    this.warehouse = warehouse;
    for (JsonNode submission : expanded) {
      ObjectNode row = submission.deepCopy();
      String id = row.get("__id").textValue();
      row.put("UUID", id);
      row.set("SubmittedDate", row.get("__system").get("submissionDate"));
      for (JsonNode person : row.path("person_details")) {
        String key = id + "_" + person.get("__id").textValue();
        ObjectNode child = person.deepCopy();
        persons.put(key, child.put("UUID", key).put("__Submissions-id", id));
      }
      row.remove("person_details");
      submissions.put(id, row);
    }
  }

  void check() throws SQLException {
    for (JsonNode reject : warehouse.query("SELECT to_jsonb(r) FROM odk_rejected_record r")) {
      rejected.put(
          reject.get("record_id").textValue() + "/" + reject.get("column_name").textValue(),
          reject.get("raw"));
    }
    compare(warehouse.table(Warehouse.MAIN), submissions);
    compare(warehouse.table(Warehouse.PERSONS), persons);
    compareUnified();
  }

  int submissions() {
    return submissions.size();
  }

  int persons() {
    return persons.size();
  }

  private void compare(Map<String, JsonNode> stored, Map<String, JsonNode> expected) {
    assertThat(stored.keySet()).isEqualTo(expected.keySet());
    expected.forEach((key, row) -> compare(key, stored.get(key), row));
  }

  private void compare(String key, JsonNode stored, JsonNode expected) {
    stored
        .fieldNames()
        .forEachRemaining(
            column -> {
              if (!MADE_BY_US.contains(column)) {
                JsonNode value = nullable(expected, column);
                JsonNode raw = rejected.get(key + "/" + column);
                if (raw == null) {
                  assertSame(key + " " + column, stored.get(column), value);
                } else {
                  assertSame(key + " rejected " + column, raw, value);
                  assertThat(stored.get(column).isNull()).isTrue();
                }
              }
            });
  }

  /**
   * Each row is its main row, with its persons in the order of the form, and HTML for its links.
   */
  private void compareUnified() throws SQLException {
    Map<String, JsonNode> main = warehouse.table(Warehouse.MAIN);
    Map<String, List<JsonNode>> children = new HashMap<>();
    warehouse.table(Warehouse.PERSONS).values().stream()
        .sorted((a, b) -> a.get("repeat_position").intValue() - b.get("repeat_position").intValue())
        .forEach(
            person ->
                children
                    .computeIfAbsent(
                        person.get("__Submissions-id").textValue(), id -> new ArrayList<>())
                    .add(((ObjectNode) person.deepCopy()).without("__Submissions-id")));
    Map<String, JsonNode> unified = warehouse.table(Warehouse.UNIFIED);
    assertThat(unified.keySet()).isEqualTo(main.keySet());
    unified.forEach(
        (id, row) -> {
          main.get(id)
              .properties()
              .forEach(
                  column ->
                      assertSame(
                          id + " " + column.getKey(), row.get(column.getKey()), column.getValue()));
          assertThat(row.get("person_details"))
              .containsExactlyElementsOf(children.getOrDefault(id, List.of()));
          checkHtml(row, "building_image_url");
          checkHtml(row, "address_plus_code_url");
        });
  }

  private static void checkHtml(JsonNode row, String column) {
    JsonNode url = row.get(column);
    JsonNode html = row.get(column + "_html");
    assertThat(html.isNull()).isEqualTo(url.isNull());
    if (!url.isNull()) {
      String escaped = url.textValue().replace("&", "&amp;");
      assertThat(html.textValue())
          .startsWith("<a href=\"" + escaped + "\"><img src=\"" + escaped + "\" alt=\"");
    }
  }

  private static JsonNode nullable(JsonNode row, String field) {
    JsonNode value = row.get(field);
    return value == null ? NullNode.instance : value;
  }

  private static void assertSame(String what, JsonNode stored, JsonNode expected) {
    assertThat(stored.equals(Comparison::compareValues, expected) || isSameTime(stored, expected))
        .as("%s: stored %s, Central has %s", what, stored, expected)
        .isTrue();
  }

  /** 13.50 and 13.5 are one number. */
  private static int compareValues(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue());
    }
    return a.equals(b) ? 0 : 1;
  }

  private static boolean isSameTime(JsonNode a, JsonNode b) {
    try {
      return a.isTextual()
          && b.isTextual()
          && OffsetDateTime.parse(a.textValue()).isEqual(OffsetDateTime.parse(b.textValue()));
    } catch (DateTimeException notTimes) {
      return false;
    }
  }
}
