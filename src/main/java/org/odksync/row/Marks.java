package org.odksync.row;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Marks of submissions whose unified rows are to be made: many at a time; when PostgreSQL refuses a
 * row, fewer, down to the one that it is about, which becomes a reject. Used by one run, in one
 * thread.
 */
public final class Marks {

  private static final int MOST = 1_000;

  private int most = MOST;
  private boolean left = true;
  private int rejected;
  private @Nullable String reason;

  private Marks() {}

  /** Of a run that begins. */
  public static Marks all() {
    return new Marks();
  }

  /** Whether there may be marks left. */
  public boolean isAnyLeft() {
    return left;
  }

  /** How many are to be taken now. */
  public int most() {
    return most;
  }

  /**
   * Some were taken, and their rows are as they should be.
   *
   * @param rows of {@code unified/apply.sql}
   */
  public void taken(List<Map<String, Object>> rows) {
    left = Objects.requireNonNull((Long) rows.get(0).get("taken")) > 0;
  }

  /**
   * A row of those that were to be taken was refused.
   *
   * @param sqlState why
   */
  public void refused(String sqlState) {
    if (most == 1) {
      reason = RejectReason.of(sqlState);
    }
    most = Math.max(1, most / 2);
  }

  /** Whether the row of the oldest mark is refused. */
  public boolean isOldestRefused() {
    return reason != null;
  }

  /** Why it is. */
  public @Nullable String reason() {
    return reason;
  }

  /** The oldest mark is a reject now. */
  public void rejected() {
    rejected++;
    reason = null;
    most = MOST;
  }

  /** For the run's metadata. */
  public Map<String, Object> summary() {
    return rejected == 0 ? Map.of() : Map.of("rejected", rejected);
  }
}
