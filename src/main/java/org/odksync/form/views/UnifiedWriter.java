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
 * Writes the unified rows of dirty submissions in batches. If PostgreSQL refuses a row, halves the
 * batch down to that row and rejects it.
 */
public final class UnifiedWriter {

  private static final int MAX_BATCH = 1_000;

  private final WarehouseClient warehouse;

  public UnifiedWriter(WarehouseClient warehouse) {
    this.warehouse = warehouse;
  }

  /** Starts or retries the update of the unified table. */
  public void begin(@Variable("run") Run run) {
    if (run.work() instanceof UnifiedTable table) {
      table.retry(run.version());
    } else {
      run.setWork(new UnifiedTable(run));
    }
  }

  /**
   * Records that every row was marked for a rebuild.
   *
   * @param rows of {@code unified/mark_all.sql}
   */
  public void setMarked(@Variable("run") Run run, @Body List<Map<String, Object>> rows) {
    table(run).setMarked((Long) rows.get(0).getOrDefault("marked", 0L));
  }

  /** Processes dirty marks until none is left or the form has a new version. */
  public void write(@Variable("run") Run run) {
    int batchSize = MAX_BATCH;
    boolean hasMore = true;
    while (hasMore) {
      Map<String, Object> batch = nextBatch(run, batchSize);
      Optional<String> refusal = Optional.empty();
      try {
        hasMore = hasTaken(warehouse.rows(run, "unified/apply", table(run), batch));
      } catch (DataRefused refused) {
        // an error in the custom query is not an error of the row
        if (table(run).hasCustomQuery()) {
          throw refused;
        }
        refusal = Optional.of(refused.state());
      }
      if (refusal.isPresent() && batchSize == 1) {
        reject(run, batch, refusal.get());
        batchSize = MAX_BATCH;
      } else if (refusal.isPresent()) {
        batchSize = Math.max(1, batchSize / 2);
      }
    }
  }

  /** The oldest marks, as parameters of the statements that process them. */
  private Map<String, Object> nextBatch(Run run, int batchSize) {
    Object marks =
        warehouse
            .rows(run, "unified/next", table(run), Map.of("batch_size", batchSize))
            .get(0)
            .getOrDefault("marks", "{}");
    return Map.of("mark_ids", marks);
  }

  private static boolean hasTaken(List<Map<String, Object>> rows) {
    return (Long) rows.get(0).getOrDefault("taken", 0L) > 0;
  }

  private void reject(Run run, Map<String, Object> batch, String state) {
    Map<String, Object> parameters =
        Map.of("mark_ids", batch.get("mark_ids"), "reason", RejectReason.of(state));
    Object submission =
        warehouse.rows(run, "unified/reject", table(run), parameters).get(0).get("submission_id");
    if (submission != null) {
      table(run).addRejected(submission.toString());
    }
  }

  private static UnifiedTable table(Run run) {
    return run.workAs(UnifiedTable.class);
  }
}
