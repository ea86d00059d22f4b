package org.odksync.form.views;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.error.DataRefused;
import org.odksync.run.Run;
import org.odksync.warehouse.WarehouseClient;
import org.odksync.warehouse.row.RejectReason;

/**
 * Writes the unified rows of dirty submissions in batches. If PostgreSQL refuses a row, halves the
 * batch down to that row and rejects it.
 */
public final class UnifiedWriter {

  private static final int BATCH_SIZE = 1_000;

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

  /** A custom query decides its columns itself, and so the operator its indexes. */
  public void createIndex(@Variable("run") Run run) {
    if (!table(run).hasCustomQuery() && !indexed.contains(run.form().getPrefix())) {
      warehouse.rows(run, "unified/index", table(run), Map.of());
      indexed.add(run.form().getPrefix());
    }
  }

  /**
   * One pass over the dirty marks in the order of their submissions: each batch has the ids of all
   * marks of its submissions. An empty pass ends the update; marks that were added behind the point
   * of this pass need another one.
   */
  public Iterator<List<Long>> batches(@Variable("run") Run run) {
    return new Pass(run);
  }

  /** Writes the unified rows of the submissions with these dirty marks, and deletes the marks. */
  public void write(@Variable("run") Run run, @Body List<Long> marks) {
    try {
      Map<String, Object> result =
          warehouse.rows(run, "unified/apply", table(run), Map.of("mark_ids", array(marks))).get(0);
      if (Boolean.FALSE.equals(result.get("is_current"))) {
        table(run).markOutdated();
      }
    } catch (DataRefused refused) {
      // an error in the custom query is not an error of the row
      if (table(run).hasCustomQuery()) {
        throw refused;
      }
      if (marks.size() == 1) {
        reject(run, marks, refused.state());
      } else {
        write(run, marks.subList(0, marks.size() / 2));
        write(run, marks.subList(marks.size() / 2, marks.size()));
      }
    }
  }

  /**
   * Throws the reason again why a batch was not written, because Camel treats a failure inside a
   * split as exhausted and would not retry it.
   *
   * @throws Exception the given reason
   */
  @SuppressWarnings("DoNotCallSuggester") // a route calls it, to throw what it has caught
  public void fail(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) throws Exception {
    throw reason;
  }

  private void reject(Run run, List<Long> marks, String state) {
    Map<String, Object> parameters =
        Map.of("mark_ids", array(marks), "reason", RejectReason.of(state));
    Object submission =
        warehouse.rows(run, "unified/reject", table(run), parameters).get(0).get("submission_id");
    if (submission != null) {
      table(run).addRejected(submission.toString());
    }
  }

  /** The marks as PostgreSQL writes an array of numbers. */
  private static String array(List<Long> marks) {
    return marks.toString().replace('[', '{').replace(']', '}');
  }

  private static UnifiedTable table(Run run) {
    return run.workAs(UnifiedTable.class);
  }

  /** Selects the next batch when it is requested. */
  private final class Pass implements Iterator<List<Long>> {

    private final Run run;
    private String after = "";
    private @Nullable List<Long> next;

    Pass(Run run) {
      this.run = run;
      advance();
      if (next == null) {
        table(run).markClean();
      }
    }

    @Override
    public boolean hasNext() {
      return next != null && table(run).mayBeDirty();
    }

    @Override
    public List<Long> next() {
      List<Long> batch = next;
      if (batch == null) {
        throw new NoSuchElementException();
      }
      advance();
      return batch;
    }

    private void advance() {
      Map<String, Object> batch =
          warehouse
              .rows(
                  run, "unified/next", table(run), Map.of("after", after, "batch_size", BATCH_SIZE))
              .get(0);
      Object last = batch.get("last");
      next = last == null ? null : marks(batch.getOrDefault("marks", "{}").toString());
      after = String.valueOf(last);
    }

    private static List<Long> marks(String array) {
      String list = array.substring(1, array.length() - 1);
      return Arrays.stream(list.split(",")).map(Long::valueOf).toList();
    }
  }
}
