package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that logs in. */
final class SampleClient {

  static final ObjectMapper JSON = new ObjectMapper();
  static final String FORM = "/v1/projects/1/forms/GRARentalDataCollection";
  static final String TABLE = FORM + ".svc/Submissions";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private String token = "";

  SampleClient(SampleCentral central) {
    this.base = central.baseUrl();
    login();
  }

  void login() {
    String body =
        JSON.createObjectNode()
            .put("email", SampleCentral.EMAIL)
            .put("password", SampleCentral.PASSWORD)
            .toString();
    HttpResponse<byte[]> answer =
        send(
            HttpRequest.newBuilder(base.resolve("/v1/sessions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    assertThat(answer.statusCode()).isEqualTo(200);
    token = json(answer).path("token").asText();
  }

  String token() {
    return token;
  }

  /** Sends a GET; {@code headers} alternates names and values. */
  HttpResponse<byte[]> get(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + token);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return exchange(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode json(String path) {
    HttpResponse<byte[]> answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return json(answer);
  }

  static JsonNode json(HttpResponse<byte[]> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String etag(String path) {
    return etag(get(path));
  }

  static String etag(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("ETag").orElse("");
  }

  /** The ids that the table returns for a filter. */
  List<String> ids(String filter) {
    List<String> ids = new ArrayList<>();
    String path = TABLE + "?$select=__id&$filter=" + encoded(filter);
    json(path).path("value").forEach(row -> ids.add(row.path("__id").asText()));
    return ids;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String attachments(String id) {
    return FORM + "/submissions/" + encoded(id) + "/attachments";
  }
}
