package org.odksync.functional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The columns and rows of every table of a warehouse, except those of Quartz and Flyway.
 *
 * @param columns types by column name, by table
 * @param rows by table
 */
record WarehouseContents(
    Map<String, Map<String, String>> columns, Map<String, List<JsonNode>> rows) {

  private static final String COLUMNS =
      """
      SELECT jsonb_build_array(c.relname, a.attname, format_type(a.atttypid, a.atttypmod))
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        AND a.attnum > 0 AND NOT a.attisdropped
        AND c.relname NOT LIKE 'qrtz\\_%' AND c.relname <> 'odk_schema_history'
      ORDER BY c.relname, a.attnum""";

  static WarehouseContents of(Warehouse warehouse) throws SQLException {
    Map<String, Map<String, String>> columns = new TreeMap<>();
    for (JsonNode column : warehouse.query(COLUMNS)) {
      columns
          .computeIfAbsent(column.get(0).textValue(), table -> new LinkedHashMap<>())
          .put(column.get(1).textValue(), column.get(2).textValue());
    }
    Map<String, List<JsonNode>> rows = new TreeMap<>();
    for (String table : columns.keySet()) {
      rows.put(table, warehouse.query("SELECT to_jsonb(t) FROM \"%s\" t".formatted(table)));
    }
    return new WarehouseContents(columns, rows);
  }

  /** A copy without some columns of any table, and without JSON keys of these names. */
  WarehouseContents without(Predicate<String> column) {
    WarehouseContents others = new WarehouseContents(new TreeMap<>(), new TreeMap<>());
    columns.forEach(
        (table, all) -> {
          Map<String, String> kept = new LinkedHashMap<>(all);
          kept.keySet().removeIf(column);
          others.columns.put(table, kept);
          others.rows.put(
              table,
              rows.get(table).stream()
                  .map(row -> withoutKeys(only(row, kept.keySet()), column))
                  .toList());
        });
    return others;
  }

  /** A copy without some tables. */
  WarehouseContents withoutTables(Set<String> tables) {
    WarehouseContents others = new WarehouseContents(new TreeMap<>(columns), new TreeMap<>(rows));
    others.columns.keySet().removeAll(tables);
    others.rows.keySet().removeAll(tables);
    return others;
  }

  /** A copy without some columns of one table. */
  WarehouseContents withoutColumns(String table, Set<String> names) {
    WarehouseContents others = new WarehouseContents(new TreeMap<>(columns), new TreeMap<>(rows));
    Map<String, String> left = new TreeMap<>(columns.get(table));
    left.keySet().removeAll(names);
    others.columns.put(table, left);
    others.rows.computeIfPresent(
        table, (same, all) -> all.stream().map(row -> only(row, left.keySet())).toList());
    return others;
  }

  /** A copy with one table only. */
  WarehouseContents only(String table) {
    return new WarehouseContents(
        Map.of(table, columns.getOrDefault(table, Map.of())),
        Map.of(table, rows.getOrDefault(table, List.of())));
  }

  /** Columns that the other lacks, or has with another type. */
  List<String> columnsMissingIn(WarehouseContents other) {
    List<String> missing = new ArrayList<>();
    columns.forEach(
        (table, all) ->
            all.forEach(
                (column, type) -> {
                  if (!type.equals(other.columns.getOrDefault(table, Map.of()).get(column))) {
                    missing.add("%s.%s %s".formatted(table, column, type));
                  }
                }));
    return missing;
  }

  /** Rows that the other lacks, compared by this one's columns. */
  List<String> rowsMissingIn(WarehouseContents other) {
    List<String> missing = new ArrayList<>();
    rows.forEach(
        (table, ours) -> {
          List<JsonNode> theirs = new ArrayList<>();
          for (JsonNode row : other.rows.getOrDefault(table, List.of())) {
            theirs.add(only(row, columns.get(table).keySet()));
          }
          for (JsonNode row : ours) {
            if (!theirs.remove(row)) {
              missing.add(table + ": " + row);
            }
          }
        });
    return missing;
  }

  private static JsonNode withoutKeys(JsonNode node, Predicate<String> key) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(field -> key.test(field.getKey()));
    }
    node.forEach(inner -> withoutKeys(inner, key));
    return node;
  }

  private static JsonNode only(JsonNode row, Set<String> columns) {
    ObjectNode part = JsonNodeFactory.instance.objectNode();
    row.properties().stream()
        .filter(value -> columns.contains(value.getKey()))
        .forEach(value -> part.set(value.getKey(), value.getValue()));
    return part;
  }
}
