package org.odksync.form.views;

import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import org.odksync.form.SqlQuoting;
import org.odksync.form.StoredView;
import org.odksync.form.View;
import org.odksync.run.Run;
import org.odksync.warehouse.WarehouseClient;

/**
 * Views whose rows are stored. {@code views} records the query of each and creates the view itself:
 * it reads the query until the table is complete, and the table afterwards. {@code unified} creates
 * and fills the tables.
 */
public final class StoredViews {

  private final WarehouseClient warehouse;

  public StoredViews(WarehouseClient warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Replaces the view in the database if its definition has changed. The rows of all views of a
   * form are stored, or those of none.
   */
  public void replace(@Variable("run") Run run, @Body ViewDefinition definition) {
    View view = run.workAs(ViewUpdate.class).current();
    if (!run.form().isStored()) {
      rows(run, "views/replace", definition.parameters());
      rows(run, "stored/drop", Map.of("view_name", view.name()));
      return;
    }
    ViewDefinition source = definition.as(view.source());
    rows(run, "views/replace", source.parameters());
    Map<String, Object> saved =
        rows(
                run,
                "stored/save",
                Map.of(
                    "view_name",
                    view.name(),
                    "view",
                    source.view(),
                    "stored_table",
                    SqlQuoting.quoted(view.storedTable()),
                    "query_hash",
                    source.hash()))
            .get(0);
    if (!Boolean.TRUE.equals(saved.get("has_key"))) {
      throw new SyncFailure(
          ErrorClass.CONFIG,
          "%s has no column \"UUID\", so its rows cannot be stored: add the submission's id, or remove stored from the form's file"
              .formatted(view.file()),
          null);
    }
    boolean isComplete = Boolean.TRUE.equals(saved.get("is_complete"));
    ViewDefinition shown = isComplete ? definition.readFrom(view.storedTable()) : definition;
    rows(run, "views/replace", shown.parameters());
  }

  /**
   * Prepares the tables that a run of unified writes; new ones are created.
   *
   * @param rows of {@code stored/select.sql}
   */
  public void load(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    List<StoredView> views = rows.stream().map(StoredView::of).toList();
    for (StoredView view : views) {
      if (view.isNew()) {
        rows(run, "stored/create", Map.of("view_name", view.view()));
      }
    }
    run.workAs(UnifiedTable.class).store(views);
  }

  private List<Map<String, Object>> rows(
      Run run, String statement, Map<String, Object> parameters) {
    return warehouse.rows(run, statement, run.version(), parameters);
  }
}
