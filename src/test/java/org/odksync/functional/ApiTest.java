package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.functional.ApiCaller.Answer;
import org.odksync.http.api.ServerErrors;
import org.odksync.status.StatusQueries;
import org.odksync.status.SyncState;
import org.slf4j.LoggerFactory;

/** The API of the running service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

  private static final List<String> FORMS =
      List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=x");

  /** A character of two halves in Java. */
  private static final String HOUSE = "%F0%9F%8F%A0";

  private final Platform platform = new Platform();
  private final Warehouse warehouse = platform.warehouse();
  private final FaultProxy toDatabase =
      new FaultProxy(Integer.parseInt(platform.variable("PG_PORT")));
  private String server;
  private ApiCaller api;

  ApiTest() throws IOException, SQLException {
    platform.set("PG_HOST", "127.0.0.1");
    platform.set("PG_PORT", String.valueOf(toDatabase.port()));
    platform.property("database.connectMilliseconds", "1000");
  }

  @BeforeAll
  void serve() throws Exception {
    server = platform.serve();
    api = new ApiCaller(server);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                StatusQueries.states(api.get("/api/status").body()).stream()
                    .allMatch(type -> type.successfulSyncs() > 0 && type.run() == null));
  }

  @AfterAll
  void close() throws IOException {
    platform.close();
    toDatabase.close();
  }

  // --- queries

  @Test
  void statusHasEverySyncType() throws Exception {
    Answer status = api.get("/api/status");

    assertAnswer(status, 200);
    assertThat(StatusQueries.states(status.body()))
        .extracting(SyncState::syncType)
        .contains("main_submissions", "image_processing", "reconcile", "history_cleanup");
    assertThat(status.body().get(0).get("last_attempt_timestamp").textValue()).matches(TIME);
    assertThat(status.header("cache-control")).contains("no-store");
  }

  @Test
  void statisticsCoverTheRequestedHours() throws Exception {
    warehouse.update(
        "INSERT INTO odk_sync_history (sync_type, sync_timestamp, status, records_processed)"
            + " VALUES ('older', now() - interval '30 hours', 'success', 1)");

    assertThat(api.get("/api/statistics").body().has("older")).isFalse();
    assertThat(api.get("/api/statistics").body().at("/main_submissions/runs").intValue())
        .isPositive();
    assertThat(api.get("/api/statistics?hours=8760").body().at("/older/runs").intValue())
        .isEqualTo(1);
  }

  @Test
  void historyHasPages() throws Exception {
    warehouse.update(
        "INSERT INTO odk_sync_status (sync_type) VALUES ('paged') ON CONFLICT DO NOTHING");
    warehouse.update(
        "INSERT INTO odk_sync_history (sync_type, sync_timestamp, status, error_message)"
            + " SELECT 'paged', now(), CASE WHEN n > 3 THEN 'success' ELSE 'error' END, 'data: x'"
            + " FROM generate_series(1, 7) n");

    assertThat(pages("/api/history?type=paged&limit=3", "runs", "before"))
        .extracting(List::size)
        .containsExactly(3, 3, 1);
    List<Integer> all =
        pages("/api/history?type=paged&limit=3", "runs", "before").stream()
            .flatMap(List::stream)
            .toList();
    assertThat(all).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b - a);
    assertThat(pages("/api/history?type=paged&limit=7", "runs", "before")).hasSize(1);
    assertThat(api.get("/api/history?type=paged&status=error").body().get("runs")).hasSize(3);
  }

  /** For example of a form that is no longer synced. */
  @Test
  void historyOfAFormerTypeIsServedWhileItHasAStatus() throws Exception {
    warehouse.update("INSERT INTO odk_sync_status (sync_type) VALUES ('earlier.main_submissions')");
    assertAnswer(api.get("/api/history?type=earlier.main_submissions"), 200);

    warehouse.update("DELETE FROM odk_sync_status WHERE sync_type LIKE 'earlier.%'");
    assertProblem(api.get("/api/history?type=earlier.main_submissions"), 404);
  }

  @Test
  void historyOfATypeIsServedBeforeItsFirstRun() throws Exception {
    warehouse.update("DELETE FROM odk_sync_status WHERE sync_type = 'views'");

    assertAnswer(api.get("/api/history?type=views"), 200);
    warehouse.update("INSERT INTO odk_sync_status (sync_type) VALUES ('views')");
  }

  @Test
  void runHasItsMetadata() throws Exception {
    int id = warehouse.lastRun("main_submissions").get("id").intValue();

    JsonNode run = api.get("/api/runs/" + id).body();

    assertThat(run.get("sync_type").textValue()).isEqualTo("main_submissions");
    assertThat(run.get("timestamp").textValue()).matches(TIME);
    assertThat(run.at("/metadata/attempts").intValue()).isEqualTo(1);
    assertProblem(api.get("/api/runs/2147483647"), 404);
  }

  /** The Python service, or an operator, may have written it. */
  @Test
  void invalidMetadataIsLeftOut() throws Exception {
    int id =
        warehouse
            .query(
                "INSERT INTO odk_sync_history (sync_type, sync_timestamp, status, sync_metadata)"
                    + " VALUES ('odd', now(), 'success', 'no JSON') RETURNING to_jsonb(id)")
            .get(0)
            .intValue();

    assertThat(api.get("/api/runs/" + id).body().get("metadata").isNull()).isTrue();
  }

  @Test
  void durationsAreInMilliseconds() throws Exception {
    int id =
        warehouse
            .query(
                "INSERT INTO odk_sync_history"
                    + " (sync_type, sync_timestamp, status, duration_seconds, sync_metadata)"
                    + " VALUES ('unified', now(), 'success', 1, '{\"duration_ms\": 921}')"
                    + " RETURNING to_jsonb(id)")
            .get(0)
            .intValue();

    for (String path : List.of("/api/runs/" + id, "/api/history?limit=1&before=" + (id + 1))) {
      assertThat(api.get(path).http().body()).containsPattern("\"duration_seconds\" ?: ?0.921\\b");
    }
    warehouse.update("DELETE FROM odk_sync_history WHERE id = " + id);
  }

  @Test
  void overviewHasTheKeysOfThePythonService() throws Exception {
    JsonNode overview = api.get("/api/overview").body();

    assertThat(names(overview.get("main_submissions")))
        .contains("last_sync_timestamp", "successful_syncs", "failed_syncs", "success_rate");
    assertThat(overview.get("recent_history")).isNotEmpty();
  }

  @Test
  void healthIsServed() throws Exception {
    Answer health = api.get("/api/health");

    assertAnswer(health, 200);
    assertThat(health.body().get("status").textValue()).isIn("degraded", "failing");
    assertThat(health.body().get("reasons")).isNotEmpty();
    assertThat(health.body().at("/service_info/service_instance").textValue()).isNotBlank();
  }

  @Test
  void filesHavePages() throws Exception {
    int all = warehouse.query("SELECT to_jsonb(count(*)) FROM odk_attachment").get(0).intValue();

    JsonNode first = api.get("/api/attachments?limit=10").body();
    assertThat(first.at("/counts/stored").intValue()).isPositive();
    assertThat(pages("/api/attachments?limit=50", "files", "after").stream().flatMap(List::stream))
        .hasSize(all)
        .doesNotHaveDuplicates();
    assertThat(api.get("/api/attachments?state=missing").body().get("files"))
        .isNotEmpty()
        .allSatisfy(
            file -> {
              assertThat(file.get("next_attempt_at").textValue()).matches(TIME);
              assertThat(file.get("link").isNull()).isTrue();
            });
    JsonNode stored = api.get("/api/attachments?state=stored&limit=1").body().at("/files/0");
    assertThat(Platform.get(stored.get("link").textValue()).statusCode()).isEqualTo(200);
  }

  /** Rejected values are personal data. */
  @Test
  void rejectsAreServedWithoutTheirValues() throws Exception {
    JsonNode rejects = api.get("/api/rejects").body().get("rejects");

    assertThat(rejects).isNotEmpty();
    assertThat(rejects)
        .allSatisfy(
            reject ->
                assertThat(names(reject))
                    .containsExactlyInAnyOrder(
                        "id",
                        "sync_type",
                        "submission_id",
                        "table_name",
                        "record_id",
                        "column_name",
                        "reason",
                        "rejected_at",
                        "replayed_at",
                        "accepted_at"));
    assertThat(pages("/api/rejects?limit=1", "rejects", "after")).hasSameSizeAs(rejects);
  }

  @Test
  void openRejectsAreCountedAndServedSeparately() throws Exception {
    warehouse.update(
        "INSERT INTO odk_rejected_record"
            + " (sync_type, table_name, record_id, column_name, raw, replayed_at)"
            + " SELECT 'main_submissions', 'old', n, '', '{}', now() FROM generate_series(1, 3) n");

    JsonNode open = api.get("/api/rejects?open=true").body();
    assertThat(open.get("rejects")).isNotEmpty().hasSize(open.get("open").intValue());
    assertThat(open.get("rejects")).allMatch(reject -> reject.get("replayed_at").isNull());
    assertThat(api.get("/api/rejects?limit=1").body().get("open")).isEqualTo(open.get("open"));
    assertThat(pages("/api/rejects?open=true&limit=1", "rejects", "after"))
        .hasSameSizeAs(open.get("rejects"));
    assertThat(api.get("/api/rejects?open=false").body().get("rejects"))
        .hasSize(open.get("open").intValue() + 3);

    warehouse.update("DELETE FROM odk_rejected_record WHERE table_name = 'old'");
  }

  /** For any number of rows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "odk_attachment WHERE state = 'failed' AND id > 5",
        "odk_attachment WHERE id > 5",
        "odk_rejected_record WHERE id > 5"
      })
  void pagesUseIndexes(String rows) throws Exception {
    assertThat(plan("SELECT * FROM " + rows + " ORDER BY id LIMIT 51"))
        .contains("Index Scan")
        .doesNotContain("Sort");
  }

  /** There may be many closed rejects. */
  @Test
  void openRejectsAreFoundByIndex() throws Exception {
    assertThat(plan("SELECT count(*) FROM odk_rejected_record WHERE replayed_at IS NULL"))
        .contains("odk_rejected_record_open");
  }

  @Test
  void headIsGetWithoutBody() throws Exception {
    for (String path : List.of("/api/history?type=views&limit=1", "/observe/health/live")) {
      Answer head = api.send("HEAD", path, "");
      assertThat(head.status()).as(path).isEqualTo(200);
      assertThat(head.type()).isEqualTo(api.get(path).type());
      assertThat(head.http().body()).isEmpty();
    }
    assertThat(api.send("HEAD", "/api/history?type=nothing", "").status()).isEqualTo(404);
  }

  // --- runs

  @Test
  void runIsStartedAndItsEndIsServed() throws Exception {
    Answer started = api.post("/api/sync/unified");

    assertAnswer(started, 202);
    assertThat(started.body().get("sync_type").textValue()).isEqualTo("unified");
    String run = started.header("location").orElseThrow();
    assertThat(run).isEqualTo("/api/runs/" + started.body().get("history_id").intValue());
    assertThat(api.get(run).body().get("status").textValue()).isIn("in_progress", "success");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> api.get(run).body().get("status").textValue().equals("success"));
  }

  @Test
  void runOfAnotherInstanceBlocksAStart() throws Exception {
    hold("url_refresh");
    try {
      Answer refused = api.post("/api/sync/url_refresh");

      assertProblem(refused, 409);
      assertThat(refused.detail()).contains("url_refresh", "other-7");
    } finally {
      release("url_refresh");
    }
    assertAnswer(api.post("/api/sync/url_refresh"), 202);
  }

  @Test
  void fullReconcileIsStarted() throws Exception {
    Answer started = api.post("/api/sync/reconcile?full=true&accept_deletes=true");

    assertAnswer(started, 202);
    String run = "/api/runs/" + started.body().get("history_id").intValue();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> api.get(run).body().get("status").textValue().equals("success"));
    assertThat(api.get(run).body().at("/metadata/buckets_compared").intValue()).isGreaterThan(1);
    assertProblem(api.post("/api/sync/unified?full=true"), 400);
  }

  @Test
  void rejectsAreReplayed() throws Exception {
    Answer started = api.post("/api/rejects/replay");

    assertAnswer(started, 202);
    assertThat(started.body().get("sync_type").textValue()).isEqualTo("main_submissions");
    int id = started.body().get("history_id").intValue();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(
                        api.get("/api/history?type=person_details&limit=1")
                            .body()
                            .at("/runs/0/id")
                            .intValue())
                    .isGreaterThan(id));
    assertThat(api.get("/api/runs/" + id).body().at("/metadata/rechecked").intValue()).isPositive();
  }

  /** The replay would do nothing, and report success. */
  @Test
  void replayIsRefusedDuringTheFirstFeed() throws Exception {
    hold("main_submissions");
    try {
      int last = warehouse.lastRun("person_details").get("id").intValue();
      assertProblem(api.post("/api/rejects/replay"), 409);
      assertThat(warehouse.lastRun("person_details").get("id").intValue()).isEqualTo(last);
    } finally {
      release("main_submissions");
    }
  }

  // --- errors

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /api/nothing                        | 404 | nothing here",
        "GET    | /api/runs                           | 404 | nothing here",
        "GET    | /api/runs/1/2                       | 404 | nothing here",
        "GET    | /api/../api/nothing                 | 404 | nothing here",
        "POST   | /api/sync/nothing                   | 404 | main_submissions",
        "POST   | /api/sync/null                      | 404 | main_submissions",
        "POST   | /api/sync/%22unified%22             | 404 | main_submissions",
        "POST   | /api/sync/%24%7Bsys:user.home%7D    | 404 | main_submissions",
        "POST   | /api/sync/run.started               | 404 | main_submissions",
        "POST   | /api/sync/main_submissions%00       | 400 | type must be",
        "POST   | /api/status                         | 405 | only GET",
        "POST   | /api/statistics?hours=1             | 405 | only GET",
        "DELETE | /api/runs/1                         | 405 | only GET",
        "GET    | /api/sync/unified                   | 405 | only POST",
        "PUT    | /api/rejects/replay                 | 405 | only POST",
        "GET    | /api/runs/x                         | 400 | id must be a whole number from 1",
        "GET    | /api/runs/0                         | 400 | id must be a whole number from 1",
        "GET    | /api/runs/2147483648                | 400 | id must be a whole number from 1",
        "GET    | /api/runs/99999999999999999999      | 400 | id must be a whole number from 1",
        "GET    | /api/runs/1?x=1                     | 400 | unknown parameter x; allowed: none",
        "GET    | /api/statistics?hours=0             | 400 | hours must be a whole number from 1 to 8760",
        "GET    | /api/statistics?hours=8761          | 400 | hours must be a whole number from 1 to 8760",
        "GET    | /api/statistics?hours=              | 400 | hours must be a whole number from 1 to 8760",
        "GET    | /api/statistics?hours=-1            | 400 | hours must be a whole number from 1 to 8760",
        "GET    | /api/statistics?hours=1&hours=2     | 400 | hours is given twice",
        "GET    | /api/statistics?hours=%zz           | 400 | not encoded",
        "GET    | /api/history?limit=501              | 400 | limit must be a whole number from 1 to 500",
        "GET    | /api/history?type=nothing           | 404 | main_submissions",
        "GET    | /api/history?type=%27%20OR%20true    | 404 | main_submissions",
        "GET    | /api/history?status=done            | 400 | status must be one of success, error, in_progress",
        "GET    | /api/history?before=0               | 400 | before must be",
        "GET    | /api/history?after=1                | 400 | unknown parameter after; allowed: type, status",
        "GET    | /api/history?%3Cb%3E%0A%00=1        | 400 | unknown parameter ?b???; allowed:",
        "GET    | /api/attachments?state=lost         | 400 | state must be one of pending, stored",
        "GET    | /api/attachments?after=x            | 400 | after must be",
        "GET    | /api/rejects?open=yes               | 400 | open must be one of true, false",
        "GET    | /api/rejects?limit=1e2              | 400 | limit must be",
        "POST   | /api/rejects/replay?limit=1         | 400 | unknown parameter limit",
      })
  void wrongRequestsGetAReason(String method, String path, int status, String reason)
      throws Exception {
    if (path.contains("%zz")) {
      assertThat(raw(path)).startsWith("HTTP/1.1 400").contains("application/problem+json", reason);
      return;
    }
    Answer answer = api.send(method, path, "");

    assertProblem(answer, status);
    assertThat(answer.detail()).contains(reason);
    if (status == 405) {
      assertThat(answer.header("allow")).contains(reason.replace("only ", ""));
    }
  }

  @Test
  void longNamesAndValuesAreNotRepeated() throws Exception {
    assertThat(api.get("/api/history?" + "a".repeat(2_000) + "=1").detail()).hasSizeLessThan(200);
    assertThat(api.get("/api/history?type=" + "b".repeat(2_000)).detail()).doesNotContain("bbb");
  }

  /** Headers must not set parameters. */
  @ParameterizedTest
  @ValueSource(strings = {"limit", "hours", "CamelHttpRawQuery", "CamelHttpPath", "question"})
  void headersAreNotParameters(String name) throws Exception {
    assertAnswer(api.send("GET", "/api/statistics", "", name, "limit=x"), 200);
  }

  @Test
  void contentIsRefused() throws Exception {
    assertProblem(
        api.send("POST", "/api/sync/views", "{}", "Content-Type", "application/json"), 415);
    assertProblem(api.send("POST", "/api/rejects/replay", "x"), 415);
    for (String form : FORMS) {
      assertProblem(api.send("POST", "/api/sync/views", "a=b", "Content-Type", form), 415);
    }
    assertProblem(api.send("POST", "/api/sync/views", "x".repeat(100_000)), 413);
  }

  /** Some clients name one with every request. */
  @Test
  void contentTypeOfAGetIsIgnored() throws Exception {
    for (String form : FORMS) {
      assertAnswer(api.send("GET", "/api/status", "", "Content-Type", form), 200);
    }
  }

  /** As the description has it, and PostgreSQL. */
  @Test
  void lengthOfANameIsInCharacters() throws Exception {
    assertProblem(api.post("/api/sync/" + HOUSE.repeat(50)), 404);
    assertProblem(api.post("/api/sync/" + HOUSE.repeat(51)), 400);
  }

  @Test
  void onlyJsonIsServed() throws Exception {
    assertProblem(api.send("GET", "/api/status", "", "Accept", "text/html"), 406);
    assertProblem(api.send("GET", "/api/statistics?hours=1", "", "Accept", "text/html"), 406);
    assertAnswer(api.send("GET", "/api/status", "", "Accept", "text/html, */*;q=0.1"), 200);
  }

  /** Also before a route has the request. */
  @Test
  void errorIsInTheLogAsTheAnswerSays() throws Exception {
    VertxPlatformHttpRouter.lookup(
            platform.service().camel(),
            VertxPlatformHttpRouter.getRouterNameFromPort(URI.create(server).getPort()))
        .get("/api/broken")
        .order(-1)
        .handler(
            request -> {
              throw new IllegalStateException("secret");
            });
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger logger = (Logger) LoggerFactory.getLogger(ServerErrors.class);
    logger.addAppender(lines);

    assertProblem(api.get("/api/broken"), 500);
    logger.detachAppender(lines);

    assertThat(lines.list)
        .singleElement()
        .asString()
        .contains("ERROR", "IllegalStateException")
        .doesNotContain("secret");
  }

  @Test
  void withoutDatabaseRequestsGet503AndHealthIsServed() throws Exception {
    toDatabase.refuse();
    try {
      for (String path : List.of("/api/status", "/api/history", "/api/runs/1", "/api/overview")) {
        assertUnavailable(api.get(path));
      }
      assertUnavailable(api.post("/api/sync/views"));
      Answer health = api.get("/api/health");
      assertAnswer(health, 200);
      assertThat(health.body().get("status").textValue()).isEqualTo("failing");
    } finally {
      toDatabase.pass();
    }
    await().until(() -> api.get("/api/status").status() == 200);
  }

  // --- helpers

  private static void assertUnavailable(Answer answer) {
    assertProblem(answer, 503);
    assertThat(answer.header("retry-after")).contains("5");
    assertThat(answer.detail()).contains("again later").doesNotContain("127.0.0.1", "PG_");
  }

  private static void assertAnswer(Answer answer, int status) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/json");
  }

  private static void assertProblem(Answer answer, int status) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(names(answer.body())).containsExactly("type", "title", "status", "detail");
    assertThat(answer.body().get("status").intValue()).isEqualTo(status);
  }

  /** The ids on each page. */
  private List<List<Integer>> pages(String path, String array, String parameter)
      throws IOException, InterruptedException {
    List<List<Integer>> pages = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = api.get(path + next).body();
      pages.add(page.get(array).valueStream().map(row -> row.get("id").intValue()).toList());
      next = page.get("next").isNull() ? "" : "&" + parameter + "=" + page.get("next").asLong();
    } while (!next.isEmpty());
    return pages;
  }

  /** PostgreSQL's plan without sequential scans. */
  private String plan(String query) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Connection connection = warehouse.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET enable_seqscan = off");
      statement.execute("SET enable_bitmapscan = off");
      // on few rows, a sequential scan may be cheaper
      statement.execute("SET enable_sort = off");
      try (ResultSet lines = statement.executeQuery("EXPLAIN " + query)) {
        while (lines.next()) {
          plan.append(lines.getString(1));
        }
      }
    }
    return plan.toString();
  }

  private void hold(String type) throws SQLException {
    await().until(() -> warehouse.lastRun(type).get("status").textValue().equals("success"));
    warehouse.update(
        "UPDATE odk_sync_lease SET holder = 'x', instance = 'other-7',"
            + " expires_at = now() + interval '5 minutes' WHERE sync_type = ?",
        type);
  }

  private void release(String type) throws SQLException {
    warehouse.update("UPDATE odk_sync_lease SET holder = NULL WHERE sync_type = ?", type);
  }

  /** Sends a raw request line, which no HTTP client would send. */
  private String raw(String path) throws IOException {
    try (Socket socket =
        new Socket(
            InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), URI.create(server).getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
