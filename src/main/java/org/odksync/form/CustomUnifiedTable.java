package org.odksync.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A unified table that the operator's SQL query defines. The query is stored in the database as a
 * view. Columns that the query no longer has stay, and are emptied.
 */
public final class CustomUnifiedTable implements UnifiedStatements {

  private final boolean hasNewColumns;
  private final Statements statements;

  private CustomUnifiedTable(boolean hasNewColumns, Statements statements) {
    this.hasNewColumns = hasNewColumns;
    this.statements = statements;
  }

  static CustomUnifiedTable of(
      Tables tables, Statements formStatements, List<Map<String, Object>> columns) {
    List<String> names = new ArrayList<>();
    List<String> selected = new ArrayList<>();
    List<Column> missing = new ArrayList<>();
    for (Map<String, Object> row : columns) {
      Object type = row.get("type");
      Column column = Column.derived(String.valueOf(row.get("name")), String.valueOf(type), "");
      names.add(column.quoted());
      selected.add(type == null ? "NULL" : "m." + column.quoted());
      if (!Boolean.TRUE.equals(row.get("is_there"))) {
        missing.add(column);
      }
    }
    if (selected.isEmpty() || selected.get(0).equals("NULL")) {
      throw new IllegalArgumentException("the query for the unified table has no column \"UUID\"");
    }
    Map<String, String> values =
        new HashMap<>(StatementPlaceholders.lists("unified_", names, Function.identity()));
    values.put("unified_selected", String.join(",\n    ", selected));
    values.put("unified_source", SqlQuoting.quoted(tables.source()));
    values.put("unified_live", "true");
    values.put(
        "create",
        missing.isEmpty() ? "" : StatementPlaceholders.addition(tables.unified(), missing));
    return new CustomUnifiedTable(!missing.isEmpty(), formStatements.with(values));
  }

  /** Whether the query has columns that the table lacks. */
  public boolean hasNewColumns() {
    return hasNewColumns;
  }

  @Override
  public StatementSource storing(List<StoredView> views) {
    return statements.storing(views);
  }

  @Override
  public String sql(String name) {
    return statements.sql(name);
  }
}
