package org.odksync.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odksync.form.Table;
import org.odksync.form.Tables;

/**
 * Records on their way into one table: all at once; when PostgreSQL refuses their data, without the
 * values that their columns do not take; when it refuses them even so, halved down to the one
 * record that it is about, which becomes a reject as a whole, and without what it holds when even
 * that is refused. Used by one run, in one thread.
 */
public final class Portions {

  /** After so many attempts to make a row narrower, its width is not what is wrong with it. */
  public static final int NARROWEST = 8;

  private final ChunkMaker chunks;
  private final boolean mayBeWide;
  private final Deque<List<ObjectNode>> left = new ArrayDeque<>();
  private @Nullable Chunk current;
  private Doubt doubt = Doubt.NONE;
  private int first = 1;
  private int squeeze = 1;

  /** The SQLSTATE of the last refusal. */
  private String state = "";

  /** Whether the database has been found to lack some characters. */
  private boolean ascii;

  /** What has been refused of the next portion. */
  private enum Doubt {
    NONE,
    /** Some values, we do not know which. */
    VALUES,
    /** Records, also without the values that do not fit. */
    RECORDS,
    /** The one record that it is, and what is left is to note that. */
    ALL,
    /** Even the record as a reject, and what is left is to note that there is one. */
    REJECT
  }

  private interface ChunkMaker {
    /**
     * @param squeeze see {@link Chunk#ofSubmissions}
     */
    Chunk of(List<ObjectNode> records, int squeeze);
  }

  private Portions(Table table, List<ObjectNode> records, ChunkMaker chunks) {
    this.chunks = chunks;
    this.mayBeWide = table.columnOfRest().isPresent();
    left.push(records);
  }

  /**
   * On their way into the table of submissions.
   *
   * @param zone name of the time zone of times that have none
   */
  public static Portions ofSubmissions(Tables tables, List<ObjectNode> records, String zone) {
    ZoneId local = ZoneId.of(zone);
    return new Portions(
        tables.main(),
        records,
        (portion, squeeze) -> Chunk.ofSubmissions(tables, portion, local, squeeze));
  }

  /**
   * On their way into the table of a repeat.
   *
   * @param zone name of the time zone of times that have none
   */
  public static Portions ofChildren(
      Table repeat, List<ObjectNode> records, boolean keepsDeleted, String zone) {
    ZoneId local = ZoneId.of(zone);
    return new Portions(
        repeat,
        records,
        (portion, squeeze) -> Chunk.ofChildren(repeat, portion, keepsDeleted, local, squeeze));
  }

  /**
   * The same, narrower from the first attempt on.
   *
   * @param by see {@link Chunk#ofSubmissions}
   */
  public Portions narrowed(int by) {
    first = by;
    squeeze = by;
    return this;
  }

  /** Whether there is something left to store. */
  public boolean isAnyLeft() {
    return !left.isEmpty();
  }

  /** What is to be stored now. */
  public Chunk next() {
    Chunk next = current == null ? chunks.of(left.getFirst(), squeeze) : current;
    current = next;
    return next;
  }

  /** The portion that was given last is in the warehouse. */
  public void stored() {
    left.pop();
    current = null;
    squeeze = first;
    doubt = Doubt.NONE;
  }

  /**
   * The data of the portion that was given last was refused.
   *
   * @param sqlState why
   * @throws IllegalStateException when not even a reject can be stored
   */
  public void refused(String sqlState) {
    state = sqlState;
    if (state.equals(RejectReason.UNTRANSLATABLE)) {
      ascii = true;
    }
    switch (doubt) {
      case NONE -> doubt = Doubt.VALUES;
      case VALUES, RECORDS -> divide();
      case ALL -> {
        current = Chunk.ofUnknown(left.getFirst().get(0), reason());
        doubt = Doubt.REJECT;
      }
      case REJECT -> throw new IllegalStateException("a reject was refused");
    }
  }

  /** Whether some values of the next portion are refused, we do not know which. */
  public boolean isInDoubt() {
    return doubt == Doubt.VALUES;
  }

  /** The values some of which are refused, see {@link Chunk#cells}. */
  public String cells() {
    return next().cells(state.equals(RejectReason.UNTRANSLATABLE));
  }

  /**
   * The values that their columns do not take are known.
   *
   * @param unfit rows of {@code rejects/unfit.sql}
   */
  public void mend(List<Map<String, Object>> unfit) {
    if (unfit.isEmpty()) {
      divide();
      return;
    }
    Chunk chunk = next();
    for (Map<String, Object> value : unfit) {
      chunk.reject(
          String.valueOf(value.get("record_id")),
          String.valueOf(value.get("column_name")),
          RejectReason.of(String.valueOf(value.get("state"))));
    }
    if (ascii) {
      chunk.escape();
    }
    doubt = Doubt.RECORDS;
  }

  private void divide() {
    List<ObjectNode> records = left.getFirst();
    if (records.size() > 1) {
      left.pop();
      left.push(records.subList(records.size() / 2, records.size()));
      left.push(records.subList(0, records.size() / 2));
      current = null;
      doubt = Doubt.NONE;
    } else if (mayBeWide && state.equals(RejectReason.TOO_LARGE) && squeeze < NARROWEST) {
      squeeze *= 2;
      current = null;
      doubt = Doubt.NONE;
    } else {
      current = Chunk.ofRejected(records.get(0), reason());
      if (ascii) {
        current.escape();
      }
      doubt = Doubt.ALL;
    }
  }

  private String reason() {
    return RejectReason.of(state);
  }
}
