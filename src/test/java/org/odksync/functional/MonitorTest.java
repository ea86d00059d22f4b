package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.odksync.status.Health.Level;
import org.odksync.status.RunFilter;
import org.odksync.status.ServiceInfo;
import org.odksync.status.StatusQueries;
import org.odksync.status.StatusReports;
import org.odksync.status.SyncState;

/** The monitoring data of real runs. */
class MonitorTest extends OnPlatform {

  private static final String[] KEYS_OF_THE_PYTHON_SERVICE = {
    "last_sync_timestamp",
    "last_attempt_timestamp",
    "last_sync_status",
    "successful_syncs",
    "failed_syncs",
    "last_records_processed",
    "last_error",
    "last_error_message"
  };

  MonitorTest() throws IOException, SQLException {
    super();
  }

  @Test
  void eachTypeIsShownWithItsLastRuns() throws Exception {
    platform.run(ALL);
    platform.set("ODK_FORM_ID", "no such form");
    platform.run("main_submissions", "main_submissions");

    List<SyncState> types = StatusQueries.states(monitor().status());

    assertThat(types)
        .extracting(SyncState::syncType)
        .startsWith("main_submissions", "person_details", "image_processing", "url_refresh")
        .contains("reconcile", "unified", "views");
    SyncState main = types.get(0);
    assertThat(main.lastSyncStatus()).isEqualTo("error");
    assertThat(main.successfulSyncs()).isEqualTo(1);
    assertThat(main.failedSyncs()).isEqualTo(2);
    assertThat(main.consecutiveFailures()).isEqualTo(2);
    assertThat(main.lastError()).startsWith("config: ");
    // as the guide's recovery queries, by the table's name
    assertThat(
            StatusReports.statistics(monitor(), monitor().statistics(24))
                .at("/main_submissions/last_error_message")
                .textValue())
        .isEqualTo(main.lastError());
    assertThat(main.lastRecordsProcessed()).isEqualTo(127);
    assertThat(main.secondsSinceSuccess()).isBetween(0L, 120L);
    assertThat(main.run()).isNull();
    assertThat(types.get(1).consecutiveFailures()).isZero();
    assertThat(monitor().health().status()).isEqualTo(Level.DEGRADED);

    platform.run("main_submissions");
    assertThat(monitor().health().status()).isEqualTo(Level.FAILING);
  }

  /** During a run, the status table no longer has the previous error message. */
  @Test
  void activeRunIsShown() throws Exception {
    platform.set("ODK_FORM_ID", "no such form");
    platform.run("main_submissions");
    warehouse.update(
        """
        WITH begun AS (
            INSERT INTO odk_sync_history (sync_type, sync_timestamp, status, records_processed, service_instance)
            VALUES ('main_submissions', now(), 'in_progress', 1000, 'other-7') RETURNING id
        ), status AS (
            UPDATE odk_sync_status SET last_sync_status = 'in_progress', last_error_message = NULL
            WHERE sync_type = 'main_submissions'
        )
        UPDATE odk_sync_lease SET holder = 'x', instance = 'other-7', expires_at = now() + interval '1 minute'
        WHERE sync_type = 'main_submissions' AND EXISTS (SELECT FROM begun)""");

    SyncState main = StatusQueries.states(monitor().status()).get(0);

    assertThat(main.lastSyncStatus()).isEqualTo("in_progress");
    assertThat(main.lastError()).startsWith("config: ");
    assertThat(main.run().recordsProcessed()).isEqualTo(1000);
    assertThat(main.run().serviceInstance()).isEqualTo("other-7");
    assertThat(platform.send("main_submissions").heldBy()).isEqualTo("other-7");
  }

  @Test
  void historyIsFilteredAndPaged() throws Exception {
    platform.run(CYCLE);
    platform.set("ODK_FORM_ID", "no such form");
    platform.run("main_submissions");

    assertThat(ids(RunFilter.latest(10))).hasSize(4).isSortedAccordingTo((a, b) -> b - a);
    List<Integer> first = ids(RunFilter.latest(3));
    assertThat(ids(new RunFilter("", "", first.get(2), 10)))
        .singleElement()
        .satisfies(id -> assertThat(id).isLessThan(first.get(2)));
    assertThat(ids(new RunFilter("main_submissions", "", 0, 10))).hasSize(2);
    assertThat(ids(new RunFilter("main_submissions", "error", 0, 10)))
        .containsExactly(first.get(0));
    assertThat(ids(new RunFilter("' OR true --", "", 0, 10))).isEmpty();
    JsonNode failed = monitor().history(RunFilter.latest(1)).get(0);
    assertThat(failed.get("error_message").textValue()).startsWith("config: ");
    assertThat(failed.get("timestamp").textValue()).endsWith("Z");
  }

