package org.odksync.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What whoever starts a run wants of it: the body of the message to the sync type's route. A run
 * that a trigger or another run has started wants nothing special.
 *
 * @param since what has changed since then is read again; {@link Instant#EPOCH} for everything,
 *     null for what is new only
 * @param replay whether what could not be stored is tried again
 * @param full whether every submission is compared, and not one month of them
 * @param acceptDeletes whether what Central has no more is deleted, however much that is
 * @param checkAll whether all stored pictures are asked for
 * @param rebuild whether every row of the unified table is made anew
 * @param listener who waits for the beginning
 */
public record RunOptions(
    @Nullable Instant since,
    boolean replay,
    boolean full,
    boolean acceptDeletes,
    boolean checkAll,
    boolean rebuild,
    StartListener listener) {

  public static final RunOptions NONE =
      new RunOptions(null, false, false, false, false, false, StartListener.NOBODY);

  /** Reads again what has changed since then. */
  public static RunOptions since(Instant time) {
    return new RunOptions(time, false, false, false, false, false, StartListener.NOBODY);
  }

  /** Tries again to store what could not be stored. */
  public static RunOptions replaying() {
    return new RunOptions(null, true, false, false, false, false, StartListener.NOBODY);
  }

  /** Makes every row of the unified table anew. */
  public static RunOptions rebuilding() {
    return new RunOptions(null, false, false, false, false, true, StartListener.NOBODY);
  }

  /** How much is compared. */
  public static RunOptions comparing(boolean full, boolean acceptDeletes, boolean checkAll) {
    return new RunOptions(null, false, full, acceptDeletes, checkAll, false, StartListener.NOBODY);
  }

  /** The same, and somebody waits for the beginning. */
  public RunOptions heardBy(StartListener other) {
    return new RunOptions(since, replay, full, acceptDeletes, checkAll, rebuild, other);
  }
}
