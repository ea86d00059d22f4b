package org.odksync.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.odksync.form.Table;
import org.odksync.form.Tables;

/**
 * Records on their way into one table: all at once; when PostgreSQL refuses their data, without the
 * values that their columns do not take; when it refuses them even so, halved down to the one
 * record that it is about, which becomes a reject as a whole. Used by one run, in one thread.
 */
public final class Portions {

  private final Function<List<ObjectNode>, Chunk> chunks;
  private final Deque<List<ObjectNode>> left = new ArrayDeque<>();
  private @Nullable Chunk current;
  private Doubt doubt = Doubt.NONE;

  /** What has been refused of the next portion. */
  private enum Doubt {
    NONE,
    /** Some values, we do not know which. */
    VALUES,
    /** Records, also without the values that do not fit. */
    RECORDS,
    /** The one record that it is, and what is left is to note that. */
    ALL
  }

  private Portions(List<ObjectNode> records, Function<List<ObjectNode>, Chunk> chunks) {
    this.chunks = chunks;
    left.push(records);
  }

  /** On their way into the table of submissions. */
  public static Portions ofSubmissions(Tables tables, List<ObjectNode> records) {
    return new Portions(records, portion -> Chunk.ofSubmissions(tables, portion));
  }

  /** On their way into the table of a repeat. */
  public static Portions ofChildren(Table repeat, List<ObjectNode> records, boolean keepsDeleted) {
    return new Portions(records, portion -> Chunk.ofChildren(repeat, portion, keepsDeleted));
  }

  /** Whether there is something left to store. */
  public boolean isAnyLeft() {
    return !left.isEmpty();
  }

  /** What is to be stored now. */
  public Chunk next() {
    Chunk next = current == null ? chunks.apply(left.getFirst()) : current;
    current = next;
    return next;
  }

  /** The portion that was given last is in the warehouse. */
  public void stored() {
    left.pop();
    current = null;
    doubt = Doubt.NONE;
  }

  /**
   * The data of the portion that was given last was refused.
   *
   * @throws IllegalStateException when not even a reject can be stored
   */
  public void refused() {
    switch (doubt) {
      case NONE -> doubt = Doubt.VALUES;
      case VALUES, RECORDS -> divide();
      case ALL -> throw new IllegalStateException("a reject was refused");
    }
  }

  /** Whether some values of the next portion are refused, we do not know which. */
  public boolean isInDoubt() {
    return doubt == Doubt.VALUES;
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
    unfit.forEach(
        value ->
            chunk.reject(
                String.valueOf(value.get("record_id")), String.valueOf(value.get("column_name"))));
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
    } else {
      current = Chunk.ofRejected(records.get(0));
      doubt = Doubt.ALL;
    }
  }
}
