package org.odksync.functional;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The whole warehouse at one moment, read with one statement.
 *
 * @param everything an array of rows for each table except Quartz's
 */
record WarehouseSnapshot(JsonNode everything) {

  static final List<String> TABLES =
      List.of(
          Warehouse.MAIN,
          Warehouse.PERSONS,
          Warehouse.UNIFIED,
          "odk_sync_status",
          "odk_sync_history",
          "odk_sync_cursor",
          "odk_sync_lease",
          "odk_form",
          "odk_attachment",
          "odk_unified_dirty",
          "odk_rejected_record",
          "odk_tombstone",
          "odk_expanded",
          "odk_recheck",
          "odk_listing",
          "odk_unlisted",
          "odk_inferred_delete");

  private static final String QUERY =
      TABLES.stream()
          .map(
              table ->
                  "'%1$s', (SELECT coalesce(json_agg(t), '[]') FROM \"%1$s\" t)".formatted(table))
          .collect(Collectors.joining(", ", "SELECT json_build_object(", ")"));

  static WarehouseSnapshot in(Warehouse warehouse) throws SQLException {
    return new WarehouseSnapshot(warehouse.query(QUERY).get(0));
  }

  List<JsonNode> table(String name) {
    return StreamSupport.stream(everything.get(name).spliterator(), false).toList();
  }

  Map<String, JsonNode> main() {
    return byKey(Warehouse.MAIN);
  }

  Map<String, JsonNode> persons() {
    return byKey(Warehouse.PERSONS);
  }

  Map<String, JsonNode> unified() {
    return byKey(Warehouse.UNIFIED);
  }

  /** The children of a submission by key, in form order. */
  Map<String, JsonNode> personsOf(String submission) {
    Map<String, JsonNode> persons = new LinkedHashMap<>();
    table(Warehouse.PERSONS).stream()
        .filter(person -> person.get("__Submissions-id").textValue().equals(submission))
        .sorted(Comparator.comparing(person -> person.get("repeat_position").intValue()))
        .forEach(person -> persons.put(person.get("UUID").textValue(), person));
    return persons;
  }

  /** The submissions whose unified row is marked as stale. */
  Set<String> marked() {
    return table("odk_unified_dirty").stream()
        .map(mark -> mark.get("submission_id").textValue())
        .collect(Collectors.toSet());
  }

  /** The number of the last mark, 0 for none. */
  long lastMark() {
    return table("odk_unified_dirty").stream()
        .mapToLong(mark -> mark.get("id").longValue())
        .max()
        .orElse(0);
  }

  List<JsonNode> marksUpTo(long last) {
    return table("odk_unified_dirty").stream()
        .filter(mark -> mark.get("id").longValue() <= last)
        .toList();
  }

  String status(int historyId) {
    return table("odk_sync_history").stream()
        .filter(run -> run.get("id").intValue() == historyId)
        .findFirst()
        .orElseThrow()
        .get("status")
        .textValue();
  }

  /** A file's row in the ledger. */
  JsonNode file(String submission, String name) {
    return table("odk_attachment").stream()
        .filter(file -> file.get("submission_id").textValue().equals(submission))
        .filter(file -> file.get("file_name").textValue().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the ledger lacks " + submission + " " + name));
  }

  /** Stored files whose submission names them but lacks their link. */
  List<JsonNode> wrongLinks() {
    Map<String, JsonNode> main = main();
    return table("odk_attachment").stream()
        .filter(file -> file.get("state").textValue().equals("stored"))
        .filter(file -> !isLinked(main.get(file.get("submission_id").textValue()), file))
        .toList();
  }

  private static boolean isLinked(JsonNode row, JsonNode file) {
    boolean named =
        row != null && row.at("/property_description/building_image").equals(file.get("file_name"));
    return !named || row.get("building_image_url").equals(file.get("url"));
  }

  /** The first table that differs; ignores empty columns. */
  Optional<String> difference(WarehouseSnapshot before) {
    return TABLES.stream()
        .filter(table -> !rows(table).equals(before.rows(table)))
        .findFirst()
        .map(table -> "%s: %s, before %s".formatted(table, rows(table), before.rows(table)));
  }

  private List<JsonNode> rows(String table) {
    List<JsonNode> rows = table(table).stream().<JsonNode>map(JsonNode::deepCopy).toList();
    rows.forEach(row -> row.properties().removeIf(column -> column.getValue().isNull()));
    return rows.stream().sorted(Comparator.comparing(JsonNode::toString)).toList();
  }

  /** The first unified row that is stale without a mark. */
  Optional<String> staleUnified() {
    Map<String, JsonNode> main = main();
    Map<String, JsonNode> unified = unified();
    Set<String> ids = new HashSet<>(main.keySet());
    ids.addAll(unified.keySet());
    ids.removeAll(marked());
    Set<String> fields = fields();
    return ids.stream()
        .sorted()
        .flatMap(id -> staleUnified(id, unified.get(id), main.get(id), fields).stream())
        .findFirst();
  }

  private Optional<String> staleUnified(
      String id, JsonNode row, JsonNode main, Set<String> fields) {
    if (row == null || main == null) {
      return Optional.of(id + " is only in " + (row == null ? "main" : "unified"));
    }
    return ColumnComparison.unifiedDifference(row, main, personsOf(id).values(), fields)
        .map(difference -> id + " " + difference);
  }

  /** The main table's columns in the current form version. */
  private Set<String> fields() {
    Set<String> fields = new HashSet<>(Set.of("UUID", "__id", "__system", "SubmittedDate"));
    table("odk_form")
        .forEach(
            form ->
                form.get("fields")
                    .forEach(field -> fields.add(field.get("path").textValue().split("/", -1)[1])));
    return fields;
  }

  private Map<String, JsonNode> byKey(String table) {
    return table(table).stream()
        .collect(Collectors.toMap(row -> row.get("UUID").textValue(), row -> row));
  }
}
