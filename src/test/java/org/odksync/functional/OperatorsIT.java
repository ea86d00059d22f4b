package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.odksync.embedded.FreePort;
import org.odksync.embedded.central.SampleCentral;

/** The commands as processes, with and without a running service. */
class OperatorsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Distribution distribution = new Distribution();

  OperatorsIT() throws IOException {}

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void readCommandsWorkBesideTheService() throws Exception {
    Map<String, String> variables = firstRunsOnly();
    Process service = distribution.start(variables, "run");
    try {
      await().atMost(TIMEOUT).until(() -> distribution.output().contains("person_details done"));
      await().atMost(TIMEOUT).until(() -> distribution.output().contains("image_processing done"));
      assertReadCommands(variables);
      Distribution.Answer health = distribution.ask(variables, "health", "--json");
      assertThat(JSON.readTree(health.text()).at("/problems/instances")).hasSize(1);
    } finally {
      service.destroy();
    }
    assertThat(distribution.end(service)).isZero();
    assertThat(output(variables, "monitor")).contains("   Last Processed: 127 records\n");
    assertThat(distribution.run(variables, "cleanup")).isZero();
    assertThat(distribution.output()).doesNotContain(" WARN ", " ERROR ");
  }

  @Test
  @Tag("soak")
  void readCommandsWorkWithoutTheService() throws Exception {
    Map<String, String> variables = firstRunsOnly();

    assertThat(distribution.run(variables, "sync")).isZero();

    assertReadCommands(variables);
  }

  /** Settings with first runs only, so that the output does not depend on time. */
  private static Map<String, String> firstRunsOnly() throws IOException {
    return Map.of(
        "SAMPLE_CHANGE_SECONDS", "0",
        "SYNC_INTERVAL", "3600",
        "HTTP_PORT", String.valueOf(FreePort.any()));
  }

  private void assertReadCommands(Map<String, String> variables) throws Exception {
    assertThat(output(variables, "monitor"))
        .startsWith("🔄 ODK SYNC MONITORING DASHBOARD\n====")
        .contains("✅ MAIN SUBMISSIONS\n", "   Last Processed: 127 records\n")
        .contains("📈 Success Rate: 100.0%");
    assertThat(
            output(variables, "status").lines().map(line -> line.substring(0, line.indexOf(' '))))
        .startsWith("TYPE", "main_submissions", "person_details", "image_processing");
    assertThat(output(variables, "history", "main_submissions", "--status", "success"))
        .contains("main_submissions")
        .doesNotContain("person_details");
    assertThat(output(variables, "statistics", "--hours", "1")).contains("100.0 %");
    for (List<String> command :
        List.of(List.of("monitor"), List.of("status"), List.of("history"), List.of("statistics"))) {
      JsonNode answer = JSON.readTree(output(variables, command.get(0), "--json"));
      assertThat(answer.toString()).as("%s", command).contains("main_submissions");
    }
    assertThat(output(variables, "verify", "--images"))
        .contains("127 at Central, 127 here", "167 compared");
    assertThat(output(variables, "doctor")).contains("OK", "bucket: link").doesNotContain("WARN");
    // the sample has answers that do not fit their column, and files that never arrive
    Distribution.Answer health = distribution.ask(variables, "health");
    assertThat(health.exitCode()).isEqualTo(1);
    assertThat(health.text()).startsWith("degraded\n").contains("rejects", "images");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void repairCommandsWorkBesideTheService() throws Exception {
    try (ProcessEnvironment environment = someSubmissions()) {
      ServiceProcess service = environment.start();
      environment.awaitSuccesses(0, ProcessEnvironment.EVERY_SECOND);
      environment.awaitSuccesses(0, Set.of(ProcessEnvironment.HOURLY));
      assertRepaired(environment);
      assertThat(service.isAlive()).isTrue();
      assertThat(service.stop()).as(service::output).isZero();
    }
  }

  @Test
  @Tag("soak")
  void repairCommandsWorkWithoutTheService() throws Exception {
    try (ProcessEnvironment environment = someSubmissions()) {
      assertSucceeds(environment, "sync");
      assertRepaired(environment);
    }
  }

  private static ProcessEnvironment someSubmissions() throws IOException, SQLException {
    SampleCentral central = SampleCentral.startEmpty(Clock.systemUTC());
    for (int i = 0; i < 5; i++) {
      central.submissions().create();
    }
    ProcessEnvironment environment = new ProcessEnvironment(central);
    environment.useDefaultLeases();
    // runs happen only at the start: later ones are the commands'
    environment.set("SYNC_INTERVAL", "86400");
    environment.set("RECONCILE_INTERVAL", "86400");
    return environment;
  }

  private static void assertRepaired(ProcessEnvironment environment) throws Exception {
    assertResync(environment);
    assertRebuild(environment);
    assertReplay(environment);
    assertCleanup(environment);
  }

  private static void assertResync(ProcessEnvironment environment) throws Exception {
    environment
        .warehouse()
        .update("UPDATE \"%s\" SET check_counts_1 = 'by hand'".formatted(Warehouse.MAIN));
    environment
        .warehouse()
        .update("UPDATE \"%s\" SET individual_first_name = 'by hand'".formatted(Warehouse.PERSONS));

    assertSucceeds(environment, "resync");

    assertEqualToCentral(environment);
  }

  private static void assertRebuild(ProcessEnvironment environment) throws Exception {
    environment
        .warehouse()
        .update("UPDATE \"%s\" SET check_counts_1 = 'by hand'".formatted(Warehouse.UNIFIED));

    assertSucceeds(environment, "rebuild");

    assertEqualToCentral(environment);
  }

  private static void assertReplay(ProcessEnvironment environment) throws Exception {
    Warehouse warehouse = environment.warehouse();
    String id = environment.central().submissions().create();
    warehouse.update(
        "ALTER TABLE \"%s\" ADD CONSTRAINT narrow CHECK (\"UUID\" <> '%s')"
            .formatted(Warehouse.MAIN, id));
    assertSucceeds(environment, "sync", "main_submissions");
    assertThat(warehouse.table(Warehouse.MAIN)).doesNotContainKey(id);
    assertThat(openRejects(warehouse)).containsExactly(id);
    warehouse.update("ALTER TABLE \"%s\" DROP CONSTRAINT narrow".formatted(Warehouse.MAIN));

    assertSucceeds(environment, "replay");

    assertThat(warehouse.table(Warehouse.UNIFIED)).containsKey(id);
    assertThat(openRejects(warehouse)).isEmpty();
    assertEqualToCentral(environment);
  }

  private static void assertCleanup(ProcessEnvironment environment) throws Exception {
    Warehouse warehouse = environment.warehouse();
    warehouse.update(
        "INSERT INTO odk_sync_history (sync_type, sync_timestamp, status)"
            + " VALUES ('former', now() - interval '10 years', 'success'), ('former', now(), 'success')");

    assertSucceeds(environment, "cleanup");

    assertThat(
            warehouse.query(
                "SELECT to_jsonb(sync_timestamp > now() - interval '1 hour') FROM odk_sync_history"
                    + " WHERE sync_type = 'former'"))
        .isNotEmpty()
        .allMatch(JsonNode::booleanValue);
  }

  private static void assertSucceeds(ProcessEnvironment environment, String... command)
      throws Exception {
    ServiceProcess instance = environment.start(Map.of(), command);
    assertThat(instance.end()).as(instance::output).isZero();
  }

  private static void assertEqualToCentral(ProcessEnvironment environment) throws Exception {
    new WarehouseComparison(environment.warehouse(), environment.central().submissions().list())
        .check();
  }

  private static List<String> openRejects(Warehouse warehouse) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(submission_id) FROM odk_rejected_record"
                + " WHERE replayed_at IS NULL AND column_name = ''")
        .stream()
        .map(JsonNode::textValue)
        .toList();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void typeThatTheServiceRunsIsBusy() throws Exception {
    try (ProcessEnvironment environment = someSubmissions()) {
      CompletableFuture<Void> tried = new CompletableFuture<>();
      environment
          .central()
          .faults()
          .next(
              "svc/Submissions",
              normal ->
                  exchange -> {
                    tried.join();
                    normal.handle(exchange);
                  },
              Integer.MAX_VALUE);
      ServiceProcess service = environment.start();
      await()
          .atMost(TIMEOUT)
          .until(() -> environment.running(service).contains("main_submissions"));

      ServiceProcess sync = environment.start(Map.of(), "sync", "main_submissions");

      assertThat(sync.end()).as(sync::output).isEqualTo(3);
      assertThat(sync.output())
          .containsPattern(
              "odk-sync: main_submissions is skipped: \\S+%s holds its lease "
                  .formatted(service.suffix()));
      tried.complete(null);
      environment.awaitSuccesses(0, Set.of("main_submissions"));
      assertThat(service.stop()).as(service::output).isZero();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void watchSurvivesADatabaseOutage() throws Exception {
    try (ProcessEnvironment environment = someSubmissions();
        FaultProxy database = new FaultProxy(Integer.parseInt(environment.get("PG_PORT")))) {
      assertSucceeds(environment, "sync", "main_submissions");
      environment.set("PG_PORT", String.valueOf(database.port()));
      ServiceProcess watch = environment.start(Map.of(), "monitor", "--watch");
      await().atMost(TIMEOUT).until(() -> screen(watch).startsWith("🔄 ODK SYNC"));

      database.refuse();
      await().atMost(TIMEOUT).until(() -> screen(watch).startsWith("❌ no answer since 20"));
      assertThat(screen(watch)).contains("database: no connection", "✅ MAIN SUBMISSIONS");
      database.pass();
      await().atMost(TIMEOUT).until(() -> screen(watch).startsWith("🔄 ODK SYNC"));

      assertThat(watch.stop()).isEqualTo(143);
    }
  }

  /** The current screen, from all output so far. */
  private static String screen(ServiceProcess instance) {
    return instance.output().replaceFirst("(?s).*\u001b\\[2J", "");
  }

  @Test
  void terminalShowsProgress() throws Exception {
    Map<String, String> variables = Map.of("SAMPLE_CHANGE_SECONDS", "0");

    Distribution.Answer shown =
        distribution.show(variables, "sync", "main_submissions", "image_processing", "unified");

    assertThat(shown.exitCode()).as(shown.text()).isZero();
    assertThat(shown.text())
        .contains("main_submissions", "127/127 records", "167/169 records", "records/s")
        .doesNotContain("INFO");
    assertThat(distribution.ask(variables, "sync", "main_submissions").text())
        .contains("main_submissions done")
        .doesNotContain("records/s");
  }

  @Test
  void unreachableDatabaseIsFailing() throws Exception {
    Map<String, String> nowhere =
        Map.of(
            "EMBEDDED", "false",
            "PG_PORT", "1",
            "PG_PASS", "hunter2",
            "ODK_BASE_URL", "http://127.0.0.1:1",
            "ODK_PROJECT_ID", "1",
            "ODK_FORM_ID", "f",
            "ODATA_USER", "u@example.org",
            "ODATA_PASS", "hunter2");

    Distribution.Answer health = distribution.ask(nowhere, "health", "--json");
    assertThat(health.exitCode()).isEqualTo(2);
    assertThat(JSON.readTree(health.text()).at("/reasons/0/message").textValue())
        .startsWith("database: no connection to PostgreSQL");
    Distribution.Answer status = distribution.ask(nowhere, "status", "--json");
    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(status.text()).isEmpty();
    assertThat(distribution.output())
        .contains("odk-sync: database: no connection to PostgreSQL")
        .doesNotContain("hunter2");
  }

  @Test
  void logIsJsonIfConfigured() throws Exception {
    Distribution.Answer sync =
        distribution.ask(
            Map.of("LOG_FORMAT", "json", "SAMPLE_CHANGE_SECONDS", "0"), "sync", "main_submissions");

    assertThat(sync.exitCode()).isZero();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : sync.text().lines().filter(it -> !it.startsWith("embedded ")).toList()) {
      lines.add(JSON.readTree(line));
    }
    assertThat(lines)
        .filteredOn(line -> line.get("message").textValue().contains("main_submissions done"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.get("sync").textValue()).isEqualTo("main_submissions");
              assertThat(line.get("message").textValue())
                  .contains("run " + line.get("history_id").textValue());
              assertThat(line.get("instance").textValue()).contains("-");
            });
    assertThat(distribution.run(Map.of("LOG_FORMAT", "xml"), "sync")).isEqualTo(2);
    assertThat(distribution.output()).contains("LOG_FORMAT must be text or json, not 'xml'");
  }

  @Test
  void wrongArgumentIsExitTwo() throws Exception {
    assertThat(distribution.run(Map.of(), "history", "--limit", "0")).isEqualTo(2);
    assertThat(distribution.run(Map.of(), "history", "--status", "broken")).isEqualTo(2);
    assertThat(distribution.run(Map.of(), "statistics", "--hours", "x")).isEqualTo(2);
    assertThat(distribution.directory().resolve("data")).doesNotExist();
  }

  @Test
  void serverThatOthersReachNeedsAPassword() throws Exception {
    Map<String, String> open = Map.of("HTTP_HOST", "0.0.0.0");

    assertThat(distribution.run(open, "run")).isEqualTo(2);
    assertThat(distribution.output()).contains("odk-sync: ADMIN_PASSWORD is not set: without it");
  }

  @Test
  void shellsCanCompleteCommands() throws Exception {
    assertThat(output(Map.of(), "generate-completion"))
        .contains("monitor", "--max-workers", "history_cleanup");
  }

  private String output(Map<String, String> variables, String... command) throws Exception {
    Distribution.Answer answer = distribution.ask(variables, command);
    assertThat(answer.exitCode()).as("%s: %s", List.of(command), answer.text()).isZero();
    return answer.text();
  }
}
