package org.odksync.form.views;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.odksync.error.DataRefused;
import org.odksync.run.Run;
import org.odksync.warehouse.WarehouseClient;
import org.odksync.warehouse.row.RejectReason;

/**
 * Makes the unified rows of marked submissions: many at a time; when PostgreSQL refuses a row, half
 * as many, down to the one that it is about, which becomes a reject.
 */
public final class UnifiedWriter {

  private static final int MOST = 1_000;

  private final WarehouseClient warehouse;

  public UnifiedWriter(WarehouseClient warehouse) {
    this.warehouse = warehouse;
  }

  /** The run brings the unified table of its form up to date. */
  public void begin(@Variable("run") Run run) {
    if (run.work() instanceof UnifiedTable table) {
      table.again(run.version());
    } else {
      run.begin(new UnifiedTable(run));
    }
  }

  /**
   * Every row is to be made anew.
   *
   * @param rows of {@code unified/mark_all.sql}
   */
  public void marked(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    table(run).marked((Long) rows.get(0).getOrDefault("marked", 0L));
  }

  /** Takes marks until none is left, or the form has a new version. */
  public void write(@Variable("run") Run run) {
    int most = MOST;
    boolean left = true;
    while (left) {
      Map<String, Object> tried = next(run, most);
      Optional<String> refusal = Optional.empty();
      try {
        left = taken(warehouse.rows(run, "unified/apply", table(run), tried));
      } catch (DataRefused refused) {
        // of a query of the form's own, that is a mistake
        if (table(run).hasOwnQuery()) {
          throw refused;
        }
        refusal = Optional.of(refused.state());
      }
      if (refusal.isPresent() && most == 1) {
        reject(run, tried, refusal.get());
        most = MOST;
      } else if (refusal.isPresent()) {
        most = Math.max(1, most / 2);
      }
    }
  }

  /** The oldest marks: parameters of the statements that work on them. */
  private Map<String, Object> next(Run run, int most) {
    Object marks =
        warehouse
            .rows(run, "unified/next", table(run), Map.of("most", most))
            .get(0)
            .getOrDefault("marks", "{}");
    return Map.of("tried", marks);
  }

  private static boolean taken(List<Map<String, Object>> rows) {
    return (Long) rows.get(0).getOrDefault("taken", 0L) > 0;
  }

  private void reject(Run run, Map<String, Object> tried, String state) {
    Map<String, Object> parameters =
        Map.of("tried", tried.get("tried"), "reason", RejectReason.of(state));
    Object submission =
        warehouse.rows(run, "unified/reject", table(run), parameters).get(0).get("submission_id");
    if (submission != null) {
      table(run).rejected(submission.toString());
    }
  }

  private static UnifiedTable table(Run run) {
    return run.workAs(UnifiedTable.class);
  }
}
