package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.Faults;
import org.odksync.run.ActiveRuns;
import org.odksync.run.RunOptions;
import org.odksync.status.StatusQueries;
import org.odksync.status.SyncState;

/** The tracking tables, and that only one run of a type is active at a time. */
class RunsTest extends OnPlatform {

  private static final String FIRST_RUN =
      "SELECT to_jsonb(odk_utc(sync_timestamp)) FROM odk_sync_history WHERE sync_type = ?";
  private static final String LAST_SYNC =
      "SELECT to_jsonb(odk_utc(last_sync_timestamp)) FROM odk_sync_status WHERE sync_type = ?";

  private final List<CompletableFuture<Void>> stops = new ArrayList<>();

  RunsTest() throws IOException, SQLException {
    super();
  }

  @Test
  void successIsRecorded() throws SQLException {
    platform.run("main_submissions");

    JsonNode run = warehouse.lastRun("main_submissions");
    assertThat(run.get("status").textValue()).isEqualTo("success");
    assertThat(run.get("records_processed").intValue()).isEqualTo(127);
    assertThat(run.get("duration_seconds").isInt()).isTrue();
    assertThat(run.get("error_message").isNull()).isTrue();
    assertThat(run.get("service_instance").textValue())
        .endsWith("-" + ProcessHandle.current().pid());
    assertThat(run.at("/sync_metadata/records_read").intValue()).isEqualTo(127);

    JsonNode status = warehouse.status("main_submissions");
    assertThat(status.get("last_sync_status").textValue()).isEqualTo("success");
    assertThat(status.get("successful_sync_count").intValue()).isEqualTo(1);
    assertThat(status.get("failed_sync_count").intValue()).isZero();
    assertThat(status.get("last_records_processed").intValue()).isEqualTo(127);
  }

