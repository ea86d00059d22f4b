package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odksync.form.Table;
import org.odksync.form.Tables;

/**
 * Stores records in one table: all at once; when PostgreSQL refuses their data, without the values
 * that their columns do not take; when it refuses them even so, halved down to the one record that
 * it is about, which becomes a reject as a whole, and without what it holds when even that is
 * refused. Used by one thread.
 */
public final class ChunkBisection {

  /** After so many times less room for a row, its width is not what is wrong with it. */
  public static final int NARROWEST = 8;

  private final ChunkMaker chunks;
  private final boolean mayBeWide;
  private final Store store;

  /** Whether the database has been found to lack some characters. */
  private boolean ascii;

  /** Where the records go. */
  public interface Store {

    /**
     * @return the SQLSTATE with which PostgreSQL refuses the data; empty when they are stored
     */
    Optional<String> put(Chunk chunk);

    /**
     * Which values their columns do not take.
     *
     * @param cells as {@code rejects/unfit.sql} wants them
     * @return its rows; none where even the question is refused
     */
    List<Map<String, Object>> unfit(String cells);
  }

  private interface ChunkMaker {
    /**
     * @param squeeze see {@link Chunk#ofSubmissions}
     */
    Chunk of(List<ObjectNode> records, int squeeze);
  }

  private ChunkBisection(Table table, ChunkMaker chunks, Store store) {
    this.chunks = chunks;
    this.mayBeWide = table.columnOfRest().isPresent();
    this.store = store;
  }

  /**
   * Into the table of submissions.
   *
   * @param zone of times that have none
   */
  public static ChunkBisection ofSubmissions(Tables tables, ZoneId zone, Store store) {
    return new ChunkBisection(
        tables.main(),
        (records, squeeze) -> Chunk.ofSubmissions(tables, records, zone, squeeze),
        store);
  }

  /**
   * Into the table of a repeat.
   *
   * @param zone of times that have none
   */
  public static ChunkBisection ofChildren(
      Table repeat, boolean keepsDeleted, ZoneId zone, Store store) {
    return new ChunkBisection(
        repeat,
        (records, squeeze) -> Chunk.ofChildren(repeat, records, keepsDeleted, zone, squeeze),
        store);
  }

  /** Stores them. */
  public void store(List<ObjectNode> records) {
    store(records, 1);
  }

  /**
   * The same, with less room for each row.
   *
   * @param squeeze see {@link Chunk#ofSubmissions}
   */
  public void store(List<ObjectNode> records, int squeeze) {
    Chunk chunk = chunks.of(records, squeeze);
    put(chunk)
        .flatMap(state -> putWhatFits(chunk, state))
        .ifPresent(state -> divide(records, squeeze, state));
  }

  private Optional<String> put(Chunk chunk) {
    if (ascii) {
      chunk.escape();
    }
    Optional<String> refusal = store.put(chunk);
    ascii |= refusal.filter(RejectReason.UNTRANSLATABLE::equals).isPresent();
    return refusal;
  }

  private Optional<String> putWhatFits(Chunk chunk, String state) {
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

  private void divide(List<ObjectNode> records, int squeeze, String state) {
    if (records.size() > 1) {
      store(records.subList(0, records.size() / 2), squeeze);
      store(records.subList(records.size() / 2, records.size()), squeeze);
    } else if (mayBeWide && state.equals(RejectReason.TOO_LARGE) && squeeze < NARROWEST) {
      store(records, 2 * squeeze);
    } else {
      reject(records.get(0), RejectReason.of(state));
    }
  }

  private void reject(ObjectNode record, String reason) {
    put(Chunk.ofRejected(record, reason))
        .flatMap(state -> put(Chunk.ofUnknown(record, RejectReason.of(state))))
        .ifPresent(
            state -> {
              throw new IllegalStateException("a reject was refused: " + state);
            });
  }
}
