package org.odksync.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A view whose rows are stored in a table. The table has the rows of the view's query; {@code
 * unified} replaces those of a submission together with its unified row.
 *
 * @param view its name
 * @param source the view with the query, quoted
 * @param table with the rows, quoted
 * @param queryHash of the query that the table is for
 * @param columns of the query
 * @param isNew whether the table must be created
 * @param isDue whether all rows must be written
 */
public record StoredView(
    String view,
    String source,
    String table,
    String queryHash,
    List<String> columns,
    boolean isNew,
    boolean isDue) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public StoredView {
    columns = List.copyOf(columns);
  }

  /**
   * Reads a row.
   *
   * @param row of {@code stored/select.sql}
   */
  public static StoredView of(Map<String, Object> row) {
    try {
      return new StoredView(
          String.valueOf(row.get("view")),
          String.valueOf(row.get("source")),
          String.valueOf(row.get("stored_table")),
          String.valueOf(row.get("query_hash")),
          JSON.readValue(String.valueOf(row.get("columns")), new TypeReference<List<String>>() {}),
          Boolean.TRUE.equals(row.get("is_new")),
          Boolean.TRUE.equals(row.get("is_due")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The views as a JSON array of view and query_hash. */
  public static String json(List<StoredView> views) {
    return FormOptions.write(
        views.stream()
            .map(view -> Map.of("view", view.view(), "query_hash", view.queryHash()))
            .toList());
  }

  /**
   * Parts of {@code unified/apply.sql} that replace the rows of its submissions. The OFFSET makes
   * PostgreSQL run the query for each submission by itself, with the id as a filter: joined to many
   * submissions, a query with a window would read its whole tables.
   */
  static String replacements(List<StoredView> views) {
    StringBuilder parts = new StringBuilder();
    for (int i = 0; i < views.size(); i++) {
      StoredView view = views.get(i);
      String columns =
          view.columns().stream().map(SqlQuoting::quoted).collect(Collectors.joining(", "));
      parts.append(
          """
          old_rows_%1$d AS (
              DELETE FROM %2$s t USING submissions n WHERE t."UUID" = n.submission_id
          ), new_rows_%1$d AS (
              INSERT INTO %2$s (%3$s)
              SELECT %3$s FROM submissions n CROSS JOIN LATERAL (
                  SELECT * FROM %4$s q WHERE q."UUID" = n.submission_id OFFSET 0) r
          ),
          """
              .formatted(i, view.table(), columns, view.source()));
    }
    return parts.toString();
  }
}
