package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.odksync.functional.ApiCaller.Answer;
import org.odksync.http.dashboard.EventStream;

/** The event stream of open dashboard pages, and its cost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class EventsTest {

  private static final int MAX_STREAMS = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Platform platform = new Platform();
  private final Warehouse warehouse = platform.warehouse();
  private final FaultProxy toDatabase =
      new FaultProxy(Integer.parseInt(platform.variable("PG_PORT")));
  private final AtomicInteger statusQueries = new AtomicInteger();
  private final List<OpenStream> open = new ArrayList<>();
  private String server;
  private EventStream events;

  EventsTest() throws IOException, SQLException {
    platform.set("PG_HOST", "127.0.0.1");
    platform.set("PG_PORT", String.valueOf(toDatabase.port()));
    platform.property("database.connectMilliseconds", "1000");
    platform.property("events.milliseconds", "100");
    platform.property("events.heartbeatMilliseconds", "300");
    platform.property("events.listeners", String.valueOf(MAX_STREAMS));
  }

  @BeforeAll
  void serve() throws Exception {
    server = platform.serve();
    events =
        platform.service().camel().getRegistry().lookupByNameAndType("events", EventStream.class);
    CamelContext camel = platform.service().camel();
    StatusQueryCounter questions = new StatusQueryCounter();
    ServiceHelper.startService(questions);
    camel.getManagementStrategy().addEventNotifier(questions);
    new ApiCaller(server).awaitFirstRuns();
  }

  @AfterEach
  void closeStreams() throws IOException {
    for (OpenStream each : open) {
      each.close();
    }
    open.clear();
    await().until(() -> events.size() == 0);
  }

  @AfterAll
  void close() throws IOException {
    platform.close();
    toDatabase.close();
  }

  @Test
  void statusIsSentAtOnceAndOnChange() throws Exception {
    OpenStream stream = listen();
    assertThat(stream.answer().statusCode()).isEqualTo(200);
    assertThat(stream.answer().headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(stream.answer().headers().firstValue("Cache-Control")).contains("no-store");
    JsonNode first = stream.status();
    assertThat(first).isNotEmpty();
    assertThat(named(first, "views").get("last_sync_status").textValue()).isEqualTo("success");

    warehouse.update(
        "UPDATE odk_sync_status SET failed_sync_count = failed_sync_count + 1"
            + " WHERE sync_type = 'views'");

    int before = named(first, "views").get("failed_syncs").intValue();
    // first runs of other types may still be active
    await()
        .until(() -> named(stream.status(), "views").get("failed_syncs").intValue() == before + 1);
  }

  /** Without changes, the stream sends heartbeats only. */
  @Test
  void idleStreamSendsHeartbeats() throws Exception {
    OpenStream stream = listen();
    stream.status();

    // first runs may still be active
    int silent = 0;
    while (silent < 3) {
      silent = stream.event().startsWith(": ") ? silent + 1 : 0;
    }
  }

  /** The page itself counts a run's duration. */
  @Test
  void runWithoutProgressSendsNothing() throws Exception {
    warehouse.execute(
        "INSERT INTO odk_sync_history (sync_type, status, records_processed, sync_timestamp)"
            + " VALUES ('main_submissions', 'in_progress', 0, now() - interval '1 hour')");
    warehouse.execute(
        "UPDATE odk_sync_lease SET holder = 'x', expires_at = now() + interval '1 hour'"
            + " WHERE sync_type = 'main_submissions'");
    try {
      OpenStream stream = listen();
      JsonNode run = named(stream.status(), "main_submissions").get("run");
      while (run.isNull()) {
        run = named(stream.status(), "main_submissions").get("run");
      }
      assertThat(run.get("seconds").intValue()).isGreaterThanOrEqualTo(3_600);

      // longer than a second
      for (int i = 0; i < 5; i++) {
        assertThat(stream.event()).startsWith(": ");
      }
    } finally {
      warehouse.execute("UPDATE odk_sync_lease SET holder = NULL");
      warehouse.execute("DELETE FROM odk_sync_history WHERE status = 'in_progress'");
    }
  }

  @Test
  void oneStatusQueryServesAllStreams() throws Exception {
    for (int i = 0; i < MAX_STREAMS; i++) {
      listen().status();
    }
    OpenStream any = open.get(0);
    int before = statusQueries.get();
    any.event();
    any.event();
    any.event();
    // three heartbeats take about a second: ten shared queries, or forty if each stream had its own
    assertThat(statusQueries.get() - before).isBetween(3, 25);

    closeStreams();
    // one query may be active
    await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(10)).until(this::isCalm);
  }

  private int lastCount = -1;

  private boolean isCalm() {
    int count = statusQueries.get();
    boolean calm = count == lastCount;
    lastCount = count;
    return calm;
  }

  @Test
  void tooManyStreamsGet503UntilOneCloses() throws Exception {
    for (int i = 0; i < MAX_STREAMS; i++) {
      listen();
    }
    Answer refused = new ApiCaller(server).get("/api/events");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.type()).isEqualTo("application/problem+json");
    assertThat(refused.header("retry-after")).isPresent();
    assertThat(refused.detail()).contains("too many");
    assertThat(new ApiCaller(server).get("/api/status").status()).isEqualTo(200);

    open.remove(0).close();
    await().until(() -> events.size() == MAX_STREAMS - 1);
    assertThat(listen().answer().statusCode()).isEqualTo(200);
  }

  @Test
  void databaseOutageIsSentAndThenTheStatus() throws Exception {
    OpenStream stream = listen();
    stream.status();
    toDatabase.refuse();
    try {
      await().until(() -> stream.event().startsWith("event: unanswered"));
    } finally {
      toDatabase.pass();
    }
    assertThat(stream.status()).isNotEmpty();
  }

  @Test
  void onlyGetIsAllowed() throws Exception {
    for (String path : List.of("/api/events", "/api/me")) {
      Answer answer = new ApiCaller(server).post(path);
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("allow")).contains("GET");
      assertThat(answer.type()).isEqualTo("application/problem+json");
    }
  }

  @Test
  void streamHasTheUser() throws Exception {
    JsonNode me = new ApiCaller(server).get("/api/me").body();

    assertThat(me.get("user").textValue()).isEqualTo("admin");
    assertThat(me.get("may_start").booleanValue()).isTrue();
  }

  // --- helpers

  private OpenStream listen() throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(server + "/api/events")).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    OpenStream stream =
        new OpenStream(
            answer,
            new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    open.add(stream);
    return stream;
  }

  private static JsonNode named(JsonNode status, String type) {
    return status
        .valueStream()
        .filter(each -> each.get("sync_type").textValue().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /** Counts the status queries. */
  private final class StatusQueryCounter extends EventNotifierSupport {
    @Override
    public boolean isEnabled(CamelEvent event) {
      return event instanceof ExchangeSendingEvent;
    }

    @Override
    public void notify(CamelEvent event) {
      String uri = ((ExchangeSendingEvent) event).getEndpoint().getEndpointUri();
      if (uri.endsWith("status/sync_types")) {
        statusQueries.incrementAndGet();
      }
    }
  }

  /** An open event stream. */
  private record OpenStream(HttpResponse<InputStream> answer, BufferedReader lines)
      implements AutoCloseable {

    /** The next event, as one text. */
    String event() throws IOException {
      StringBuilder event = new StringBuilder();
      for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
        event.append(line).append('\n');
      }
      return event.toString();
    }

    /** The next event that is not a heartbeat. */
    JsonNode status() throws IOException {
      String event = event();
      while (!event.startsWith("event: status\ndata: ")) {
        event = event();
      }
      return JSON.readTree(event.substring(event.indexOf('[')));
    }

    @Override
    public void close() throws IOException {
      answer.body().close();
    }
  }
}
