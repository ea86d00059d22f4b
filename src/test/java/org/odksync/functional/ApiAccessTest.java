package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which role may use each path of the HTTP server, from openapi.json and beside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiAccessTest {

  private static final String ADMIN = "correct horse battery";
  private static final String VIEWER = "staple staple staple";

  /** Paths that openapi.json does not describe. */
  private static final List<Request> PAGES =
      List.of(
          new Request("GET", "/"),
          new Request("GET", "/web/app.js"),
          new Request("GET", "/web/swagger-ui.js"),
          new Request("GET", "/api/"),
          new Request("GET", "/api/me"),
          new Request("GET", "/api/openapi.json"),
          new Request("GET", "/observe/metrics"));

  private static final List<Request> OF_ADMINS =
      List.of(
          new Request("GET", "/hawtio/"),
          new Request("GET", "/hawtio/user"),
          new Request("POST", "/hawtio/jolokia"),
          new Request("POST", "/observe/jolokia"));

  private final Platform platform = new Platform();
  private final List<Request> all = new ArrayList<>();
  private ApiCaller server;

  private record Request(String method, String path) {}

  ApiAccessTest() throws IOException, SQLException {
    platform.set("ADMIN_PASSWORD", ADMIN);
    platform.set("VIEWER_PASSWORD", VIEWER);
  }

  @BeforeAll
  void serve() throws Exception {
    server = new ApiCaller(platform.serve());
    JsonNode paths =
        send(new Request("GET", "/api/openapi.json"), "admin", ADMIN).body().get("paths");
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            all.add(
                                new Request(
                                    method.toUpperCase(Locale.ROOT), concrete(path.getKey())))));
    assertThat(all).hasSizeGreaterThan(10);
    all.addAll(PAGES);
  }

  /** The path with the API's prefix and values for its parameters. */
  private static String concrete(String path) {
    String filled = path.replace("{id}", "1").replace("{type}", "history_cleanup");
    return filled.startsWith("/api") ? filled : "/api" + filled;
  }

  @AfterAll
  void close() {
    platform.close();
  }

  @Test
  void requestsWithoutLoginAreRefusedWithoutLoginPrompt() throws Exception {
    for (Request request : everything()) {
      ApiCaller.Answer answer = server.send(request.method(), request.path(), "");
      assertThat(answer.status()).as(request.toString()).isEqualTo(401);
      assertThat(answer.type()).isEqualTo("application/problem+json");
      assertThat(answer.header("www-authenticate").orElse("")).startsWith("Basic ");
    }
  }

  @Test
  void wrongLoginIsRefused() throws Exception {
    List<Request> requests = everything();
    for (int i = 0; i < requests.size(); i++) {
      ApiCaller.Answer answer = send(requests.get(i), "admin", VIEWER);
      // the rate limit refuses the eleventh and later ones
      assertThat(answer.status()).as(requests.get(i).toString()).isEqualTo(i < 10 ? 401 : 429);
    }
    // the limit lasts a minute: reset it for the other tests
    platform.stop();
    server = new ApiCaller(platform.serve());
  }

  @Test
  void viewerReadsAndChangesNothing() throws Exception {
    for (Request request : all) {
      int status = send(request, "viewer", VIEWER).status();
      if (request.method().equals("GET")) {
        assertThat(status).as(request.toString()).isIn(200, 404);
      } else {
        assertThat(status).as(request.toString()).isEqualTo(403);
      }
    }
    for (Request request : OF_ADMINS) {
      assertThat(send(request, "viewer", VIEWER).status()).as(request.toString()).isEqualTo(403);
    }
  }

  @Test
  void adminMayDoEverything() throws Exception {
    for (Request request : everything()) {
      int status = send(request, "admin", ADMIN).status();
      if (request.method().equals("GET")) {
        // the first run may not have started yet
        assertThat(status)
            .as(request.toString())
            .isIn(200, request.path().contains("/runs/") ? 404 : 200);
      } else {
        // a run may be active (409), and Jolokia gets an empty request
        assertThat(status).as(request.toString()).isNotIn(401, 403, 404, 405);
      }
    }
  }

  private List<Request> everything() {
    List<Request> everything = new ArrayList<>(all);
    everything.addAll(OF_ADMINS);
    return everything;
  }

  private ApiCaller.Answer send(Request request, String user, String password)
      throws IOException, InterruptedException {
    return server.send(request.method(), request.path(), "", ApiCaller.login(user, password));
  }
}
