package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stable links, which our HTTP server redirects to presigned links. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StableLinksTest {

  private static final String PUBLIC = "https://odk.example.org";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final Platform platform = new Platform();
  private final Warehouse warehouse = platform.warehouse();
  private final FaultProxy toDatabase =
      new FaultProxy(Integer.parseInt(platform.variable("PG_PORT")));
  private String server;

  StableLinksTest() throws IOException, SQLException {
    platform.set("PG_HOST", "127.0.0.1");
    platform.set("PG_PORT", String.valueOf(toDatabase.port()));
    platform.set("IMAGE_LINKS", "stable");
    platform.set("PUBLIC_URL", PUBLIC);
    platform.property("database.connectMilliseconds", "1000");
    platform.property("watch.milliseconds", "500");
  }

  @BeforeAll
  void serve() throws IOException, SQLException {
    platform.run("main_submissions", "image_processing");
    server = platform.serve();
    // the first run of url_refresh replaces links that expire, which a test makes
    warehouse.awaitSuccessOfAllTypes(Duration.ofMinutes(1));
  }

  @AfterAll
  void close() throws IOException {
    platform.close();
    toDatabase.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void linkRedirectsToANewPresignedLink(String method) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(link()))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Cookie", "session=secret")
            .header("Referer", "https://superset.example.org/dashboard")
            .build();

    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(headers(answer)).containsExactly("cache-control", "location", "referrer-policy");
    assertThat(answer.headers().firstValue("cache-control").orElseThrow())
        .matches("private, max-age=1(800|79\\d)");
    assertThat(answer.headers().allValues("referrer-policy")).containsExactly("no-referrer");
    String location = answer.headers().firstValue("location").orElseThrow();
    assertThat(location).contains("X-Amz-Expires=3600&");
    assertThat(Platform.get(location).statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void linkSurvivesAReplacedImage() throws Exception {
    String id = id();
    warehouse.update(
        "UPDATE odk_attachment SET state = 'pending', next_attempt_at = 'tomorrow' WHERE link_id = ?::uuid",
        id);

    assertThat(get("/images/" + id.toUpperCase(Locale.ROOT)).statusCode()).isEqualTo(302);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/images/1-1-1-1-1",
        "/images/00000000-0000-0000-0000-000000000000",
        "/images/00000000-0000-0000-0000-00000000000g",
        "/images/00000000000000000000000000000000",
        "/images/%27%20OR%201%3D1%20--",
        "/images/%24%7Bsys:user.home%7D",
        "/images/%24%7Bbean:links%7D",
        "/images/%7B%7Bcentral.url%7D%7D",
        "/images/00000000-0000-0000-0000-000000000000%0A",
        "/images/00000000-0000-0000-0000-000000000000%00",
        "/images/..%2F..%2Fobserve%2Fhealth",
        "/images/%F0%9F%8F%A0",
        "/images/-",
      })
  void invalidLinkIs404(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("not found");
    assertThat(headers(answer)).containsExactly("content-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/images", "/images/", "/images/a/b", "/image", "/observe"})
  void otherPathIs404(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void veryLongIdIs404() throws Exception {
    assertThat(get("/images/" + "a".repeat(3_000)).statusCode()).isEqualTo(404);
    assertThat(get("/images/" + "a".repeat(100_000)).statusCode()).isBetween(400, 499);
  }

  @Test
  void malformedRequestsAreRefused() throws Exception {
    for (String path : List.of("/images/%", "/images/%zz", "/images/\u0001", "/images/a b")) {
      try (Socket socket =
          new Socket(
              InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), URI.create(server).getPort())) {
        socket
            .getOutputStream()
            .write(
                ("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answer).as(path).matches("(?s)HTTP/1[.][01] 4.*");
      }
    }
  }

  /** A query parameter cannot replace the id. */
  @Test
  void queryIsIgnored() throws Exception {
    assertThat(get("/images/" + UUID.randomUUID() + "?id=" + id()).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "CamelHttpPath", "CamelHttpResponseCode", "CamelJdbcParameters"})
  void headerIsIgnored(String name) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/images/" + UUID.randomUUID()))
            .header(name, id())
            .build();

    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void fileThatIsNotStoredIs404() throws Exception {
    String unstored =
        warehouse
            .query("SELECT to_jsonb(link_id) FROM odk_attachment WHERE url IS NULL LIMIT 1")
            .get(0)
            .textValue();

    assertThat(get("/images/" + unstored).statusCode()).isEqualTo(404);
  }

  /** After a change back to presigned links, stable links must not work. */
  @Test
  void fileWithAnotherLinkIs404() throws Exception {
    String id = id();
    warehouse.update(
        "UPDATE odk_attachment SET url_expires_at = 'tomorrow' WHERE link_id = ?::uuid", id);

    assertThat(get("/images/" + id).statusCode()).isEqualTo(404);

    warehouse.update("UPDATE odk_attachment SET url_expires_at = NULL WHERE link_id = ?::uuid", id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
  void onlyGetAndHeadAreAllowed(String method) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(link()))
            .method(method, HttpRequest.BodyPublishers.ofString("x"))
            .build();

    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(405);
  }

  @Test
  void healthIsServedBesideLinks() throws Exception {
    assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
    // wait: another test may have cut off the database before
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get("/observe/health/ready").statusCode() == 200);
  }

  @Test
  void withoutDatabaseLinksGet503AndHealthIsServed() throws Exception {
    String link = link();
    toDatabase.refuse();
    try {
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, 40)
              .mapToObj(
                  n ->
                      http.sendAsync(
                          HttpRequest.newBuilder(URI.create(link)).build(),
                          HttpResponse.BodyHandlers.ofString()))
              .toList();
      HttpRequest health =
          HttpRequest.newBuilder(URI.create(server + "/observe/health/live"))
              .timeout(Duration.ofSeconds(5))
              .build();
      assertThat(http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);

      assertThat(answers)
          .allSatisfy(
              answer -> {
                assertThat(answer.join().statusCode()).isEqualTo(503);
                assertThat(answer.join().headers().firstValue("retry-after")).contains("5");
                assertThat(answer.join().body()).isEqualTo("try again later");
              });
    } finally {
      toDatabase.pass();
    }
    assertThat(get(URI.create(link).getPath()).statusCode()).isEqualTo(302);
  }

  // --- helpers

  /** Headers except those of the transport. */
  private static Set<String> headers(HttpResponse<?> answer) {
    Set<String> names = new TreeSet<>(answer.headers().map().keySet());
    names.removeAll(Set.of("content-length", "transfer-encoding"));
    return names;
  }

  private String link() throws SQLException {
    return server + "/images/" + id();
  }

  /** The id of a stored image. */
  private String id() throws SQLException {
    JsonNode row =
        warehouse
            .query("SELECT to_jsonb(a) FROM odk_attachment a WHERE url IS NOT NULL LIMIT 1")
            .get(0);
    assertThat(row.get("url").textValue())
        .isEqualTo(PUBLIC + "/images/" + row.get("link_id").textValue());
    return row.get("link_id").textValue();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(server + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