  @Test
  void statisticsCoverTheLastHours() throws Exception {
    platform.run(CYCLE);
    warehouse.update(
        """
        INSERT INTO odk_sync_history (sync_type, sync_timestamp, status, records_processed, duration_seconds,
            error_message, sync_metadata)
        VALUES ('url_refresh', now() - interval '2 hours', 'success', 100, 10, NULL, 'no JSON'),
               ('url_refresh', now() - interval '2 hours', 'success', 300, 30, NULL, '{"duration_ms": 30500}'),
               ('url_refresh', now() - interval '3 hours', 'error', 0, 5, 's3: no bucket', NULL),
               ('url_refresh', now() - interval '30 hours', 'success', 9, 90, NULL, NULL)""");

    JsonNode links = monitor().statistics(24).get("url_refresh");
    assertThat(links.get("runs").intValue()).isEqualTo(3);
    assertThat(links.get("success_rate").doubleValue()).isEqualTo(66.7);
    assertThat(links.get("average_seconds").doubleValue()).isEqualTo(20.25);
    assertThat(links.get("p50_seconds").doubleValue()).isEqualTo(20.25);
    assertThat(links.get("p95_seconds").doubleValue()).isEqualTo(29.475);
    assertThat(links.get("records").intValue()).isEqualTo(400);
    assertThat(links.get("records_per_second").doubleValue()).isEqualTo(9.9);
    assertThat(links.get("last_error").textValue()).isEqualTo("s3: no bucket");
    assertThat(monitor().statistics(2).has("url_refresh")).isFalse();
    assertThat(monitor().statistics(48).at("/url_refresh/runs").intValue()).isEqualTo(4);
  }

  @Test
  void keysAreThoseOfThePythonService() throws Exception {
    platform.run(ALL);

    ObjectNode statistics = StatusReports.statistics(monitor(), monitor().statistics(24));
    ObjectNode health =
        StatusReports.health(
            monitor(), ServiceInfo.of(platform.service().settings(), Clock.systemUTC()));

    for (ObjectNode answer : List.of(statistics, health)) {
      for (String type : List.of("main_submissions", "person_details", "image_processing")) {
        assertThat(names(answer.get(type))).contains(KEYS_OF_THE_PYTHON_SERVICE);
      }
      assertThat(names(answer.get("recent_history").get(0)))
          .contains(
              "sync_type",
              "timestamp",
              "status",
              "records_processed",
              "duration_seconds",
              "service_instance");
    }
    assertThat(names(health.get("service_info")))
        .containsExactly(
            "service_instance",
            "current_time",
            "sync_interval",
            "max_workers",
            "url_refresh_enabled");
    assertThat(statistics.at("/main_submissions/p95_seconds").isNumber()).isTrue();
  }

  /** From the guide. */
  @Test
  void queriesOfThePythonServiceRun() throws Exception {
    platform.run(ALL);

    assertThat(
            warehouse.query(
                """
                SELECT to_jsonb(q) FROM (
                SELECT sync_type, last_sync_timestamp, last_sync_status,
                       successful_sync_count, failed_sync_count
                FROM odk_sync_status
                ) q"""))
        .hasSizeGreaterThan(4);
    assertThat(
            warehouse.query(
                """
                SELECT to_jsonb(q) FROM (
                SELECT sync_type, sync_timestamp, status, records_processed, duration_seconds
                FROM odk_sync_history
                ORDER BY sync_timestamp DESC LIMIT 10
                ) q"""))
        .hasSize(ALL.length);
    assertThat(
            warehouse.query(
                """
                SELECT to_jsonb(q) FROM (
                SELECT sync_type,
                       AVG(duration_seconds) as avg_duration,
                       SUM(records_processed) as total_records
                FROM odk_sync_history
                WHERE status = 'success'
                  AND sync_timestamp > NOW() - INTERVAL '24 hours'
                GROUP BY sync_type
                ) q"""))
        .hasSize(ALL.length);
  }

  /** A month of failures must not slow down the status query. */
  @Test
  void statusQueryDoesNotScanAllFailures() throws Exception {
    platform.run(ALL);
    warehouse.update(
        """
        INSERT INTO odk_sync_history (sync_type, sync_timestamp, status, error_message)
        SELECT 'main_submissions', now() - make_interval(mins => n), 'error', 'network: no answer'
        FROM generate_series(1, 20000) n""");

    JsonNode plan =
        warehouse.query("EXPLAIN (ANALYZE, FORMAT JSON) " + statement("sync_types")).get(0);

    List<SyncState> types = StatusQueries.states(monitor().status());
    assertThat(types.get(0).consecutiveFailures()).isEqualTo(20_000);
    assertThat(plan.findValues("Actual Loops"))
        .allSatisfy(loops -> assertThat(loops.intValue()).isLessThanOrEqualTo(types.size()));
  }

  private static String statement(String name) throws IOException {
    try (InputStream sql =
        MonitorTest.class.getResourceAsStream("/sql/status/%s.sql".formatted(name))) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private StatusQueries monitor() throws SQLException {
    return platform.service().monitor();
  }

  private List<Integer> ids(RunFilter filter) throws SQLException {
    return StreamSupport.stream(monitor().history(filter).spliterator(), false)
        .map(run -> run.get("id").intValue())
        .toList();
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
