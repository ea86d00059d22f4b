package org.odksync.functional;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odksync.run.ActiveRuns;
import org.odksync.run.SyncRun;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Metrics and health checks of the running service, and the files that use them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsTest {

  private static final Path FILES = Path.of("src/main/observability");

  /** Metric names in an expression: ours, the pool's and the JVM's. */
  private static final Pattern METRIC = Pattern.compile("\\b(odk|hikaricp|jvm|process)_\\w+");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Platform platform = new Platform();
  private final FaultProxy toDatabase =
      new FaultProxy(Integer.parseInt(platform.variable("PG_PORT")));
  private String server;

  MetricsTest() throws IOException, SQLException {
    platform.set("PG_HOST", "127.0.0.1");
    platform.set("PG_PORT", String.valueOf(toDatabase.port()));
    platform.property("database.connectMilliseconds", "1000");
    platform.property("watch.milliseconds", "200");
  }

  @BeforeAll
  void serve() throws IOException, SQLException {
    server = platform.serve();
    for (String type : List.of("image_processing", "history_cleanup")) {
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(
                          value(
                              "odk_sync_runs_total{outcome=\"success\",sync=\"%s\"}"
                                  .formatted(type)))
                      .isPositive());
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> value("odk_sync_lag_seconds{sync=\"main_submissions\"}") >= 0);
  }

  @AfterAll
  void close() throws IOException {
    platform.close();
    toDatabase.close();
  }

  // --- metrics

  @Test
  void runsAreCountedAndTimed() throws Exception {
    new ApiCaller(server).awaitFirstRuns();
    double before = value("odk_sync_runs_total{outcome=\"success\",sync=\"unified\"}");
    // a triggered run may be active
    await().until(() -> platform.send("unified").isStarted());

    assertThat(value("odk_sync_runs_total{outcome=\"success\",sync=\"unified\"}"))
        .isGreaterThanOrEqualTo(before + 1);
    assertThat(value("odk_sync_duration_seconds_count{sync=\"unified\"}"))
        .isGreaterThanOrEqualTo(before + 1);
    assertThat(value("odk_sync_records_total{sync=\"main_submissions\"}"))
        .isGreaterThanOrEqualTo(127);
    assertThat(value("odk_sync_runs_total{outcome=\"error\",sync=\"unified\"}")).isZero();
  }

  @Test
  void recordsOfFailedRunsAreNotCounted() throws Exception {
    ActiveRuns runs =
        platform.service().camel().getRegistry().lookupByNameAndType("runs", ActiveRuns.class);
    for (boolean fails : new boolean[] {true, false}) {
      try (SyncRun run = runs.start("census")) {
        run.progress(5);
        if (!fails) {
          run.complete(7, null, Map.of());
        }
      }
    }

    assertThat(value("odk_sync_records_total{sync=\"census\"}")).isEqualTo(7);
  }

  @Test
  void runsThatAreSkippedOrAbandonedAreCounted() throws Exception {
    new ApiCaller(server).awaitFirstRuns();
    Warehouse warehouse = platform.warehouse();
    String counted = "odk_sync_runs_total{outcome=\"%s\",sync=\"reconcile\"}";
    String takeLease =
        "UPDATE odk_sync_lease SET holder = 'x', instance = 'another', expires_at = now() + %s"
            + " WHERE sync_type = 'reconcile'";
    warehouse.execute(
        "INSERT INTO odk_sync_history (sync_type, status, records_processed)"
            + " VALUES ('reconcile', 'in_progress', 0)");

    warehouse.execute(takeLease.formatted("interval '1 hour'"));
    platform.send("reconcile");
    assertThat(value(counted.formatted("skipped"))).isEqualTo(1);

    warehouse.execute(takeLease.formatted("interval '-1 second'"));
    platform.send("reconcile");
    assertThat(value(counted.formatted("abandoned"))).isEqualTo(1);
    assertThat(value(counted.formatted("skipped"))).isEqualTo(1);
  }

  @Test
  void requestsAreTimed() throws Exception {
    assertThat(value("odk_central_requests_seconds_count{outcome=\"success\"}")).isPositive();
    await()
        .untilAsserted(
            () ->
                assertThat(value("odk_s3_requests_seconds_count{outcome=\"success\"}"))
                    .isPositive());
  }

  /** The bucket lacks new images, and Central lacks images that are still on a phone. */
  @Test
  void missingObjectsAndFilesAreNotErrors() throws Exception {
    for (String system : List.of("central", "s3")) {
      String requests = "odk_" + system + "_requests_seconds_count{outcome=\"%s\"}";
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> assertThat(value(requests.formatted("absent"))).as(system).isBetween(1., 1e6));
      assertThat(value(requests.formatted("error"))).as(system).isZero();
    }
  }

  @Test
  void warehouseHasMetrics() throws Exception {
    await().untilAsserted(() -> assertThat(value("odk_images{state=\"stored\"}")).isPositive());
    assertThat(value("odk_database_up")).isEqualTo(1);
    assertThat(value("odk_sync_success_age_seconds{sync=\"main_submissions\"}"))
        .isBetween(0., 600.);
    assertThat(value("odk_sync_stale{sync=\"main_submissions\"}")).isZero();
    assertThat(value("odk_sync_lag_seconds{sync=\"unified\"}")).isNaN();
  }

  @Test
  void poolAndJvmHaveMetrics() throws Exception {
    assertThat(scrape()).contains("hikaricp_connections_active", "jvm_memory_used_bytes");
  }

  /** Camel has some metrics for each route and endpoint; none of ours contains an id. */
  @Test
  void numberOfSeriesIsLimited() throws Exception {
    assertThat(names()).noneMatch(name -> name.startsWith("camel_"));
    assertThat(scrape().lines()).hasSizeLessThan(800);
    assertThat(scrape()).doesNotContain("uuid:", "postgres", "@", "http://");
  }

  // --- health

  @Test
  void everyCheckIsUp() throws Exception {
    JsonNode ready = JSON.readTree(get("/observe/health/ready").body());

    assertThat(ready.path("status").asText()).isEqualTo("UP");
    assertThat(ready.path("checks").valueStream().map(check -> check.path("name").asText()))
        .contains("database", "runs", "central", "s3", "images", "links", "rejects");
  }

  @Test
  void failingRunsAreReportedAndKeepTheServiceUp() throws Exception {
    platform
        .warehouse()
        .update(
            "INSERT INTO odk_sync_history (sync_type, status, error_message)"
                + " SELECT 'history_cleanup', 'error', 'network: secret place'"
                + " FROM generate_series(1, 3)");
    await().untilAsserted(() -> assertThat(message("runs")).contains("failing"));

    assertThat(message("runs")).contains("history_cleanup", "network").doesNotContain("secret");
    assertThat(message("central")).contains("degraded");
    assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
    assertThat(value("odk_sync_failures_consecutive{sync=\"history_cleanup\"}")).isEqualTo(3);
    assertThat(value("odk_health_level")).isEqualTo(2);

    platform
        .warehouse()
        .update("DELETE FROM odk_sync_history WHERE error_message = 'network: secret place'");
    await().untilAsserted(() -> assertThat(message("central")).isEqualTo("ok"));
  }

  @Test
  void withoutDatabaseTheServiceIsLiveAndNotReady() throws Exception {
    toDatabase.refuse();
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503));
      assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
      assertThat(value("odk_database_up")).isZero();
      assertThat(value("odk_images{state=\"stored\"}")).isPositive();
      assertThat(value("odk_health_level")).isEqualTo(2);
      assertThat(message("runs")).matches("unknown for \\d+ s, before: ok.*");
    } finally {
      toDatabase.pass();
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200));
  }

  // --- alert and dashboard files

  @Test
  void alertsHaveDescriptionsAndExistingMetrics() throws Exception {
    JsonNode file =
        JSON.valueToTree(
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(FILES.resolve("alerts.yaml"))));
    List<JsonNode> rules =
        file.path("groups").valueStream().flatMap(g -> g.path("rules").valueStream()).toList();
    Set<String> known = names();

    assertThat(rules).hasSizeGreaterThan(7);
    assertThat(rules).extracting(rule -> rule.path("alert").asText()).doesNotHaveDuplicates();
    assertThat(rules)
        .allSatisfy(
            rule -> {
              assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
              assertThat(rule.at("/annotations/description").asText()).isNotBlank();
              assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning", "info");
              assertExpression(rule.path("expr").asText(), known);
            });
  }

  @Test
  void panelsUseExistingMetrics() throws Exception {
    JsonNode dashboard = JSON.readTree(FILES.resolve("dashboard.json").toFile());
    List<String> expressions = dashboard.findValuesAsText("expr");
    Set<String> known = names();

    assertThat(dashboard.path("uid").asText()).isNotBlank();
    assertThat(expressions).hasSizeGreaterThan(9);
    assertThat(expressions).allSatisfy(expression -> assertExpression(expression, known));
    assertThat(dashboard.path("panels"))
        .allSatisfy(panel -> assertThat(panel.path("title").asText()).isNotBlank());
  }

  private static void assertExpression(String expression, Set<String> known) {
    Set<String> used =
        METRIC.matcher(expression).results().map(name -> name.group()).collect(toSet());
    assertThat(used).as(expression).isNotEmpty().isSubsetOf(known);
    assertThat(count(expression, "(")).as(expression).isEqualTo(count(expression, ")"));
    assertThat(count(expression, "{")).as(expression).isEqualTo(count(expression, "}"));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length;
  }

  // --- helpers

  private Set<String> names() throws IOException, InterruptedException {
    return samples().map(line -> line.split("[{ ]", 2)[0]).collect(toSet());
  }

  /** The value of a sample by name and labels; NaN for none. */
  private double value(String sample) throws IOException, InterruptedException {
    return samples()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  private Stream<String> samples() throws IOException, InterruptedException {
    return scrape().lines().filter(line -> !line.startsWith("#"));
  }

  private String scrape() throws IOException, InterruptedException {
    return new String(get("/observe/metrics").body(), StandardCharsets.UTF_8);
  }

  private String message(String check) throws IOException, InterruptedException {
    return JSON.readTree(get("/observe/health/ready").body())
        .path("checks")
        .valueStream()
        .filter(each -> each.path("name").asText().equals(check))
        .map(each -> each.path("message").asText())
        .findFirst()
        .orElse("");
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return Platform.get(server + path);
  }
}
