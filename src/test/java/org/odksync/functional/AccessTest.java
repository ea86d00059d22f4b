package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.embedded.central.SettableClock;
import org.odksync.http.security.AccessControl;
import org.slf4j.LoggerFactory;

/** Access control of the HTTP server with passwords. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADMIN = "admin:correct horse bättery";
  private static final String VIEWER = "viewer:staple staple staple";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SettableClock clock = new SettableClock();
  private final Platform platform = new Platform();
  private String server;

  AccessTest() throws IOException, SQLException {
    platform.set("ADMIN_PASSWORD", ADMIN.split(":", 2)[1]);
    platform.set("VIEWER_PASSWORD", VIEWER.split(":", 2)[1]);
    platform.set("PUBLIC_URL", "https://survey.example.org/images");
    platform.set("IMAGE_LINKS", "stable");
    platform.clock(clock);
  }

  @BeforeAll
  void serve() throws IOException, SQLException {
    server = platform.serve();
    Router router =
        VertxPlatformHttpRouter.lookup(
            platform.service().camel(),
            VertxPlatformHttpRouter.getRouterNameFromPort(URI.create(server).getPort()));
    for (String path : new String[] {"/later", "/hawtio/*", "/observe/jolokia/*", "/kept"}) {
      router
          .route(path)
          .order(-1)
          .handler(
              context -> {
                if (path.equals("/kept")) {
                  context.response().putHeader("Cache-Control", "max-age=60");
                }
                context.response().end(String.valueOf(context.<String>get("odk-sync.user")));
              });
    }
  }

  @AfterAll
  void close() {
    platform.close();
  }

  /** Moves the clock, so that failed logins of other tests do not count. */
  @BeforeEach
  void moveClock() {
    clock.move(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "GET, /observe/health, -, 200",
        "GET, /observe/health/live, -, 200",
        "HEAD, /observe/health, -, 200",
        "HEAD, /observe/health/ready, -, 200",
        "HEAD, /observe/healthy, -, 401",
        "HEAD, /observe/metrics, -, 401",
        "HEAD, /observe/metrics, viewer, 200",
        "HEAD, /api/health, -, 401",
        "HEAD, /api/health, viewer, 200",
        "HEAD, /api/nothing, viewer, 404",
        "HEAD, /api/sync/views, viewer, 405",
        "HEAD, /api/events, viewer, 405",
        "POST, /observe/health/live, -, 401",
        "GET, /observe/healthy, -, 401",
        "GET, /images/00000000-0000-0000-0000-000000000000, -, 404",
        "POST, /images/00000000-0000-0000-0000-000000000000, -, 405",
        "GET, /images, -, 401",
        "GET, /images/../later, -, 401",
        "GET, /images/%2e%2e/later, -, 401",
        "GET, /observe/health/../metrics, -, 401",
        "GET, /observe/metrics, -, 401",
        "GET, /observe/metrics, viewer, 200",
        "HEAD, /later, viewer, 200",
        "GET, /observe/metrics, admin, 200",
        "GET, /observe/metrics, viewer:wrong, 401",
        "GET, /observe/metrics, admin:staple staple staple, 401",
        "GET, /observe/metrics, root:correct horse bättery, 401",
        "GET, /observe/metrics, admin, 200",
        "GET, /nothing, -, 401",
        "GET, /nothing, viewer, 404",
        "GET, /later, -, 401",
        "GET, /later, viewer, 200",
        "POST, /later, -, 401",
        "POST, /later, viewer, 403",
        "OPTIONS, /later, viewer, 403",
        "POST, /later, admin, 200",
        "DELETE, /later, admin, 200",
        "GET, /observe/jolokia/version, -, 401",
        "GET, /observe/jolokia/version, viewer, 403",
        "POST, /observe/jolokia/, viewer, 403",
        "GET, /observe/%6Aolokia/version, viewer, 403",
        "GET, /later/../observe/jolokia/version, viewer, 403",
        "GET, /observe/jolokia/version, admin, 200",
        "GET, /Observe/JOLOKIA/version, viewer, 403",
        "GET, //observe/jolokia/version, viewer, 403",
        "GET, /observe//jolokia/version, viewer, 403",
        "GET, /observe/jolokia;x/version, viewer, 403",
        "GET, /observe%2Fjolokia/version, viewer, 404",
        "GET, /images/..%2Fobserve%2Fjolokia, -, 404",
        "GET, /images/..%5Clater, -, 404",
        "GET, //images/../later, -, 401",
        "GET, /hawtio/, viewer, 403",
        "GET, /hawtio/index.html, -, 401",
        "GET, /hawtio/, admin, 200"
      })
  void accessDependsOnTheRole(String method, String path, String login, int status)
      throws Exception {
    HttpResponse<String> answer = send(method, path, login, Map.of());

    assertThat(answer.statusCode()).isEqualTo(status);
    boolean wantsLogin = answer.headers().firstValue("WWW-Authenticate").isPresent();
    assertThat(wantsLogin).isEqualTo(status == 401);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "POST, /later, -, -, 200",
        "POST, /later, same-origin, SERVER, 200",
        "POST, /later, none, -, 200",
        "POST, /later, -, https://survey.example.org, 200",
        "POST, /later, cross-site, -, 403",
        "POST, /later, same-site, SERVER, 403",
        "POST, /later, same-origin, https://evil.example.org, 403",
        "POST, /later, -, null, 403",
        "POST, /later, -, http://127.0.0.1:1, 403",
        "PUT, /later, cross-site, -, 403",
        "GET, /later, cross-site, https://evil.example.org, 200",
        "GET, /observe/jolokia/exec/x, cross-site, -, 403",
        "GET, /observe/jolokia/version, same-origin, -, 200"
      })
  void crossSiteRequestsAreRefused(
      String method, String path, String site, String origin, int status) throws Exception {
    Map<String, String> headers = new HashMap<>();
    if (site != null) {
      headers.put("Sec-Fetch-Site", site);
    }
    if (origin != null) {
      headers.put("Origin", origin.equals("SERVER") ? server : origin);
    }

    assertThat(send(method, path, "admin", headers).statusCode()).isEqualTo(status);
  }

  @Test
  void refusalsAreProblemJson() throws Exception {
    HttpResponse<String> answer = send("POST", "/later", "viewer", Map.of());

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.fieldNames())
        .toIterable()
        .containsExactly("type", "title", "status", "detail");
    assertThat(problem.get("title").textValue()).isEqualTo("Forbidden");
    assertThat(problem.get("status").intValue()).isEqualTo(403);
    assertThat(send("GET", "/later", null, Map.of()).headers().firstValue("WWW-Authenticate"))
        .contains("Basic realm=\"odk-sync\", charset=\"UTF-8\"");
  }

  @Test
  void loginIsPassedToTheHandler() throws Exception {
    assertThat(send("GET", "/later", "viewer", Map.of()).body()).isEqualTo("viewer");
    assertThat(send("GET", "/later", "admin", Map.of()).body()).isEqualTo("admin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer x", "Basic", "Basic !", "Basic ", "x", "Basic YWRtaW4="})
  void malformedLoginIsRefused(String authorization) throws Exception {
    assertThat(send("GET", "/later", null, Map.of("Authorization", authorization)).statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"/observe/metrics, 200", "/observe/health, 200", "/nothing, 404", "/hawtio/, 200"})
  void answersHaveSecurityHeaders(String path, int status) throws Exception {
    HttpResponse<String> answer = send("GET", path, "admin", Map.of());

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "Content-Security-Policy"))
        .contains(
            "default-src 'self'; img-src 'self'", "script-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("unsafe-eval", " https: ");
    assertThat(header(answer, "Content-Security-Policy").contains("unsafe-inline"))
        .isEqualTo(path.startsWith("/hawtio"));
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
    assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
  }

  @Test
  void refusalsHaveSecurityHeadersAndHandlersKeepTheirCacheControl() throws Exception {
    assertThat(header(send("GET", "/later", null, Map.of()), "Content-Security-Policy"))
        .contains("default-src 'self'");
    assertThat(header(send("GET", "/kept", "admin", Map.of()), "Cache-Control"))
        .isEqualTo("max-age=60");
  }

  @Test
  void imageLinksHaveNoSecurityHeaders() throws Exception {
    assertThat(send("GET", "/images/" + UUID.randomUUID(), null, Map.of()).headers().map())
        .containsOnlyKeys("content-type", "transfer-encoding");
  }

  @Test
  void failedLoginsAreRateLimited() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(send("GET", "/later", "admin:wrong", Map.of()).statusCode()).isEqualTo(401);
    }

    for (String login : new String[] {"admin:wrong", "admin"}) {
      HttpResponse<String> answer = send("GET", "/later", login, Map.of());
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(header(answer, "Retry-After")).isEqualTo("60");
    }
    assertThat(send("GET", "/observe/health", null, Map.of()).statusCode()).isEqualTo(200);
    assertThat(send("GET", "/later", null, Map.of()).statusCode()).isEqualTo(401);

    clock.move(Duration.ofMinutes(1));
    assertThat(send("GET", "/later", "admin", Map.of()).statusCode()).isEqualTo(200);
  }

  @Test
  void failedLoginsAreLoggedWithoutTheInput() throws Exception {
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger logger = (Logger) LoggerFactory.getLogger(AccessControl.class);
    logger.addAppender(logged);

    for (String login : List.of("admin:secret", "viewer:secret", "secret:secret", "admin")) {
      send("GET", "/later?secret", login, Map.of());
    }
    logger.detachAppender(logged);

    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "failed login of admin from 127.0.0.1",
            "failed login of viewer from 127.0.0.1",
            "failed login of an unknown user from 127.0.0.1");
    assertThat(logged.list).allMatch(line -> line.getLevel() == Level.WARN);
  }

  // --- helpers

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private HttpResponse<String> send(
      String method, String path, String login, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    headers.forEach(request::header);
    if (login != null) {
      request.header("Authorization", "Basic " + encoded(login));
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String encoded(String login) {
    String all =
        switch (login) {
          case "admin" -> ADMIN;
          case "viewer" -> VIEWER;
          default -> login;
        };
    return Base64.getEncoder().encodeToString(all.getBytes(StandardCharsets.UTF_8));
  }
}
