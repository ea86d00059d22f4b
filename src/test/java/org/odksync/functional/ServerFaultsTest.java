package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.SettableClock;
import org.slf4j.LoggerFactory;

/**
 * One service for all tests of a class, with a proxy in front of each of its three servers. Each
 * test starts with some submissions that the warehouse lacks, one with an image. After each test
 * the fault ends, an idle cycle runs, and the warehouse must equal Central.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ServerFaultsTest {

  /** Starts a fault. */
  interface FaultAction {
    void start() throws Exception;
  }

  /** At most the size of a submission in the feed. */
  static final int RECORD_BYTES = 20_000;

  static final int IMAGE_BYTES = 60_000;

  static final int RETRIES = 2;

  private static final int NEW_SUBMISSIONS = 5;
  private static final String IMAGE = "house.jpg";
  private static final String PERSONAL = "Wanjiru Estate ";
  private static final String[] CYCLE = {
    "main_submissions", "person_details", "image_processing", "url_refresh", "unified"
  };

  /** Longer than the feed's overlap. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final SettableClock clock = new SettableClock();
  final SampleCentral central = SampleCentral.startEmpty(clock);
  final Platform platform = new Platform(central);
  final Warehouse warehouse = platform.warehouse();
  final FaultProxy toCentral = new FaultProxy(central.baseUrl().getPort());
  final FaultProxy toDatabase = new FaultProxy(Integer.parseInt(platform.variable("PG_PORT")));
  final FaultProxy toStore =
      new FaultProxy(URI.create(platform.variable("AWS_ENDPOINT_URL_S3")).getPort());

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
  private final Map<String, Integer> runsBefore = new ConcurrentHashMap<>();
  private String latest;

  ServerFaultsTest() throws IOException, SQLException {
    platform.set("ODK_BASE_URL", "http://127.0.0.1:" + toCentral.port());
    platform.set("PG_HOST", "127.0.0.1");
    platform.set("PG_PORT", String.valueOf(toDatabase.port()));
    platform.set("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + toStore.port());
    // few, so that broken idle connections do not use up the retries
    platform.set("MAX_WORKERS", "2");
    platform.property("walk.chunkRecords", "2");
    platform.property("retry.attempts", String.valueOf(RETRIES));
  }

  @BeforeAll
  final void syncFirst() throws SQLException {
    listen();
    // the clock is behind the answers' Date, so feeds use the timestamps they have read
    clock.set(Instant.now().minus(Duration.ofDays(10)));
    createSubmission();
    run(CYCLE);
    assertSuccess(CYCLE);
  }

  /** Captures the log that an operator sees. */
  private void listen() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    OutputStreamAppender<ILoggingEvent> console =
        (OutputStreamAppender<ILoggingEvent>) root.getAppender("CONSOLE");
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(root.getLoggerContext());
    encoder.setPattern(((PatternLayoutEncoder) console.getEncoder()).getPattern());
    encoder.start();
    appender.setContext(root.getLoggerContext());
    appender.setEncoder(encoder);
    appender.setOutputStream(log);
    appender.start();
    root.addAppender(appender);
  }

  @BeforeEach
  final void createSubmissions() throws SQLException {
    clock.move(PAUSE);
    for (int i = 1; i < NEW_SUBMISSIONS; i++) {
      createSubmission();
    }
    latest = createSubmission();
    byte[] image = Jpeg.markAsJpeg(new byte[IMAGE_BYTES]);
    central
        .submissions()
        .edit(
            latest,
            values ->
                ((ObjectNode) values.get("property_description")).put("building_image", IMAGE));
    central.submissions().putAttachment(latest, IMAGE, image);
    passTime();
    central.requests().clear();
    log.reset();
  }

  private String createSubmission() {
    clock.move(Duration.ofSeconds(1));
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    values
        .putObject("property_description")
        // Central also puts it into the submission's name
        .put("property_name", PERSONAL.repeat(RECORD_BYTES / 2 / PERSONAL.length()));
    values.withArray("person_details").addObject().put("business_name", PERSONAL);
    return central.submissions().create(values);
  }

  /** The new submission with an image. */
  final String latest() {
    return latest;
  }

  /** The log since the start of the test. */
  final String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  /** Runs these sync types, one after the other. */
  final void run(String... types) throws SQLException {
    for (String type : types) {
      runsBefore.remove(type);
      Number id = platform.send(type).historyId();
      if (id != null) {
        runsBefore.put(type, id.intValue());
      }
    }
  }

  /** The history row of the last run of this type. */
  final JsonNode recorded(String type) throws SQLException {
    assertThat(runsBefore).containsKey(type);
    return recorded(runsBefore.get(type));
  }

  final JsonNode recorded(int id) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(h) || jsonb_build_object('sync_metadata', sync_metadata::jsonb)"
                + " FROM odk_sync_history h WHERE id = ?",
            id)
        .get(0);
  }

  final void assertSuccess(String... types) throws SQLException {
    for (String type : types) {
      JsonNode run = recorded(type);
      assertThat(run.get("status").textValue()).as("%s", run).isEqualTo("success");
      assertThat(run.get("error_message").isNull()).isTrue();
      JsonNode status = warehouse.status(type);
      assertThat(status.get("last_sync_status").textValue()).isEqualTo("success");
      assertThat(status.get("last_error_message").isNull()).isTrue();
    }
  }

  final void assertError(String type, String errorClass, String message) throws SQLException {
    JsonNode run = recorded(type);
    assertThat(run.get("status").textValue()).as("%s", run).isEqualTo("error");
    assertThat(run.get("error_message").textValue())
        .startsWith(errorClass + ": ")
        .containsIgnoringCase(message);
    assertThat(run.at("/sync_metadata/error_class").textValue()).isEqualTo(errorClass);
    JsonNode status = warehouse.status(type);
    assertThat(status.get("last_sync_status").textValue()).isEqualTo("error");
    assertThat(status.get("last_error_message")).isEqualTo(run.get("error_message"));
  }

  final int attempts(String type) throws SQLException {
    return recorded(type).at("/sync_metadata/attempts").intValue();
  }

  final void endFaults() throws IOException {
    central.faults().clear();
    toCentral.pass();
    toDatabase.pass();
    toStore.pass();
  }

  /** Expires leases, and makes images and links due. */
  final void passTime() throws SQLException {
    warehouse.execute(
        "UPDATE odk_attachment SET next_attempt_at = now(), url_expires_at = now();"
            + "UPDATE odk_sync_lease SET expires_at = now()");
  }

  /** After the fault, the next cycle repairs everything without an operator. */
  @AfterEach
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  final void warehouseFinallyEqualsCentral() throws Exception {
    endFaults();
    passTime();
    run(CYCLE);
    assertSuccess(CYCLE);
    new WarehouseComparison(warehouse, central.submissions().list()).check();
    WarehouseSnapshot stored = WarehouseSnapshot.in(warehouse);
    assertThat(stored.marked()).isEmpty();
    assertThat(stored.wrongLinks()).isEmpty();
    assertThat(stored.table("odk_attachment"))
        .allMatch(file -> file.get("state").textValue().equals("stored"));
    assertThat(stored.table("odk_sync_history"))
        .noneMatch(run -> run.get("status").textValue().equals("in_progress"));
    assertThat(Platform.get(stored.file(latest, IMAGE).get("url").textValue()).body())
        .isEqualTo(central.submissions().attachments(latest).get(IMAGE).orElseThrow());
    assertThat(log()).as("a message without stack trace").doesNotContain("\tat ");
    assertThat(log() + WarehouseSnapshot.in(warehouse).table("odk_sync_history"))
        .doesNotContain(
            PERSONAL.strip(),
            "Bearer",
            SampleCentral.PASSWORD,
            platform.variable("AWS_SECRET_ACCESS_KEY"),
            "X-Amz-Signature");
  }

  @AfterAll
  final void close() throws IOException {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(appender);
    platform.close();
    toCentral.close();
    toDatabase.close();
    toStore.close();
  }
}
