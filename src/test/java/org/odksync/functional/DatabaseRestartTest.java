package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.SampleCentral;

/** Restarts a real PostgreSQL while a feed is being read. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DatabaseRestartTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final SampleCentral central = SampleCentral.startEmpty(Clock.systemUTC());
  private final Platform platform = new Platform(central);
  private final List<CompletableFuture<EmbeddedPostgres>> starts = new ArrayList<>();

  DatabaseRestartTest() throws IOException, SQLException {}

  @Test
  void runSurvivesADatabaseRestart(@TempDir Path data) throws Exception {
    EmbeddedPostgres first = start(data, 0);
    Warehouse warehouse = new Warehouse(first.getPostgresDatabase());
    platform.set("PG_PORT", String.valueOf(first.getPort()));
    platform.set("PG_DB", "postgres");
    // the run retries for SYNC_INTERVAL, so allow for a slow restart
    platform.property("retry.attempts", "10000");
    platform.property("retry.longestMilliseconds", "100");
    // otherwise the pool would wait for the restart without a failed attempt
    platform.property("database.connectMilliseconds", "1000");
    central.submissions().create();
    platform.run("main_submissions", "person_details");
    String added = central.submissions().create();
    central.faults().next("svc/Submissions", stop(first));
    FirstRetry.of(
        platform.service().camel(),
        () -> starts.add(CompletableFuture.supplyAsync(() -> startAgain(data, first.getPort()))));

    platform.run("main_submissions", "person_details", "unified");

    assertThat(warehouse.lastRun("main_submissions").get("status").textValue())
        .isEqualTo("success");
    assertThat(warehouse.lastRun("main_submissions").at("/sync_metadata/attempts").intValue())
        .isGreaterThan(1);
    assertThat(warehouse.table(Warehouse.MAIN)).containsKey(added);
    new WarehouseComparison(warehouse, central.submissions().list()).check();
    platform.close();
    for (CompletableFuture<EmbeddedPostgres> start : starts) {
      start.join().close();
    }
  }

  /** Stops PostgreSQL before the answer is read. */
  private static Fault stop(EmbeddedPostgres postgres) {
    return normal ->
        exchange -> {
          postgres.close();
          normal.handle(exchange);
        };
  }

  private static EmbeddedPostgres startAgain(Path data, int port) {
    try {
      return start(data, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param port 0 for any free one
   */
  private static EmbeddedPostgres start(Path data, int port) throws IOException {
    EmbeddedPostgres.Builder postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPGStartupWait(TIMEOUT);
    return (port == 0 ? postgres : postgres.setPort(port)).start();
  }
}
