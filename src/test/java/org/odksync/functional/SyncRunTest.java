package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.odksync.error.LeaseLost;
import org.odksync.run.ActiveRuns;
import org.odksync.run.LeaseHeld;
import org.odksync.run.SyncRun;

/** Runs that Java code executes are recorded like those of routes. */
class SyncRunTest extends OnPlatform {

  private static final String TYPE = "census";
  private static final Instant LATEST = Instant.parse("2026-11-24T10:00:00.123Z");

  private final ActiveRuns runs;

  SyncRunTest() throws IOException, SQLException {
    super();
    runs = platform.service().camel().getRegistry().findSingleByType(ActiveRuns.class);
  }

  @Test
  void completedRunIsASuccess() throws SQLException {
    try (SyncRun run = runs.start(TYPE)) {
      assertThat(warehouse.status(TYPE).get("last_sync_status").textValue())
          .isEqualTo("in_progress");
      run.progress(3);
      assertThat(warehouse.lastRun(TYPE).get("records_processed").intValue()).isEqualTo(3);
      run.complete(5, LATEST, Map.of("notes", "all of it"));
    }

    JsonNode run = warehouse.lastRun(TYPE);
    assertThat(run.get("status").textValue()).isEqualTo("success");
    assertThat(run.get("records_processed").intValue()).isEqualTo(5);
    assertThat(run.at("/sync_metadata/notes").textValue()).isEqualTo("all of it");
    assertThat(run.at("/sync_metadata/duration_ms").isNumber()).isTrue();
    JsonNode status = warehouse.status(TYPE);
    assertThat(Instant.parse(status.get("last_sync_timestamp").textValue())).isEqualTo(LATEST);
    assertThat(status.get("last_records_processed").intValue()).isEqualTo(5);
    assertThat(status.get("successful_sync_count").intValue()).isEqualTo(1);
  }

  @Test
  void runClosedWithoutResultIsAnError() throws SQLException {
    try (SyncRun run = runs.start(TYPE)) {
      run.progress(3);
    }

    JsonNode run = warehouse.lastRun(TYPE);
    assertThat(run.get("status").textValue()).isEqualTo("error");
    assertThat(run.get("error_message").textValue()).startsWith("internal: the run ended before");
    assertThat(run.get("records_processed").intValue()).isEqualTo(3);
    assertThat(warehouse.status(TYPE).get("failed_sync_count").intValue()).isEqualTo(1);
  }

  /** Also when the stop makes the work throw an exception. */
  @Test
  void runEndedByAStopIsNotAFailure() throws Exception {
    SyncRun run = runs.start(TYPE);
    runs.stop();

    assertThatThrownBy(() -> run.progress(3)).hasMessageContaining("the service was stopped");
    run.close();

    assertThat(warehouse.lastRun(TYPE).at("/sync_metadata/outcome").textValue())
        .isEqualTo("interrupted");
    assertThat(warehouse.status(TYPE).get("last_sync_status").textValue()).isEqualTo("pending");
    assertThat(warehouse.status(TYPE).get("failed_sync_count").intValue()).isZero();
  }

  @Test
  void failureHasItsClass() throws SQLException {
    try (SyncRun run = runs.start(TYPE)) {
      run.fail(new SQLException("Fatou", "53100"));
    }

    JsonNode run = warehouse.lastRun(TYPE);
    assertThat(run.at("/sync_metadata/error_class").textValue()).isEqualTo("database");
    assertThat(run.get("error_message").textValue())
        .startsWith("database: ")
        .contains("full")
        .doesNotContain("Fatou");
  }

  @Test
  void onlyOneRunOfATypeIsActive() {
    try (SyncRun run = runs.start(TYPE)) {
      assertThatThrownBy(() -> runs.start(TYPE)).isInstanceOf(LeaseHeld.class);
      run.complete(0, null, Map.of());
    }
    runs.start(TYPE).complete(0, null, Map.of());
  }

  @Test
  void runThatLostItsLeaseRecordsNothing() throws SQLException {
    SyncRun run = runs.start(TYPE);
    warehouse.update(
        "UPDATE odk_sync_lease SET fencing_number = fencing_number + 1 WHERE sync_type = ?", TYPE);

    assertThatThrownBy(() -> run.progress(7)).isInstanceOf(LeaseLost.class);
    assertThatThrownBy(() -> run.complete(7, null, Map.of())).isInstanceOf(LeaseLost.class);
    assertThatThrownBy(run::close).isInstanceOf(IllegalStateException.class);

    assertThat(warehouse.lastRun(TYPE).get("status").textValue()).isEqualTo("in_progress");
    assertThat(warehouse.lastRun(TYPE).get("records_processed").intValue()).isZero();
  }
}
