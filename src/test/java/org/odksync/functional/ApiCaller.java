package org.odksync.functional;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** A client of the API. */
final class ApiCaller {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String server;

  /**
   * @param server the server's address
   */
  ApiCaller(String server) {
    this.server = server;
  }

  record Answer(int status, String type, JsonNode body, HttpResponse<String> http) {

    Optional<String> header(String name) {
      return http.headers().firstValue(name);
    }

    String detail() {
      return body.path("detail").asText();
    }
  }

  /** Waits until every sync type has run since the start. */
  void awaitFirstRuns() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                get("/api/status")
                    .body()
                    .valueStream()
                    .allMatch(
                        type ->
                            type.get("successful_syncs").intValue() > 0
                                && type.get("run").isNull()));
  }

  /** The name and value of the login header. */
  static String[] login(String user, String password) {
    String credentials = user + ":" + password;
    return new String[] {
      "Authorization",
      "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))
    };
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  Answer post(String path) throws IOException, InterruptedException {
    return send("POST", path, "");
  }

  /**
   * @param headers alternating names and values
   */
  Answer send(String method, String path, String content, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .method(
                method,
                content.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(content));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    String type = answer.headers().firstValue("content-type").orElse("");
    return new Answer(
        answer.statusCode(),
        type,
        type.contains("json") && !answer.body().isEmpty()
            ? JSON.readTree(answer.body())
            : JSON.missingNode(),
        answer);
  }
}
