package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * A table whose columns are found by their comments, as a person would.
 *
 * @param columns names by comment, without the key
 * @param types PostgreSQL types by column name
 * @param rows by key; every value is text as PostgreSQL shows it
 */
record StoredTable(
    String name,
    Map<String, String> columns,
    Map<String, String> types,
    Map<String, JsonNode> rows) {

  static final String KEY = "UUID";

  private static final String COLUMNS =
      """
      SELECT jsonb_build_object('name', attname, 'type', format_type(atttypid, NULL),
                                'comment', col_description(attrelid, attnum))
      FROM pg_attribute
      WHERE attrelid = quote_ident(?)::regclass AND attnum > 0 AND NOT attisdropped""";

  /** As text, because a JSON parser would change the digits of numbers. */
  private static final String ROWS =
      """
      SELECT jsonb_object_agg(c.key, CASE WHEN c.key = ANY (?) AND c.value <> 'null'
                                     THEN c.value::text ELSE c.value #>> '{}' END)
      FROM "%s" t, jsonb_each(to_jsonb(t)) c GROUP BY t."UUID\"""";

  static StoredTable of(Warehouse warehouse, String name) throws SQLException {
    Map<String, String> columns = new HashMap<>();
    Map<String, String> types = new HashMap<>();
    for (JsonNode column : warehouse.query(COLUMNS, name)) {
      String each = column.get("name").textValue();
      types.put(each, column.get("type").textValue());
      // the comment says that a submission's key is its id
      if (!each.equals(KEY)) {
        assertThat(columns.put(column.get("comment").asText(), each))
            .as("another column of %s with the comment of %s", name, each)
            .isNull();
      }
    }
    String[] json =
        types.keySet().stream()
            .filter(each -> types.get(each).equals("jsonb"))
            .toArray(String[]::new);
    Map<String, JsonNode> rows = new HashMap<>();
    for (JsonNode row : warehouse.query(ROWS.formatted(name), (Object) json)) {
      rows.put(row.get(KEY).textValue(), row);
    }
    return new StoredTable(name, columns, types, rows);
  }

  /** The row's value in the column with this comment. */
  JsonNode value(JsonNode row, String comment) {
    assertThat(columns).as("columns of %s", name).containsKey(comment);
    return row.get(columns.get(comment));
  }
}
