package org.odksync.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.odksync.embedded.central.SampleCentral;

/** Logs in at a sample Central. */
public final class CentralLogin {

  private CentralLogin() {}

  /** The token of a new session. */
  public static String token(URI central) throws IOException, InterruptedException {
    String login =
        JsonNodeFactory.instance
            .objectNode()
            .put("email", SampleCentral.EMAIL)
            .put("password", SampleCentral.PASSWORD)
            .toString();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(central + "/v1/sessions"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(login))
            .build();
    byte[] answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();
    return new ObjectMapper().readTree(answer).get("token").textValue();
  }
}
