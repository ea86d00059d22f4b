package org.odksync.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The options of a run: the body of the message to the sync type's route. Runs that a trigger or
 * another run starts have none.
 *
 * @param since read changes again from this time on; {@link Instant#EPOCH} for everything, null for
 *     new changes only
 * @param replay whether to read rejects again
 * @param full whether to compare all submissions instead of one month
 * @param acceptDeletes whether to delete everything that Central no longer has, without a limit
 * @param checkAll whether to check all stored images
 * @param rebuild whether to write every row of the unified table again
 * @param listener notified of the start
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
      new RunOptions(null, false, false, false, false, false, StartListener.NONE);

  /** Reads changes since the given time again. */
  public static RunOptions since(Instant time) {
    return new RunOptions(time, false, false, false, false, false, StartListener.NONE);
  }

  /** Reads rejects again. */
  public static RunOptions replaying() {
    return new RunOptions(null, true, false, false, false, false, StartListener.NONE);
  }

  /** Writes every row of the unified table again. */
  public static RunOptions rebuilding() {
    return new RunOptions(null, false, false, false, false, true, StartListener.NONE);
  }

  /** Sets what to compare. */
  public static RunOptions comparing(boolean full, boolean acceptDeletes, boolean checkAll) {
    return new RunOptions(null, false, full, acceptDeletes, checkAll, false, StartListener.NONE);
  }

  /** The same options with a listener. */
  public RunOptions withListener(StartListener other) {
    return new RunOptions(since, replay, full, acceptDeletes, checkAll, rebuild, other);
  }
}
