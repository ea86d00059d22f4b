package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odksync.form.Table;
import org.odksync.form.Tables;

/**
 * Stores records in one table, first all at once. If PostgreSQL refuses the data, stores them
 * without the values that their columns refuse. If it still refuses, halves the chunk down to the
 * refused record and rejects that, without its content if even the reject is refused. Not
 * thread-safe.
 */
public final class ChunkBisection {

  /** The largest squeeze factor: beyond it, the width of the row is not the problem. */
  public static final int MAX_SQUEEZE_FACTOR = 8;

  private final ChunkFactory chunks;
  private final boolean mayBeWide;
  private final Store store;

  /** Whether the database's encoding turned out to lack some characters. */
  private boolean inAscii;

  /** The database side: stores chunks. */
  public interface Store {

    /**
     * @return the SQLSTATE if PostgreSQL refuses the data; empty if it is stored
     */
    Optional<String> put(Chunk chunk);

    /**
     * Finds the values that their columns refuse.
     *
     * @param cells parameter of {@code rejects/unfit.sql}
     * @return its rows; none if PostgreSQL refuses the query as well
     */
    List<Map<String, Object>> unfit(String cells);
  }

  private interface ChunkFactory {
    /**
     * @param squeezeFactor see {@link Chunk#ofSubmissions}
     */
    Chunk of(List<ObjectNode> records, int squeezeFactor);
  }

  private ChunkBisection(Table table, ChunkFactory chunks, Store store) {
    this.chunks = chunks;
    this.mayBeWide = table.columnOfRest().isPresent();
    this.store = store;
  }

  /**
   * Stores into the table of submissions.
   *
   * @param zone for times without a zone
   */
  public static ChunkBisection ofSubmissions(Tables tables, ZoneId zone, Store store) {
    return new ChunkBisection(
        tables.main(),
        (records, squeezeFactor) -> Chunk.ofSubmissions(tables, records, zone, squeezeFactor),
        store);
  }

  /**
   * Stores into the table of a repeat.
   *
   * @param zone for times without a zone
   */
  public static ChunkBisection ofChildren(
      Table repeat, boolean keepsDeleted, ZoneId zone, Store store) {
    return new ChunkBisection(
        repeat,
        (records, squeezeFactor) ->
            Chunk.ofChildren(repeat, records, keepsDeleted, zone, squeezeFactor),
        store);
  }

  /**
   * Stores the records.
   *
   * @param rows of these records
   */
  public void store(List<ObjectNode> records, Chunk rows) {
    store(records, rows, 1);
  }

  /**
   * Stores the records with less room for each row.
   *
   * @param squeezeFactor see {@link Chunk#ofSubmissions}
   */
  public void store(List<ObjectNode> records, int squeezeFactor) {
    store(records, chunks.of(records, squeezeFactor), squeezeFactor);
  }

  private void store(List<ObjectNode> records, Chunk chunk, int squeezeFactor) {
    put(chunk)
        .flatMap(state -> putWithoutUnfit(chunk, state))
        .ifPresent(state -> divide(records, squeezeFactor, state));
  }

  private Optional<String> put(Chunk chunk) {
    if (inAscii) {
      chunk.escape();
    }
    Optional<String> refusal = store.put(chunk);
    inAscii |= refusal.filter(RejectReason.UNTRANSLATABLE::equals).isPresent();
    return refusal;
  }

  private Optional<String> putWithoutUnfit(Chunk chunk, String state) {
    List<Map<String, Object>> unfit =
        store.unfit(chunk.cells(state.equals(RejectReason.UNTRANSLATABLE)));
    for (Map<String, Object> value : unfit) {
      chunk.reject(
          String.valueOf(value.get("record_id")),
          String.valueOf(value.get("column_name")),
          RejectReason.of(String.valueOf(value.get("state"))));
    }
    return unfit.isEmpty() ? Optional.of(state) : put(chunk);
  }

  private void divide(List<ObjectNode> records, int squeezeFactor, String state) {
    if (records.size() > 1) {
      store(records.subList(0, records.size() / 2), squeezeFactor);
      store(records.subList(records.size() / 2, records.size()), squeezeFactor);
    } else if (mayBeWide
        && state.equals(RejectReason.TOO_LARGE)
        && squeezeFactor < MAX_SQUEEZE_FACTOR) {
      store(records, 2 * squeezeFactor);
    } else {
      reject(records.get(0), RejectReason.of(state));
    }
  }

  private void reject(ObjectNode record, String reason) {
    put(Chunk.ofRejected(record, reason))
        .flatMap(state -> put(Chunk.ofUnknown(record, RejectReason.of(state))))
        .ifPresent(
            state -> {
              throw new IllegalStateException("PostgreSQL refused a reject: " + state);
            });
  }
}
