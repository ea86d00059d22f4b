package org.odksync.central.schema;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.odksync.error.UnusableAnswer;
import org.odksync.run.RouteClient;
import org.odksync.run.Run;

/** Sends Central small requests from Java, through the same routes as all requests. */
final class CentralRequests {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RouteClient routes;

  CentralRequests(RouteClient routes) {
    this.routes = routes;
  }

  /**
   * Requests JSON.
   *
   * @throws UnusableAnswer if Central refuses, or its answer is cut
   */
  <T> T json(Run run, String url, TypeReference<T> type) {
    try {
      return JSON.readValue(bytes(run, url), type);
    } catch (IOException notJson) {
      throw new UnusableAnswer(url, notJson);
    }
  }

  /**
   * Requests any content; reads the answer into memory.
   *
   * @throws UnusableAnswer if Central refuses, or its answer is cut
   */
  InputStream stream(Run run, String url) {
    return new ByteArrayInputStream(bytes(run, url));
  }

  private byte[] bytes(Run run, String url) {
    Exchange answer =
        routes.send(
            "direct:central.whole",
            exchange -> {
              exchange.setVariable("run", run);
              exchange.getMessage().setBody(url);
            });
    if (answer.getException() != null) {
      throw new UnusableAnswer(url, answer.getException());
    }
    return answer.getMessage().getBody(byte[].class);
  }
}
