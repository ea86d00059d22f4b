package org.odksync.http.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.http.ApiException;
import org.odksync.run.RunOptions;
import org.odksync.run.StartListener;

/**
 * What a request that starts a run waits for: that the run holds its lease and is recorded, or that
 * another one does. Told once; what is told later is not heard.
 */
public final class RunStartFuture implements StartListener {

  /** As long as a statement waits for a lock. */
  private static final long LONGEST_SECONDS = 30;

  private final CompletableFuture<StartedRun> outcome = new CompletableFuture<>();

  public static RunStartFuture awaited() {
    return new RunStartFuture();
  }

  @Override
  public void started(String syncType, long historyId) {
    outcome.complete(new StartedRun(historyId, syncType));
  }

  @Override
  public void skipped(String syncType, String holder) {
    outcome.completeExceptionally(
        ApiException.held("%s is being run by %s".formatted(syncType, holder)));
  }

  @Override
  public void postponed(String syncType, String reason) {
    outcome.completeExceptionally(
        ApiException.held("%s does not begin, %s".formatted(syncType, reason)));
  }

  /** What the request wants of the run. */
  public RunOptions options(
      @Variable("replay") @Nullable String replay,
      @Variable("full") @Nullable String full,
      @Variable("accept_deletes") @Nullable String acceptDeletes) {
    RunOptions wanted =
        replay == null
            ? RunOptions.comparing("true".equals(full), "true".equals(acceptDeletes), false)
            : RunOptions.replaying();
    return wanted.withListener(this);
  }

  /** The run is over, whether it has begun or not. */
  public static void over(RunStartFuture beginning) {
    beginning.outcome.completeExceptionally(
        ApiException.later("the run could not be started, try again later"));
  }

  /** Whether it is known that it does not begin. */
  public boolean isRefused() {
    return outcome.isCompletedExceptionally();
  }

  /**
   * Waits until it is known.
   *
   * @throws ApiException when the run has not begun
   */
  public StartedRun await() throws InterruptedException {
    try {
      return outcome.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw ApiException.later("it is not known yet whether the run starts, see the history");
    } catch (ExecutionException refused) {
      throw (ApiException) refused.getCause();
    }
  }
}
