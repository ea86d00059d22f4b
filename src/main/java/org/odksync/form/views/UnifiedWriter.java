package org.odksync.form.views;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  /** The forms whose index this process has created or found. */
  private final Set<String> indexed = ConcurrentHashMap.newKeySet();

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

  /**
   * Processes dirty marks until none is left or the form has a new version: in the order of their
   * submissions, so that all marks of a submission cost one row, then those that were added before
   * that point.
   */
  public void write(@Variable("run") Run run) {
    createIndex(run);
    int batchSize = MAX_BATCH;
    String first = "";
    boolean isCurrent = true;
    while (isCurrent) {
      Map<String, Object> batch = nextBatch(run, first, batchSize);
      Object last = batch.get("last");
      if (last == null && first.isEmpty()) {
        return;
      }
      if (last == null) {
        first = "";
        continue;
      }
      Optional<String> refusal = Optional.empty();
      try {
        isCurrent = hasTaken(warehouse.rows(run, "unified/apply", table(run), marks(batch)));
        first = last.toString();
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

  /** A custom query decides its columns itself, and so the operator its indexes. */
  private void createIndex(Run run) {
    if (!table(run).hasCustomQuery() && !indexed.contains(run.form().getPrefix())) {
      warehouse.rows(run, "unified/index", table(run), Map.of());
      indexed.add(run.form().getPrefix());
    }
  }

  private Map<String, Object> nextBatch(Run run, String first, int batchSize) {
    return warehouse
        .rows(run, "unified/next", table(run), Map.of("first", first, "batch_size", batchSize))
        .get(0);
  }

  /** The marks of a batch, as the parameter of the statements that process them. */
  private static Map<String, Object> marks(Map<String, Object> batch) {
    return Map.of("mark_ids", batch.getOrDefault("marks", "{}"));
  }

  private static boolean hasTaken(List<Map<String, Object>> rows) {
    return (Long) rows.get(0).getOrDefault("taken", 0L) > 0;
  }

  private void reject(Run run, Map<String, Object> batch, String state) {
    Map<String, Object> parameters = new HashMap<>(marks(batch));
    parameters.put("reason", RejectReason.of(state));
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
