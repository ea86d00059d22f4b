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
 * Completes when a run that a request starts is recorded, or does not get its lease. Only the first
 * outcome counts.
 */
public final class RunStartFuture implements StartListener {

  /** As long as a statement waits for locks. */
  private static final long LONGEST_SECONDS = 30;

  private final CompletableFuture<StartedRun> outcome = new CompletableFuture<>();

  public static RunStartFuture create() {
    return new RunStartFuture();
  }

  @Override
  public void started(String syncType, long historyId) {
    outcome.complete(new StartedRun(historyId, syncType));
  }

  @Override
  public void skipped(String syncType, String holder) {
    outcome.completeExceptionally(
        ApiException.conflict("%s is already running on %s".formatted(syncType, holder)));
  }

  @Override
  public void postponed(String syncType, String reason) {
    outcome.completeExceptionally(
        ApiException.conflict("%s does not start, %s".formatted(syncType, reason)));
  }

  /** The options of the run, from the request's parameters. */
  public RunOptions options(
      @Variable("replay") @Nullable String replay,
      @Variable("full") @Nullable String full,
      @Variable("accept_deletes") @Nullable String acceptDeletes) {
    RunOptions options =
        replay == null
            ? RunOptions.comparing("true".equals(full), "true".equals(acceptDeletes), false)
            : RunOptions.replaying();
    return options.withListener(this);
  }

  /** Completes the future after the run, in case it has not started. */
  public static void complete(RunStartFuture start) {
    start.outcome.completeExceptionally(
        ApiException.unavailable("the run could not start: try again later"));
  }

  /** Whether the run does not start. */
  public boolean isRefused() {
    return outcome.isCompletedExceptionally();
  }

  /**
   * Waits for the outcome.
   *
   * @throws ApiException if the run does not start, or not in time
   */
  public StartedRun await() throws InterruptedException {
    try {
      return outcome.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw ApiException.unavailable("the run has not started yet: see the history");
    } catch (ExecutionException refused) {
      throw (ApiException) refused.getCause();
    }
  }
}
