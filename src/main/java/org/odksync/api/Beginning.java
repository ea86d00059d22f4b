package org.odksync.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a request that starts a run waits for: that the run holds its lease and is recorded, or that
 * another one does. Told once; what is told later is not heard.
 */
public final class Beginning {

  /** As long as a statement waits for a lock. */
  private static final long LONGEST_SECONDS = 30;

  private final CompletableFuture<Begun> outcome = new CompletableFuture<>();

  public static Beginning awaited() {
    return new Beginning();
  }

  /** The run has its lease, and its row in the history. */
  public void begun(String syncType, long historyId) {
    outcome.complete(new Begun(historyId, syncType));
  }

  /** Another process has the lease. */
  public void skipped(String syncType, String holder) {
    outcome.completeExceptionally(
        Refusal.held("%s is being run by %s".formatted(syncType, holder)));
  }

  /** There is nothing that the run could do yet. */
  public void postponed(String syncType, String reason) {
    outcome.completeExceptionally(
        Refusal.held("%s does not begin, %s".formatted(syncType, reason)));
  }

  /** The run is over, whether it has begun or not. */
  public void over() {
    outcome.completeExceptionally(Refusal.later("the run could not be started, try again later"));
  }

  /** Whether it is known that it does not begin. */
  public boolean isRefused() {
    return outcome.isCompletedExceptionally();
  }

  /**
   * Waits until it is known.
   *
   * @throws Refusal when the run has not begun
   */
  public Begun await() throws InterruptedException {
    try {
      return outcome.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw Refusal.later("it is not known yet whether the run starts, see the history");
    } catch (ExecutionException refused) {
      throw (Refusal) refused.getCause();
    }
  }
}
