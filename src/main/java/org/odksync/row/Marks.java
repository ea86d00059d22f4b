package org.odksync.row;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
  private final Set<String> rejected = new HashSet<>();
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

  /** Whether a mark was tried alone, and its row is refused. */
  public boolean isOneRefused() {
    return reason != null;
  }

  /** Why it is. */
  public @Nullable String reason() {
    return reason;
  }

  /**
   * The mark that was tried is a reject now.
   *
   * @param rows of {@code unified/reject.sql}
   */
  public void rejected(List<Map<String, Object>> rows) {
    Object submission = rows.get(0).get("submission_id");
    if (submission != null) {
      rejected.add(submission.toString());
    }
    reason = null;
    most = MOST;
  }

  /** For the run's metadata. */
  public Map<String, Object> summary() {
    return rejected.isEmpty() ? Map.of() : Map.of("rejected", rejected.size());
  }
}
