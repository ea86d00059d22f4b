package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odksync.embedded.central.SettableClock;
import org.odksync.error.Diagnosis;

/** The webhook gets one alert when a problem begins, and one when it ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "/services/T0/B0/secret";

  private static final String FOUR_DAYS_AGO =
      "UPDATE odk_sync_status SET last_sync_timestamp = now() - interval '4 days'"
          + " WHERE sync_type = 'main_submissions'";

  private static final String AWAY = "ALTER TABLE odk_sync_status RENAME TO away";
  private static final String BACK = "ALTER TABLE away RENAME TO odk_sync_status";

  private final Platform platform = new Platform();
  private final Warehouse warehouse = platform.warehouse();
  private final List<JsonNode> posts = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicInteger requests = new AtomicInteger();
  private final SettableClock clock = new SettableClock();
  private final HttpServer hook;

  AlertsTest() throws IOException, SQLException {
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        SECRET,
        exchange -> {
          JsonNode post = JSON.readTree(exchange.getRequestBody().readAllBytes());
          requests.incrementAndGet();
          if (status.get() < 300) {
            posts.add(post);
          }
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    hook.start();
    platform.set(
        "ALERT_WEBHOOK_URL",
        "http://127.0.0.1:%d%s".formatted(hook.getAddress().getPort(), SECRET));
    platform.set("ALERT_AFTER_FAILURES", "2");
    platform.clock(clock);
    // the tests run the checks themselves
    platform.property("watch.milliseconds", "3600000");
  }

  /** Runs every type once and schedules the next runs for tomorrow, so nothing fails by itself. */
  @BeforeAll
  void serve() throws IOException, SQLException {
    platform.serve();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                warehouse
                    .query(
                        "SELECT to_jsonb(count(*)) FROM odk_sync_status s WHERE last_sync_status <>"
                            + " 'success' OR EXISTS (SELECT FROM odk_sync_history h"
                            + " WHERE h.sync_type = s.sync_type AND h.status = 'in_progress')")
                    .get(0)
                    .equals(IntNode.valueOf(0)));
  }

  @AfterAll
  void close() {
    hook.stop(0);
    platform.close();
  }

  /** Resets the tables, then ends all known problems by a short outage. */
  @BeforeEach
  void resetProblems() throws SQLException {
    warehouse.execute("DELETE FROM odk_alert; DELETE FROM odk_sync_history");
    warehouse.execute("UPDATE odk_sync_lease SET holder = NULL");
    warehouse.execute(
        "UPDATE odk_sync_status SET last_sync_status = 'success', last_error_message = NULL,"
            + " last_sync_timestamp = now()");
    warehouse.execute(AWAY);
    check();
    warehouse.execute(BACK);
    check();
    posts.clear();
    requests.set(0);
  }

  @Test
  void failingTypeIsReportedOnceAndSoIsItsRecovery() throws Exception {
    fail("views");
    check();
    assertThat(posts).isEmpty();

    fail("views");
    check();
    fail("views");
    check();
    assertThat(posts).hasSize(1);
    assertThat(text("subject")).isEqualTo("views");
    assertThat(text("status")).isEqualTo("failing");
    assertThat(text("text"))
        .isEqualTo(
            "odk-sync: views needs attention."
                + " The last 2 runs failed, network: of a &lt;test&gt;");

    succeed("views");
    check();
    check();
    assertThat(posts).hasSize(2);
    assertThat(text("status")).isEqualTo("ok");
    assertThat(text("text")).startsWith("odk-sync: views works again. It began at 20");
    assertThat(text("ended")).endsWith("Z");
    assertThat(storedAlerts()).isEmpty();
  }

  @Test
  void typeWithoutSuccessForThreeIntervalsIsReported() throws Exception {
    warehouse.execute(FOUR_DAYS_AGO);
    check();
    assertThat(posts).isEmpty();

    clock.move(Duration.ofMinutes(6));
    check();

    assertThat(text("message"))
        .isEqualTo("There was no success for 4 days, though one is due every 24 h");
  }

  @Test
  void activeRunMaySucceedOrFail() throws Exception {
    String runs =
        "UPDATE odk_sync_lease SET holder = 'x', expires_at = now() + interval '1 hour'"
            + " WHERE sync_type = 'main_submissions'";
    check();
    clock.move(Duration.ofMinutes(6));
    warehouse.execute(FOUR_DAYS_AGO);
    warehouse.execute(
        "INSERT INTO odk_sync_history (sync_type, status, records_processed)"
            + " VALUES ('main_submissions', 'in_progress', 0)");
    warehouse.execute(runs);
    check();
    assertThat(posts).isEmpty();

    warehouse.execute(
        "UPDATE odk_sync_history SET sync_timestamp = now() - interval '7 hours'"
            + " WHERE status = 'in_progress'");
    check();
    assertThat(posts).as("of a run that hangs").hasSize(1);

    warehouse.execute(runs.replace("'x'", "NULL"));
    check();
    assertThat(posts).hasSize(1);

    warehouse.execute(runs);
    check();
    assertThat(posts).hasSize(1);
  }

  @Test
  void refusedAlertIsPostedAgain() throws Exception {
    status.set(404);
    fail("views");
    fail("views");

    Exchange refused = platform.call("alerts.round", null);
    check();

    assertThat(requests).hasValue(1);
    assertThat(Diagnosis.of(refused.getException()).message())
        .isEqualTo(
            "network: the webhook for alerts answered 404, it will be retried:"
                + " check ALERT_WEBHOOK_URL");
    assertThat(Throwables.getStackTrace(refused.getException())).doesNotContain(SECRET);

    status.set(200);
    // a minute later
    warehouse.execute("UPDATE odk_alert SET claimed_until = now() - interval '1 second'");
    check();
    check();
    assertThat(posts).hasSize(1);
  }

  @Test
  void problemIsKnownToOtherProcesses() throws Exception {
    fail("views");
    fail("views");
    check();

    platform.stop();
    platform.serve();
    fail("views");
    fail("views");
    check();

    assertThat(posts).hasSize(1);
  }

  @Test
  void problemThatEndsBeforeItsAlertIsForgotten() throws Exception {
    warehouse.execute("INSERT INTO odk_alert (sync_type, message) VALUES ('views', 'x')");

    check();

    assertThat(posts).isEmpty();
    assertThat(storedAlerts()).isEmpty();
  }

  @Test
  void databaseOutageIsReportedOnceAndSoIsItsEnd() throws Exception {
    warehouse.execute(AWAY);
    check();
    check();
    assertThat(posts).isEmpty();

    check();
    check();
    assertThat(posts).hasSize(1);
    assertThat(text("text"))
        .startsWith(
            "odk-sync: warehouse needs attention."
                + " Cannot read the status, database: PostgreSQL refused the statement");

    warehouse.execute(BACK);
    check();
    check();
    assertThat(posts).hasSize(2);
    assertThat(text("status")).isEqualTo("ok");
  }

  /** The types are late because of the outage, and their runs start now. */
  @Test
  void typesAreNotReportedLateAfterADatabaseOutage() throws Exception {
    check();
    clock.move(Duration.ofHours(1));
    warehouse.execute(AWAY);
    check();
    warehouse.execute(BACK);
    warehouse.execute(FOUR_DAYS_AGO);

    check();
    clock.move(Duration.ofMinutes(4));
    check();
    assertThat(posts).isEmpty();

    clock.move(Duration.ofMinutes(2));
    check();
    assertThat(posts).hasSize(1);
  }

  private void check() throws SQLException {
    platform.send("alerts.round");
  }

  /** A field of the last post. */
  private String text(String field) {
    return posts.get(posts.size() - 1).get(field).textValue();
  }

  private List<JsonNode> storedAlerts() throws SQLException {
    return warehouse.query("SELECT to_jsonb(a) FROM odk_alert a");
  }

  private void fail(String type) throws SQLException {
    end(type, "error", "network: of a <test>");
  }

  private void succeed(String type) throws SQLException {
    end(type, "success", null);
  }

  /** Records the end of a run. */
  private void end(String type, String status, String error) throws SQLException {
    String message = error == null ? "NULL" : "'" + error + "'";
    warehouse.execute(
        """
        INSERT INTO odk_sync_history (sync_type, status, records_processed, error_message)
        VALUES ('%s', '%s', 0, %s)
        """
            .formatted(type, status, message));
    warehouse.execute(
        """
        UPDATE odk_sync_status SET last_sync_status = '%s', last_error_message = %s,
            last_sync_timestamp = now(), last_attempt_timestamp = now()
        WHERE sync_type = '%s'
        """
            .formatted(status, message, type));
  }
}
