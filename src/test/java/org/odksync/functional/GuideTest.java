package org.odksync.functional;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.example.OwnRuns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odksync.config.Settings;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.Submissions;
import org.odksync.run.ActiveRuns;

/**
 * Runs every command, query and example of docs/migrating.md on a warehouse of the Python service.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuideTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MAIN = "main_submissions";

  /** The unified table with one row per person, as in the Python service's last versions. */
  private static final String UNIFIED_OF_PYTHON =
      """
      CREATE TABLE "GRARentalDataCollection_unified" ("UUID" varchar, "Person UUID" text,
          "Basis" text, PRIMARY KEY ("UUID", "Person UUID"))""";

  private static final Pattern COMMAND_OF_THE_GUIDE =
      Pattern.compile("(?ms)^docker-compose exec .*?(?=^#|^docker-compose|\\z)");

  /** The expected result of each command of the page. */
  private static final Map<String, Consumer<CliResult>> COMMANDS =
      Map.ofEntries(
          entry("sync", GuideTest::assertSucceeds),
          entry("sync main_submissions", GuideTest::assertSucceeds),
          entry(
              "sync main_submissions person_details image_processing url_refresh",
              GuideTest::assertSucceeds),
          entry("sync --max-workers 5 --prioritize-new", GuideTest::assertSucceeds),
          entry("rebuild", result -> assertThat(successOutput(result)).contains("127")),
          entry("cleanup", GuideTest::assertSucceeds),
          entry(
              "doctor",
              result -> assertThat(successOutput(result)).contains("OK").doesNotContain("FAIL")),
          entry(
              "verify",
              result -> assertThat(successOutput(result)).contains("127 at Central, 127 here")),
          entry(
              "monitor",
              result -> assertThat(successOutput(result)).contains("✅ MAIN SUBMISSIONS\n")),
          entry("status", result -> assertThat(successOutput(result)).contains(MAIN, "success")),
          entry(
              "history --status error",
              result -> assertThat(successOutput(result)).contains("abandoned by python-1")),
          entry(
              "statistics --json",
              result -> assertThat(typesIn(successOutput(result))).contains(MAIN)),
          entry("health --json", GuideTest::assertHealth));

  private final Platform platform = new Platform();
  private final Warehouse warehouse = platform.warehouse();
  private final Map<String, CliResult> switchOver = new LinkedHashMap<>();

  GuideTest() throws IOException, SQLException {}

  /** Switches over as the page describes. */
  @BeforeAll
  void switchOver() throws SQLException {
    warehouse.empty();
    warehouse.execute(tablesOfTheGuide());
    warehouse.execute(
        """
        INSERT INTO odk_sync_status (sync_type, last_sync_timestamp, last_attempt_timestamp,
            last_sync_status, successful_sync_count, last_records_processed)
        SELECT type, '2025-08-20 15:01:00Z', '2025-08-20 15:01:00Z', 'success', 6, 5
        FROM unnest(ARRAY['main_submissions', 'person_details', 'image_processing', 'url_refresh']) type;
        INSERT INTO odk_sync_history (sync_type, sync_timestamp, status, records_processed,
            duration_seconds, sync_metadata, service_instance)
        VALUES ('main_submissions', now() - interval '31 days', 'success', 5, 2, '{}', 'python-1'),
               ('main_submissions', now() - interval '1 day', 'success', 5, 2, '{}', 'python-1'),
               ('person_details', now() - interval '1 day', 'success', 5, 2, '{}', 'python-1'),
               ('url_refresh', now() - interval '1 hour', 'in_progress', NULL, NULL, NULL, 'python-1');
        CREATE TABLE "GRARentalDataCollection" ("UUID" varchar PRIMARY KEY, "__id" varchar,
            survey_date timestamp, property_location jsonb, sum_owner varchar, "__system" jsonb,
            building_image_url varchar, "SubmittedDate" timestamp);
        CREATE TABLE "GRARentalDataCollection_person_details" ("UUID" varchar PRIMARY KEY,
            "__id" varchar, "__Submissions-id" varchar, occupancy jsonb);
        """
            + UNIFIED_OF_PYTHON);
    warehouse.update(
        "INSERT INTO \"GRARentalDataCollection\" (\"UUID\", sum_owner) VALUES (?, 'as it was')",
        platform.central().submissions().list().get(0).get("__id").textValue());
    warehouse.execute(rename());
    GuidePage.commands(GuidePage.blocks("switch over").get(1))
        .forEach(command -> switchOver.put(command, run(command)));
  }

  @AfterAll
  void close() {
    platform.close();
  }

  // --- the page is complete

  @Test
  void pageHasEverySnippetOfTheGuide() {
    assertThat(GuidePage.blocksOfTheGuide()).hasSize(9);
    assertThat(GuidePage.blocks()).containsAll(GuidePage.blocksOfTheGuide());
  }

  @Test
  void pageHasARowForEveryCommandOfTheGuide() {
    List<String> commands =
        GuidePage.blocksOfTheGuide().stream()
            .filter(block -> block.language().equals("bash"))
            .flatMap(block -> COMMAND_OF_THE_GUIDE.matcher(block.code()).results())
            .map(command -> command.group())
            .toList();
    List<String> rows =
        GuidePage.table("guide table").stream()
            .map(row -> GuidePage.spans(row.get(0)).get(0))
            .toList();

    assertThat(commands)
        .hasSize(4)
        .allSatisfy(command -> assertThat(rows).anyMatch(command::contains));
  }

  @Test
  void rowsFollowTheGuidesOrder() {
    assertThat(
            GuidePage.table("guide table").stream()
                .map(row -> GuidePage.spans(row.get(0)).get(0))
                .map(GuidePage.GUIDE::indexOf))
        .isSorted()
        .allSatisfy(place -> assertThat(place).isNotNegative());
  }

  /** This test, {@link GuideIT}, or an example that this test runs covers every row. */
  @Test
  void everyRowIsCovered() {
    String examples = String.join("\n", GuidePage.examples().values());
    assertThat(GuidePage.table("guide table"))
        .hasSizeGreaterThan(15)
        .allSatisfy(
            row -> {
              List<String> spans = GuidePage.spans(row.get(1));
              boolean isCommand = GuidePage.commands(row.get(1)).anyMatch(COMMANDS::containsKey);
              boolean isRun = spans.contains(GuideIT.RUN);
              boolean isJava =
                  spans.stream()
                      .flatMap(
                          span -> Pattern.compile("\\bruns?\\.\\w+\\(").matcher(span).results())
                      .map(call -> call.group())
                      .anyMatch(examples::contains);
              boolean isSql = row.get(1).contains("(#queries)") || row.get(1).contains("(#tables)");
              assertThat(isCommand || isRun || isJava || isSql).isTrue();
            });
  }

  @Test
  void everyCommandIsCovered() {
    assertThat(GuidePage.commands()).containsExactlyInAnyOrderElementsOf(COMMANDS.keySet());
  }

  @Test
  void examplesMatchTheirCompiledSource() {
    Map<String, String> examples = GuidePage.examples();
    assertThat(examples).containsOnlyKeys("basic", "advanced", "recovery", "census");
    examples.forEach(
        (name, code) ->
            assertThat(GuidePage.blocks("example: " + name)).as(name).containsExactly(code));
    assertThat(GuidePage.blocks())
        .filteredOn(block -> block.language().equals("java"))
        .hasSameSizeAs(examples.keySet());
  }

  @Test
  void containerHasTheCommand() throws IOException {
    assertThat(Files.readString(Path.of("docker-compose.yml")))
        .contains("\n  odk_sync:\n", "- okd_sync\n");
    assertThat(Files.readString(Path.of("src/main/docker/Dockerfile")))
        .contains("/bin bin/\n", "ENTRYPOINT [\"bin/odk-sync\"]\n");
  }

  // --- commands

  @Test
  void switchOverLosesNothing() throws SQLException {
    assertThat(switchOver.keySet()).containsExactly("doctor", "sync", "verify");
    switchOver.forEach((command, result) -> COMMANDS.get(command).accept(result));
    for (String type : OnPlatform.ALL) {
      assertThat(warehouse.status(type).get("last_sync_status").textValue()).isEqualTo("success");
    }
    assertThat(warehouse.status(MAIN).get("successful_sync_count").intValue()).isGreaterThan(6);
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127);
    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(127);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(count(*)) FROM \"%s\"".formatted(PersonsViewTest.VIEW)))
        .extracting(JsonNode::intValue)
        .containsExactly(498);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(status) FROM odk_sync_history WHERE service_instance = 'python-1'"
                    + " AND sync_timestamp > now() - interval '2 days' ORDER BY id"))
        .extracting(JsonNode::textValue)
        .containsExactly("success", "success", "error");
  }

  /** The old table has one row per person; odk-sync can create its own at any time. */
  @Test
  void unifiedTableThatWasNotRenamedIsReported() throws SQLException {
    String database = Servers.SHARED.emptyDatabase();
    String problem = "GRARentalDataCollection_unified has no unique index on \"UUID\" alone";
    try (HikariDataSource connections = Servers.SHARED.connections(database)) {
      Warehouse other = new Warehouse(connections);
      other.execute(UNIFIED_OF_PYTHON);

      CliResult doctor = run(with("PG_DB", database), "doctor");
      assertThat(doctor.out()).contains("FAIL    tables", problem, "RENAME TO");
      assertThat(doctor.exitCode()).isEqualTo(1);

      CliResult sync = run(with("PG_DB", database), "sync main_submissions unified");
      assertThat(sync.err()).contains("odk-sync: unified: database: ", "odk-sync doctor");

      other.execute(rename());
      assertSucceeds(run(with("PG_DB", database), "doctor"));
      assertSucceeds(run(with("PG_DB", database), "rebuild"));
      assertThat(other.table(Warehouse.UNIFIED)).hasSize(127);
    }
  }

  private static String rename() {
    return GuidePage.blocks("switch over").get(0);
  }

  @ParameterizedTest
  @MethodSource("commandsOfThePage")
  void commandGivesTheDocumentedResult(String command) {
    COMMANDS.get(command).accept(run(command));
  }

  static Stream<String> commandsOfThePage() {
    return GuidePage.commands();
  }

  @Test
  void cleanupDeletesOldRuns() throws SQLException {
    warehouse.update(
        "INSERT INTO odk_sync_history (sync_type, sync_timestamp, status)"
            + " VALUES ('unified', now() - interval '31 days', 'success')");

    assertSucceeds(run("cleanup"));

    assertThat(
            warehouse.query(
                "SELECT to_jsonb(id) FROM odk_sync_history"
                    + " WHERE sync_timestamp < now() - interval '30 days'"))
        .isEmpty();
  }

  /** The option overrides MAX_WORKERS. */
  @Test
  void workersOptionSetsTheParallelCopies() throws SQLException {
    assertThat(maxParallelCopies(5)).isEqualTo(5);
    assertThat(maxParallelCopies(1)).isEqualTo(1);
  }

  /**
   * The maximum number of parallel file requests. The first requests wait for each other, so that
   * slow machines give the same number.
   */
  private int maxParallelCopies(int workers) throws SQLException {
    AtomicInteger active = new AtomicInteger();
    AtomicInteger maximum = new AtomicInteger();
    CountDownLatch expected = new CountDownLatch(workers);
    Fault counted =
        normal ->
            exchange -> {
              maximum.accumulateAndGet(active.incrementAndGet(), Math::max);
              expected.countDown();
              try {
                expected.await(10, TimeUnit.SECONDS);
                Fault.delay(Duration.ofMillis(20))
                    .around(
                        answered -> {
                          active.decrementAndGet();
                          normal.handle(answered);
                        })
                    .handle(exchange);
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            };
    platform.central().faults().next("/attachments/", counted, Integer.MAX_VALUE);
    copyAgain();
    assertSucceeds(run(with("MAX_WORKERS", "3"), "sync image_processing --max-workers " + workers));
    platform.central().faults().clear();
    return maximum.get();
  }

  /** The option overrides PRIORITIZE_NEW. */
  @Test
  void orderOptionSetsTheCopyOrder() throws SQLException {
    List<String> oldestFirst = copyOrder("true", "--no-prioritize-new");
    List<String> newestFirst = copyOrder("false", "--prioritize-new");

    // two copies run in parallel
    assertThat(oldestFirst.get(0)).isLessThan(oldestFirst.get(oldestFirst.size() - 1));
    assertThat(newestFirst.get(0)).isGreaterThan(newestFirst.get(newestFirst.size() - 1));
  }

  /** Copies all images again; gives their submissions' dates in copy order. */
  private List<String> copyOrder(String variable, String option) throws SQLException {
    copyAgain();
    assertSucceeds(
        run(with("PRIORITIZE_NEW", variable), "sync image_processing --max-workers 1 " + option));
    List<String> submitted =
        warehouse
            .query(
                "SELECT to_jsonb(odk_utc(submitted_at)) FROM odk_attachment"
                    + " WHERE state = 'stored' ORDER BY stored_at")
            .stream()
            .map(JsonNode::textValue)
            .toList();
    assertThat(submitted).hasSizeGreaterThan(10);
    return submitted;
  }

  private void copyAgain() throws SQLException {
    warehouse.update(
        "UPDATE odk_attachment SET state = 'pending', next_attempt_at = now(), stored_at = NULL"
            + " WHERE state = 'stored'");
  }

  /** Uses its own database, because the output has fixed numbers. */
  @Test
  void sampleOutputIsVerbatim() throws SQLException {
    String database = Servers.SHARED.newDatabase();
    try (HikariDataSource connections = Servers.SHARED.connections(database)) {
      new Warehouse(connections)
          .execute(
              """
              INSERT INTO odk_sync_status (sync_type, last_sync_timestamp, last_sync_status,
                  successful_sync_count, failed_sync_count, last_records_processed)
              SELECT type, '2025-08-20 15:01:00Z', 'success', 6, 0, records
              FROM (VALUES ('main_submissions', 127), ('person_details', 498),
                  ('image_processing', 3), ('url_refresh', 45)) t (type, records);
              INSERT INTO odk_sync_history (sync_type, sync_timestamp, status, duration_seconds)
              SELECT 'main_submissions', now(), 'success', CASE n WHEN 1 THEN 3 ELSE 2 END
              FROM generate_series(1, 10) n""");
    }

    CliResult monitor = run(with("PG_DB", database), "monitor");

    String sample = GuidePage.blocks("sample output").get(0);
    assertThat(sample).contains("127 records", "498 records", "2.1 seconds");
    assertThat(monitor.out()).containsSubsequence(List.of(sample.split("\n\n")));
  }

  // --- queries

  @Test
  void queriesRunUnchanged() throws SQLException {
    List<String> queries = statements(GuidePage.blocks("queries").get(0));
    assertThat(queries).hasSize(3);

    List<Map<String, Object>> status = rows(queries.get(0));
    assertThat(status)
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsOnlyKeys(
                        "sync_type",
                        "last_sync_timestamp",
                        "last_sync_status",
                        "successful_sync_count",
                        "failed_sync_count"));
    assertThat(status)
        .filteredOn(row -> MAIN.equals(row.get("sync_type")))
        .singleElement()
        .satisfies(row -> assertThat((Integer) row.get("successful_sync_count")).isGreaterThan(6));

    List<Map<String, Object>> recent = rows(queries.get(1));
    assertThat(recent).hasSize(10);
    assertThat(recent.stream().map(row -> (Timestamp) row.get("sync_timestamp")))
        .isSortedAccordingTo((one, other) -> other.compareTo(one));

    assertThat(rows(queries.get(2)))
        .filteredOn(row -> MAIN.equals(row.get("sync_type")))
        .singleElement()
        .satisfies(
            row -> {
              assertThat((BigDecimal) row.get("avg_duration")).isNotNegative();
              assertThat((Long) row.get("total_records")).isGreaterThanOrEqualTo(127);
            });
  }

  /** The tables have exactly the guide's columns, types and defaults. */
  @Test
  void tablesMatchTheGuide() throws SQLException {
    String database = Servers.SHARED.emptyDatabase();
    Map<String, String> ofTheGuide;
    try (HikariDataSource connections = Servers.SHARED.connections(database)) {
      Warehouse guide = new Warehouse(connections);
      guide.execute(tablesOfTheGuide());
      ofTheGuide = columns(guide);
    }
    database = Servers.SHARED.newDatabase();
    try (HikariDataSource connections = Servers.SHARED.connections(database)) {
      assertThat(columns(new Warehouse(connections))).isEqualTo(ofTheGuide).hasSize(19);
    }
    assertThat(columns(warehouse)).isEqualTo(ofTheGuide);
  }

  private static Map<String, String> columns(Warehouse database) throws SQLException {
    Map<String, String> columns = new TreeMap<>();
    for (JsonNode column :
        database.query(
            """
            SELECT jsonb_build_array(attrelid::regclass || '.' || attname,
                concat_ws(' ', format_type(atttypid, atttypmod), attnotnull,
                    pg_get_expr(adbin, adrelid)))
            FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            WHERE attrelid IN ('odk_sync_status'::regclass, 'odk_sync_history'::regclass)
              AND attnum > 0""")) {
      columns.put(column.get(0).textValue(), column.get(1).textValue());
    }
    return columns;
  }

  // --- recovery

  @Test
  void everyErrorClassIsRecorded() throws SQLException {
    Map<String, String> classes = new LinkedHashMap<>();
    for (List<String> row : GuidePage.table("error classes")) {
      classes.put(GuidePage.spans(row.get(0)).get(0), GuidePage.spans(row.get(1)).get(0));
    }
    assertThat(classes)
        .containsOnlyKeys("Network Errors", "Database Errors", "S3 Errors", "Data Errors");
    assertThat(GuidePage.GUIDE).contains(classes.keySet());
    try {
      platform.central().faults().next("svc/Submissions", Fault.disconnect(), 10);
      assertThat(failure(platform.variables(), MAIN)).startsWith(classes.get("Network Errors"));
      platform.central().faults().clear();

      platform.central().faults().next("svc/Submissions", Fault.html(200), 10);
      assertThat(failure(platform.variables(), MAIN)).startsWith(classes.get("Data Errors"));
      platform.central().faults().clear();

      warehouse.execute(
          """
          CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE EXCEPTION 'refused' USING ERRCODE = '42501';
          END $$;
          CREATE TRIGGER refuse BEFORE UPDATE ON odk_sync_cursor
            FOR EACH ROW EXECUTE FUNCTION refuse()""");
      changeASubmission();
      assertThat(failure(platform.variables(), MAIN)).startsWith(classes.get("Database Errors"));
      warehouse.execute("DROP FUNCTION refuse CASCADE");

      warehouse.update(
          "UPDATE odk_attachment SET state = 'pending', next_attempt_at = now(), object_key = NULL"
              + " WHERE state = 'stored'");
      assertThat(failure(with("AWS_SECRET_ACCESS_KEY", "wrong"), "image_processing"))
          .startsWith(classes.get("S3 Errors"));
    } finally {
      warehouse.update("UPDATE odk_attachment SET next_attempt_at = now()");
      assertSucceeds(run("sync"));
    }
  }

  /** An idle run would write nothing, so a refused write needs a change. */
  private void changeASubmission() {
    Submissions submissions = platform.central().submissions();
    String id = submissions.list().get(0).get("__id").textValue();
    submissions.setReviewState(id, "approved");
  }

  private String failure(Map<String, String> variables, String type) throws SQLException {
    assertThat(run(variables, "sync " + type).exitCode()).isEqualTo(1);
    return warehouse.status(type).get("last_error_message").textValue();
  }

  @Test
  void failedSyncIsFoundAndRetried() throws SQLException {
    String failed = statements(GuidePage.blocks("check for failed syncs").get(1)).get(0);
    platform
        .central()
        .faults()
        .next(
            target -> target.contains("svc/Submissions") && !target.contains("expand"),
            Fault.disconnect(),
            10);
    CliResult sync = run("sync");
    platform.central().faults().clear();

    // other types still ran
    assertThat(sync.exitCode()).isEqualTo(1);
    assertThat(rows(failed))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.get("sync_type")).isEqualTo(MAIN);
              assertThat(row.get("last_error_message").toString()).startsWith("network: ");
            });
    List<String> checks =
        GuidePage.commands(GuidePage.blocks("check for failed syncs").get(0)).toList();
    assertThat(checks)
        .hasSize(2)
        .allSatisfy(
            check ->
                assertThat(successOutput(run(check)))
                    .containsPattern("(?m)^.*main_submissions.*network: .*$"));

    List<String> retry = GuidePage.commands(GuidePage.blocks("manual sync retry").get(0)).toList();
    assertThat(retry).containsExactly("sync main_submissions");
    assertSucceeds(run(retry.get(0)));

    assertThat(rows(failed)).isEmpty();
  }

  // --- runs in Java

  @Test
  void basicExampleIsASuccess() throws SQLException {
    new OwnRuns(runs()).basic();

    JsonNode run = warehouse.lastRun(MAIN);
    assertThat(run.get("status").textValue()).isEqualTo("success");
    assertThat(run.get("records_processed").intValue()).isEqualTo(1);
  }

  @Test
  void exceptionOfTheBasicExampleIsAFailure() throws SQLException {
    OwnRuns failing =
        new OwnRuns(runs()) {
          @Override
          protected List<Submission> fetchMainSubmissions() {
            throw new IllegalStateException("no records");
          }
        };

    assertThatThrownBy(failing::basic).hasMessage("no records");

    assertThat(warehouse.lastRun(MAIN).get("status").textValue()).isEqualTo("error");
    assertThat(warehouse.status(MAIN).get("last_error_message").textValue())
        .startsWith("internal: the run ended before its work was complete");
    new OwnRuns(runs()).basic();
  }

  @Test
  void advancedExampleRecordsTimestampAndMetadata() throws SQLException {
    new OwnRuns(runs()).advanced();

    assertThat(warehouse.lastRun(MAIN).at("/sync_metadata/processing_notes").textValue())
        .isEqualTo("Custom metadata");
    assertThat(Instant.parse(warehouse.status(MAIN).get("last_sync_timestamp").textValue()))
        .isEqualTo(Instant.EPOCH);
  }

  @Test
  void failureOfTheAdvancedExampleIsRecorded() throws SQLException {
    int[] started = new int[1];
    new OwnRuns(runs()) {
      @Override
      protected List<Submission> processSubmissions(int historyId) {
        started[0] = historyId;
        throw new IllegalArgumentException("Fatou");
      }
    }.advanced();

    JsonNode run = warehouse.lastRun(MAIN);
    assertThat(run.get("id").intValue()).isEqualTo(started[0]);
    assertThat(run.get("error_message").textValue())
        .isEqualTo("data: a submission cannot be processed: see the log of the importer");
    new OwnRuns(runs()).basic();
  }

  @Test
  void specificErrorIsHandledAndTheRunContinues() throws SQLException {
    new OwnRuns(runs()).recover();
    assertThat(warehouse.lastRun(MAIN).get("status").textValue()).isEqualTo("success");
    OwnRuns failing =
        new OwnRuns(runs()) {
          @Override
          protected List<Submission> fetchWithRetry() {
            throw new SourceIsAway();
          }
        };

    assertThatThrownBy(failing::recover).isInstanceOf(OwnRuns.SourceIsAway.class);

    assertThat(warehouse.lastRun(MAIN).get("error_message").textValue())
        .isEqualTo("network: the source does not answer: try again in an hour");
    new OwnRuns(runs()).basic();
  }

  // --- settings

  @Test
  void settingsKeepTheirNamesAndDefaults() throws IOException {
    List<String> known =
        Files.readAllLines(Path.of("src/test/resources/public-names/environment-variables.txt"));
    int defaults = 0;
    for (List<String> row : GuidePage.table("settings")) {
      assertThat(GuidePage.spans(row.get(0))).isNotEmpty().isSubsetOf(known);
      for (String value : GuidePage.spans(row.get(1))) {
        String name = GuidePage.spans(row.get(0)).get(0);
        assertThat(settings(name, value)).as(name).isEqualTo(settings(name, null));
        assertThat(settings(name, other(value))).as(name).isNotEqualTo(settings(name, null));
        defaults++;
      }
    }
    assertThat(defaults).isEqualTo(11);
  }

  /** The values of all settings that the page mentions. */
  private static List<Object> settings(String name, @Nullable String value) {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "ODK_BASE_URL", "https://central.example.org",
                "ODK_PROJECT_ID", "1",
                "ODK_FORM_ID", "form",
                "ODATA_USER", "viewer@example.org",
                "ODATA_PASS", "secret",
                "AWS_BUCKET_NAME", "images",
                "AWS_DEFAULT_REGION", "af-south-1"));
    if (value != null) {
      variables.put(name, value);
    }
    Settings settings = Settings.read(variables);
    return List.of(settings.database(), settings.bucket(), settings.sync(), settings.links());
  }

  private static String other(String value) {
    return switch (value) {
      case "true" -> "false";
      case "localhost", "postgres", "odk_images" -> "other";
      default -> String.valueOf(Integer.parseInt(value) + 1);
    };
  }

  // ---

  private CliResult run(String command) {
    return run(platform.variables(), command);
  }

  private CliResult run(Map<String, String> variables, String command) {
    platform.stop();
    return CliResult.by(variables, command.split(" "));
  }

  private Map<String, String> with(String variable, String value) {
    Map<String, String> variables = new HashMap<>(platform.variables());
    variables.put(variable, value);
    return variables;
  }

  private ActiveRuns runs() throws SQLException {
    return platform.service().camel().getRegistry().findSingleByType(ActiveRuns.class);
  }

  private static void assertSucceeds(CliResult result) {
    assertThat(result.exitCode()).as(result.toString()).isZero();
  }

  private static String successOutput(CliResult result) {
    assertSucceeds(result);
    return result.out();
  }

  /** The sample has answers that do not fit their column. */
  private static void assertHealth(CliResult result) {
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
    assertThat(typesIn(result.out()))
        .contains("status", "reasons", MAIN, "recent_history", "service_info");
  }

  private static List<String> typesIn(String json) {
    try {
      return JSON.readTree(json).properties().stream().map(Map.Entry::getKey).toList();
    } catch (JsonProcessingException broken) {
      throw new AssertionError(json, broken);
    }
  }

  private static String tablesOfTheGuide() {
    return GuidePage.blocksOfTheGuide().stream()
        .map(GuidePage.Block::code)
        .filter(code -> code.startsWith("CREATE TABLE"))
        .reduce("", String::concat);
  }

  private static List<String> statements(String sql) {
    return Stream.of(sql.split(";")).map(String::strip).filter(text -> !text.isEmpty()).toList();
  }

  private List<Map<String, Object>> rows(String sql) throws SQLException {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (Connection connection = warehouse.connect();
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      while (results.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
          row.put(results.getMetaData().getColumnLabel(i), results.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
