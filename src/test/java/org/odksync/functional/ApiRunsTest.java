package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.Fault;
import org.odksync.functional.ApiCaller.Answer;

/** Runs that requests start behave like other runs. */
class ApiRunsTest extends OnPlatform {

  private final List<CompletableFuture<Void>> stops = new CopyOnWriteArrayList<>();

  ApiRunsTest() throws IOException, SQLException {}

  /** The request does not wait for its run; the stopping service does. */
  @Test
  void stopEndsRequestedRunsAtTheNextStatement() throws Exception {
    ApiCaller api = new ApiCaller(platform.serve());
    await().until(() -> api.get("/api/status").body().at("/0/successful_syncs").intValue() > 0);
    platform.central().submissions().create();
    CompletableFuture<Void> answered = new CompletableFuture<>();
    Fault stopMeanwhile =
        next ->
            exchange -> {
              answered.join();
              stops.add(CompletableFuture.runAsync(platform::stop));
              await().until(platform::isStopping);
              next.handle(exchange);
            };
    // of this run, not of those that start with the service
    platform.central().faults().next("svc/Submissions\\?%24filter", stopMeanwhile);

    Answer started = api.post("/api/sync/main_submissions");
    assertThat(started.status()).isEqualTo(202);
    answered.complete(null);
    await().until(() -> !stops.isEmpty());
    stops.forEach(CompletableFuture::join);

    JsonNode run = warehouse.lastRun("main_submissions");
    assertThat(run.get("id").intValue()).isEqualTo(started.body().get("history_id").intValue());
    assertThat(run.get("status").textValue()).isEqualTo("error");
    assertThat(run.get("error_message").textValue()).startsWith("interrupted: ");
  }
}