  @Test
  void commandFailsWhenItsEndIsNotRecorded() throws SQLException {
    warehouse.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          RAISE EXCEPTION 'refused' USING ERRCODE = '42501';
        END $$;
        CREATE TRIGGER refuse BEFORE UPDATE ON odk_sync_history
          FOR EACH ROW WHEN (NEW.status = 'success') EXECUTE FUNCTION refuse()""");

    CliResult result = CliResult.by(platform.variables(), "sync", "history_cleanup");

    assertThat(result.err()).contains("history_cleanup ", "its end was not recorded", "42501");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void lastSyncIsTheRequestTimeByCentralsClock() throws SQLException {
    platform.run("main_submissions", "unified");

    Instant began = Instant.parse(warehouse.query(FIRST_RUN, "main_submissions").get(0).asText());
    Instant lastSync =
        Instant.parse(warehouse.query(LAST_SYNC, "main_submissions").get(0).asText());
    // a Date header has whole seconds
    assertThat(lastSync).isEqualTo(lastSync.truncatedTo(ChronoUnit.SECONDS));
    assertThat(lastSync).isBetween(began.truncatedTo(ChronoUnit.SECONDS), Instant.now());
    // a type without requests
    assertThat(warehouse.query(LAST_SYNC, "unified"))
        .isEqualTo(warehouse.query(FIRST_RUN, "unified"));
  }

  @Test
  void everyRunIsOneHistoryRowAndIsCounted() throws SQLException {
    platform.run("main_submissions");
    platform.central().faults().next("svc/Submissions", Fault.disconnect(), 4);
    platform.run("main_submissions", "main_submissions");

    assertThat(runs("main_submissions")).containsExactly("success", "error", "success");
    JsonNode status = warehouse.status("main_submissions");
    assertThat(status.get("successful_sync_count").intValue()).isEqualTo(2);
    assertThat(status.get("failed_sync_count").intValue()).isEqualTo(1);
    assertThat(status.get("last_error_message").isNull()).isTrue();
  }

  @Test
  void typesWithoutRunsArePending() throws SQLException {
    platform.service();

    assertThat(warehouse.status("reconcile").get("last_sync_status").textValue())
        .isEqualTo("pending");
    platform.run("unified");
    platform.stop();
    platform.service();
    assertThat(warehouse.status("unified").get("last_sync_status").textValue())
        .isEqualTo("success");
  }

  @Test
  void metadataHasRetriesAndSpeed() throws SQLException {
    platform.central().faults().next("svc/Submissions", Fault.disconnect());
    platform.run("main_submissions", "main_submissions");

    List<JsonNode> runs =
        warehouse.query(
            "SELECT sync_metadata FROM odk_sync_history WHERE sync_type = 'main_submissions'"
                + " ORDER BY id");
    assertThat(runs.get(0).get("attempts").intValue()).isEqualTo(2);
    assertThat(runs.get(0).get("retry_wait_ms").isIntegralNumber()).isTrue();
    assertThat(runs.get(0).get("records_per_second").doubleValue()).isPositive();
    assertThat(runs.get(0).at("/stages_ms/database").longValue()).isPositive();
    assertThat(runs.get(0).at("/stages_ms/central").isIntegralNumber()).isTrue();
    assertThat(runs.get(0).get("read_ms").isIntegralNumber()).isTrue();
    assertThat(runs.get(1).get("attempts").intValue()).isEqualTo(1);
    assertThat(runs.get(1).get("retry_wait_ms").intValue()).isZero();
  }

  @Test
  void retryAfterIsRespected() throws SQLException {
    platform.central().faults().next("svc/Submissions", busy("1"));

    platform.run("main_submissions");

    JsonNode run = warehouse.lastRun("main_submissions");
    assertThat(run.get("status").textValue()).isEqualTo("success");
    assertThat(run.at("/sync_metadata/retry_wait_ms").intValue()).isBetween(1_000, 30_000);
  }

  @Test
  void stopEndsRunsAtTheNextStatement() throws Exception {
    platform.run("main_submissions");
    stopDuringARun();

    JsonNode run = warehouse.lastRun("main_submissions");
    assertThat(run.get("status").textValue()).isEqualTo("error");
    assertThat(run.get("error_message").textValue()).startsWith("interrupted: ");
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127);
    assertThat(run.at("/sync_metadata/outcome").textValue()).isEqualTo("interrupted");
    assertThat(run.at("/sync_metadata/error_class").isMissingNode()).isTrue();
    platform.run("main_submissions");
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(128);
  }

  /**
   * The status stays as before the run: after a success, after a failure, and before the first run.
   */
  @Test
  void stopIsNotAFailure() throws Exception {
    stopDuringARun();
    assertThat(warehouse.status("main_submissions").get("last_sync_status").textValue())
        .isEqualTo("pending");

    platform.run("main_submissions");
    stopDuringARun();
    stopDuringARun();
    assertThat(runs("main_submissions")).containsExactly("error", "success", "error", "error");
    JsonNode status = warehouse.status("main_submissions");
    assertThat(status.get("last_sync_status").textValue()).isEqualTo("success");
    assertThat(status.get("last_error_message").isNull()).isTrue();
    assertThat(status.get("successful_sync_count").intValue()).isEqualTo(1);
    assertThat(status.get("failed_sync_count").intValue()).isZero();
    StatusQueries monitor = platform.service().monitor();
    SyncState main = StatusQueries.states(monitor.status()).get(0);
    assertThat(main.consecutiveFailures()).isZero();
    assertThat(main.lastError()).isNull();
    assertThat(StatusQueries.statistics(monitor.statistics(1)).get("main_submissions"))
        .satisfies(
            statistics -> {
              assertThat(statistics.failures()).isZero();
              assertThat(statistics.successRate()).isEqualTo(100);
              assertThat(statistics.lastError()).isNull();
            });

    platform.central().faults().next("svc/Submissions", Fault.disconnect(), 4);
    platform.run("main_submissions");
    stopDuringARun();
    status = warehouse.status("main_submissions");
    assertThat(status.get("last_sync_status").textValue()).isEqualTo("error");
    assertThat(status.get("last_error_message").textValue()).startsWith("network: ");
    assertThat(status.get("failed_sync_count").intValue()).isEqualTo(1);
  }

  private void stopDuringARun() throws SQLException {
    Fault stopMeanwhile =
        next ->
            exchange -> {
              stops.add(CompletableFuture.runAsync(platform::stop));
              await().until(platform::isStopping);
              next.handle(exchange);
            };
    platform.central().faults().next("svc/Submissions", stopMeanwhile);
    platform.central().submissions().create();
    platform.send("main_submissions");
    stops.forEach(CompletableFuture::join);
  }

  @Test
  void stopDoesNotWaitForTheNextRetry() throws Exception {
    platform.run("main_submissions");
    platform.central().faults().next("svc/Submissions", busy("50"));
    CompletableFuture<Void> run = CompletableFuture.runAsync(() -> run("main_submissions"));
    await().until(() -> platform.central().faults().happened() == 1);

    Instant start = Instant.now();
    platform.stop();
    run.join();

    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    JsonNode ended = warehouse.lastRun("main_submissions");
    assertThat(ended.get("status").textValue()).isEqualTo("error");
    assertThat(ended.get("error_message").textValue()).startsWith("interrupted: ");
  }

  @Test
  void leaseIsRenewedDuringALongStatement() throws Exception {
    platform.run("main_submissions");
    String id = warehouse.table(Warehouse.MAIN).keySet().iterator().next();
    platform.central().submissions().edit(id, values -> values.put("sum_owner", 9));
    platform.property("heartbeat.milliseconds", "50");
    CompletableFuture<Void> run;
    try (Connection other = warehouse.connect();
        PreparedStatement lock =
            other.prepareStatement(
                "SELECT FROM \"GRARentalDataCollection\" WHERE \"UUID\" = ? FOR UPDATE")) {
      platform.service();
      other.setAutoCommit(false);
      lock.setString(1, id);
      lock.execute();
      run = CompletableFuture.runAsync(() -> run("main_submissions"));
      await()
          .until(
              () ->
                  !warehouse
                      .query("SELECT to_jsonb(pid) FROM pg_locks WHERE NOT granted")
                      .isEmpty());

      JsonNode before = lease();
      await().until(() -> !lease().equals(before));

      other.rollback();
    }
    run.join();
    assertThat(warehouse.lastRun("main_submissions").get("status").textValue())
        .isEqualTo("success");
  }

  private JsonNode lease() throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(expires_at) FROM odk_sync_lease WHERE sync_type = 'main_submissions'")
        .get(0);
  }

  @Test
  void runWithoutALeaseLeavesNoTrace() throws SQLException {
    platform.run("main_submissions");
    warehouse.update(
        "UPDATE odk_sync_lease SET holder = 'other', expires_at = now() + interval '1 minute'");

    org.odksync.run.Run skipped = platform.send("main_submissions");

    assertThat(skipped.diagnosis()).isNull();
    assertThat(skipped.isStarted()).isFalse();
    assertThat(runs("main_submissions")).containsExactly("success");
  }

  @Test
  void triggeredRunIsASeparateRun() throws Exception {
    platform.run("main_submissions");
    warehouse.update(
        "INSERT INTO odk_sync_lease VALUES ('unified', 'other', 'host-1', 7, now(), now() + interval '1 minute')");

    Exchange caller = new DefaultExchange(platform.service().camel());
    org.odksync.run.Run called = platform.send("main_submissions");
    caller.setVariable("run", called);
    try (ProducerTemplate template = caller.getContext().createProducerTemplate()) {
      template.send("direct:unified", caller);
    }

    assertThat(caller.getException()).isNull();
    assertThat(caller.getVariable("run", org.odksync.run.Run.class))
        .isNotSameAs(called)
        .satisfies(run -> assertThat(run.isStarted()).isFalse());
    assertThat(runs("main_submissions")).containsExactly("success", "success");
  }

  /** Each attempt sends a request on its own connection. */
  @Test
  void unusableAnswerReleasesItsConnection() throws Exception {
    platform.property("retry.attempts", "8");
    platform.property("central.turnMilliseconds", "1000");
    Faults faults = platform.central().faults();
    platform.run("main_submissions");
    platform.central().submissions().create();
    int before = faults.happened();
    faults.next("/forms/[^./]*$", Fault.error(502, 502.1, "x"), 9);

    platform.run("main_submissions");

    assertThat(faults.happened() - before).isEqualTo(9);
  }

  /** Camel calls no error handler for an interrupt. */
  @Test
  void interruptedRunIsNotASuccess() throws Exception {
    beforeStatement(
        "feed/open",
        exchange -> {
          throw new InterruptedException("by the test");
        });

    platform.run("main_submissions");
    // the thread of the test
    Thread.interrupted();

    assertThat(runs("main_submissions")).containsExactly("error");
    assertThat(warehouse.lastRun("main_submissions").get("error_message").textValue())
        .isEqualTo(
            "internal: the run broke off for an unknown reason: the next run continues from here");
  }

  @Test
  void triggeredRunHasNoVariablesOfItsCaller() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    platform.service().camel().getRouteController().startRoute("unified.due");
    beforeStatement(
        "run/start",
        exchange -> {
          org.odksync.run.Run run = exchange.getVariable("run", org.odksync.run.Run.class);
          seen.add(run.type().name() + " " + exchange.getProperty("url"));
        });

    platform.run("main_submissions");

    await().untilAsserted(() -> assertThat(runs("unified")).containsExactly("success"));
    assertThat(seen).containsExactly("main_submissions null", "unified null");
  }

  private void beforeStatement(String statement, HookedWarehouse.Action action)
      throws SQLException {
    platform
        .service()
        .camel()
        .getComponent("warehouse", HookedWarehouse.class)
        .runBefore(statement, action);
  }

  @Test
  void expiredLeaseIsTakenOverAndItsRunEnds() throws SQLException {
    platform.run("main_submissions");
    warehouse.update(
        "UPDATE odk_sync_lease SET holder = 'dead', expires_at = now() - interval '1 second',"
            + " heartbeat_at = '2026-11-22T10:00:00+01:00'");
    warehouse.update(
        "UPDATE odk_sync_history SET status = 'in_progress', service_instance = 'host-1'");

    platform.run("main_submissions");

    assertThat(runs("main_submissions")).containsExactly("error", "success");
    JsonNode first =
        warehouse.query("SELECT to_jsonb(h) FROM odk_sync_history h ORDER BY id").get(0);
    assertThat(first.get("error_message").textValue())
        .startsWith("internal: abandoned by host-1 at 2026-11-22T09:00:00Z");
    assertThat(warehouse.status("main_submissions").get("failed_sync_count").intValue())
        .isEqualTo(1);
  }

  /** A start does not wait for the runs that it triggers. */
  @Test
  @Timeout(40)
  void anyInstanceEndsDeadRunsOfAllTypes() throws SQLException {
    platform.run("main_submissions", "person_details", "reconcile");
    warehouse.update(
        "UPDATE odk_sync_lease SET holder = 'dead', expires_at = now() - interval '1 second'");
    warehouse.update(
        "UPDATE odk_sync_history SET status = 'in_progress', service_instance = 'host-1'");
    long fence = fence("reconcile");

    platform.stop();
    platform.service();

    for (String type : List.of("main_submissions", "reconcile")) {
      assertThat(runs(type)).containsExactly("error");
      JsonNode status = warehouse.status(type);
      assertThat(status.get("last_sync_status").textValue()).isEqualTo("error");
      assertThat(status.get("last_error_message").textValue())
          .startsWith("internal: abandoned by host-1");
      assertThat(status.get("failed_sync_count").intValue()).isEqualTo(1);
    }
    assertThat(fence("reconcile")).isGreaterThan(fence);
  }

  @Test
  void deadRunsAreEndedAndRestartedAtOnce() throws Exception {
    platform.property("heartbeat.milliseconds", "50");
    platform.run("main_submissions");
    platform.service().camel().getRouteController().startRoute("main_submissions.due");
    warehouse.update(
        "UPDATE odk_sync_history SET status = 'in_progress', service_instance = 'host-1'");
    warehouse.update(
        "UPDATE odk_sync_lease SET holder = 'dead', expires_at = now() - interval '1 second'");

    await()
        .untilAsserted(
            () -> assertThat(runs("main_submissions")).containsExactly("error", "success"));
  }

  private static Fault busy(String seconds) {
    return next ->
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", seconds);
          exchange.sendResponseHeaders(429, -1);
          exchange.close();
        };
  }

  private long fence(String type) throws SQLException {
    return warehouse
        .query("SELECT to_jsonb(fencing_number) FROM odk_sync_lease WHERE sync_type = ?", type)
        .get(0)
        .longValue();
  }

  @Test
  void runWithoutItsLeaseWritesNothing() throws SQLException {
    platform.run("main_submissions");
    warehouse.update("DELETE FROM \"GRARentalDataCollection\"");
    warehouse.update("DELETE FROM odk_sync_cursor");
    // another instance takes the lease between the run's start and its first chunk
    platform
        .central()
        .faults()
        .next(
            "svc/Submissions",
            next ->
                exchange -> {
                  try {
                    warehouse.update(
                        "UPDATE odk_sync_lease SET fencing_number = fencing_number + 1");
                  } catch (SQLException e) {
                    throw new IOException(e);
                  }
                  next.handle(exchange);
                });

    org.odksync.run.Run late = platform.send("main_submissions");

    assertThat(late.diagnosis()).isNotNull();
    assertThat(warehouse.table(Warehouse.MAIN)).isEmpty();
    assertThat(warehouse.query("SELECT to_jsonb(c) FROM odk_sync_cursor c")).isEmpty();
    assertThat(runs("main_submissions")).containsExactly("success", "in_progress");
  }

  @Test
  void oldHistoryIsDeleted() throws SQLException {
    platform.run("main_submissions", "unified");
    warehouse.update(
        "UPDATE odk_sync_history SET sync_timestamp = now() - interval '31 days'"
            + " WHERE sync_type = 'main_submissions'");

    platform.run("history_cleanup");

    assertThat(runs("main_submissions")).isEmpty();
    assertThat(runs("unified")).containsExactly("success");
    assertThat(warehouse.lastRun("history_cleanup").get("records_processed").intValue())
        .isEqualTo(1);
  }

  /** A service that has nothing to do records several thousand of them a day. */
  @Test
  void successesWithoutAChangeAreDeletedAfterTwoDays() throws SQLException {
    platform.run("main_submissions");
    warehouse.update(
        """
        INSERT INTO odk_sync_history (sync_type, sync_timestamp, status, records_processed)
        SELECT t, now() - a * interval '1 day', s, n
        FROM (VALUES ('unified', 4.0, 'success', 0), ('unified', 3.0, 'success', 5),
                     ('unified', 3.0, 'error', 0), ('unified', 2.1, 'success', 0),
                     ('unified', 1.9, 'success', 0), ('views', 5.0, 'success', 0),
                     ('views', 4.0, 'success', 0)) AS v(t, a, s, n)""");

    platform.run("history_cleanup");

    assertThat(
            warehouse.query(
                """
                SELECT to_jsonb(concat_ws(' ', sync_type, status, records_processed,
                    extract(day FROM now() - sync_timestamp)))
                FROM odk_sync_history WHERE sync_type IN ('unified', 'views') ORDER BY id"""))
        .extracting(JsonNode::textValue)
        .containsExactly(
            "unified success 5 3", "unified error 0 3", "unified success 0 1", "views success 0 4");
  }

  @Test
  void unfinishedRunsOfThePythonServiceAreEnded() throws SQLException {
    platform.service();
    warehouse.update(
        "INSERT INTO odk_sync_history (sync_type, status, sync_metadata, service_instance)"
            + " VALUES ('unified', 'in_progress', NULL, 'python-1'),"
            + " ('unified', 'in_progress', '{\"rows\": 5}', NULL)");

    platform.run("unified");

    assertThat(runs("unified")).containsExactly("error", "error", "success");
    assertThat(warehouse.status("unified").get("failed_sync_count").intValue()).isEqualTo(2);
    assertThat(warehouse.lastRun("unified").get("service_instance").textValue())
        .endsWith("-" + ProcessHandle.current().pid());
  }

  @Test
  void startWithALostAnswerReusesItsRow() throws Exception {
    platform.run("unified");
    Exchange run = new DefaultExchange(platform.service().camel());
    run.setVariable(
        "run",
        run.getContext()
            .getRegistry()
            .lookupByNameAndType("runs", ActiveRuns.class)
            .of("unified", RunOptions.NONE, run));
    try (ProducerTemplate template = run.getContext().createProducerTemplate()) {
      template.send("direct:run.start", run);
      template.send("direct:run.start", run);
    }

    assertThat(runs("unified")).containsExactly("success", "in_progress");
    assertThat(warehouse.lastRun("unified").at("/sync_metadata/fencing_number").intValue())
        .isEqualTo(3);
  }

  @Test
  void tablesOfThePythonServiceAreAdopted() throws SQLException {
    warehouse.empty();
    warehouse.update(
        """
        CREATE TABLE odk_sync_status (sync_type varchar(50) PRIMARY KEY,
          last_sync_timestamp timestamptz, last_attempt_timestamp timestamptz NOT NULL,
          last_sync_status varchar(20) NOT NULL, last_error_message text,
          successful_sync_count integer NOT NULL, failed_sync_count integer NOT NULL,
          last_records_processed integer, created_at timestamptz NOT NULL,
          updated_at timestamptz NOT NULL)""");
    warehouse.update(
        """
        CREATE TABLE odk_sync_history (id serial PRIMARY KEY, sync_type varchar(50) NOT NULL,
          sync_timestamp timestamptz NOT NULL, status varchar(20) NOT NULL,
          records_processed integer, duration_seconds integer, error_message text,
          sync_metadata text, service_instance varchar(100))""");
    warehouse.update(
        "INSERT INTO odk_sync_status VALUES ('main_submissions', NULL, now(), 'in_progress', NULL,"
            + " 41, 2, 5, now(), now())");
    warehouse.update(
        """
        CREATE TABLE "GRARentalDataCollection" ("UUID" varchar PRIMARY KEY, "__id" varchar,
          survey_date timestamp, survey_start timestamp, logo varchar, start_geopoint jsonb,
          property_location jsonb, sum_owner varchar, "__system" jsonb, building_image_url varchar,
          "SubmittedDate" timestamp)""");

    platform.run("main_submissions", "image_processing", "person_details", "unified");

    assertThat(warehouse.status("main_submissions").get("successful_sync_count").intValue())
        .isEqualTo(42);
    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(127);
    assertThat(warehouse.table(Warehouse.MAIN).values())
        .allSatisfy(
            row ->
                assertThat(row.get("sum_owner").isNull() || row.get("sum_owner").isTextual())
                    .isTrue());
  }

  private List<String> runs(String type) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(status) FROM odk_sync_history WHERE sync_type = ? ORDER BY id", type)
        .stream()
        .map(JsonNode::textValue)
        .toList();
  }
}
