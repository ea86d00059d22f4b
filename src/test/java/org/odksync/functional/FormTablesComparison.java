package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares the tables of any form with Central. */
final class FormTablesComparison {

  private static final String SUBMISSION = "__Submissions-id";

  private final Warehouse warehouse;
  private final List<ObjectNode> submissions;
  private final String prefix;
  private final Map<String, Map<String, JsonNode>> expected = new TreeMap<>();

  FormTablesComparison(EarlierWarehouse earlier) throws SQLException {
    warehouse = earlier.warehouse();
    submissions = earlier.central().submissions().list();
    prefix = warehouse.query("SELECT to_jsonb(form) FROM odk_form").get(0).textValue();
    for (ObjectNode submission : submissions) {
      String id = submission.get("__id").textValue();
      ObjectNode row = submission.deepCopy().put("UUID", id);
      row.set("SubmittedDate", row.get("__system").get("submissionDate"));
      // attachmentsPresent changes without a timestamp
      row.remove("__system");
      expect(prefix, row, id);
    }
  }

  /** Adds the expected row without its repeats, and the rows of its repeats. */
  private void expect(String table, ObjectNode row, String submission) {
    takeRepeats(table, row, submission);
    expected.computeIfAbsent(table, name -> new HashMap<>()).put(row.get("UUID").textValue(), row);
  }

  private void takeRepeats(String table, ObjectNode part, String submission) {
    for (String field : List.copyOf(names(part))) {
      JsonNode value = part.get(field);
      if (value.isArray() && !field.equals("coordinates")) {
        int position = 1;
        for (JsonNode each : value) {
          ObjectNode child = each.deepCopy();
          child.put("UUID", submission + "_" + each.get("__id").textValue());
          child.put(SUBMISSION, submission).put("repeat_position", position++);
          expect(table + "_" + field, child, submission);
        }
        part.remove(field);
      } else if (value instanceof ObjectNode group && !group.has("coordinates")) {
        takeRepeats(table + "_" + field, group, submission);
      }
    }
  }

  private static Set<String> names(ObjectNode node) {
    Set<String> names = new HashSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Checks that every value at Central is in its column. */
  void check() throws SQLException {
    Map<String, JsonNode> rejected = new HashMap<>();
    for (JsonNode reject : warehouse.query("SELECT to_jsonb(r) FROM odk_rejected_record r")) {
      rejected.put(
          reject.get("record_id").textValue() + "/" + reject.get("column_name").textValue(),
          reject.get("raw"));
    }
    for (Map.Entry<String, Map<String, JsonNode>> table : expected.entrySet()) {
      Map<String, JsonNode> stored = warehouse.table(table.getKey());
      // kept deleted submissions
      stored.keySet().removeIf(key -> !isOfCentral(stored.get(key)));
      stored.replaceAll((key, row) -> withoutRepeats(row));
      assertThat(ColumnComparison.difference(stored, table.getValue(), rejected))
          .as(table.getKey())
          .isEmpty();
    }
    assertThat(warehouse.table(prefix + "_unified").keySet())
        .isEqualTo(expected.get(prefix).keySet());
  }

  private boolean isOfCentral(JsonNode row) {
    String id = row.path(SUBMISSION).asText(row.get("UUID").asText());
    return submissions.stream().anyMatch(each -> each.get("__id").textValue().equals(id));
  }

  /** A group's column also contains the rows of repeats in it. */
  private static JsonNode withoutRepeats(JsonNode row) {
    ObjectNode rest = row.deepCopy();
    for (String field : List.copyOf(names(rest))) {
      if (rest.get(field) instanceof ObjectNode group && !group.has("coordinates")) {
        for (String inner : List.copyOf(names(group))) {
          if (group.get(inner).isArray()) {
            group.remove(inner);
          }
        }
      }
    }
    return rest;
  }

  /** Reduces the form's tables to submissions that are stored as at Central. */
  WarehouseContents only(WarehouseContents contents) throws SQLException {
    Set<String> current = new HashSet<>();
    Map<String, JsonNode> main = warehouse.table(prefix);
    for (ObjectNode submission : submissions) {
      String id = submission.get("__id").textValue();
      JsonNode updated = submission.at("/__system/updatedAt");
      if (main.containsKey(id) && main.get(id).at("/__system/updatedAt").equals(updated)) {
        current.add(id);
      }
    }
    for (JsonNode doubt :
        warehouse.query(
            "SELECT to_jsonb(submission_id) FROM odk_unified_dirty"
                + " UNION SELECT to_jsonb(submission_id) FROM odk_recheck")) {
      current.remove(doubt.textValue());
    }
    assertThat(current).isNotEmpty();
    Map<String, List<JsonNode>> rows = new TreeMap<>(contents.rows());
    rows.replaceAll(
        (table, all) ->
            table.startsWith(prefix)
                ? all.stream()
                    .filter(
                        row ->
                            current.contains(row.path(SUBMISSION).asText(row.get("UUID").asText())))
                    .toList()
                : all);
    return new WarehouseContents(contents.columns(), rows);
  }
}
