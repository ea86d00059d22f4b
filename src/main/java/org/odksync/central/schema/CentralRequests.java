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

/** Asks Central for what is small, for what is done in Java, by the same routes as all requests. */
final class CentralRequests {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RouteClient routes;

  CentralRequests(RouteClient routes) {
    this.routes = routes;
  }

  /**
   * Asks for JSON.
   *
   * @throws UnusableAnswer when Central refuses, or its answer does not arrive whole
   */
  <T> T json(Run run, String url, TypeReference<T> type) {
    try {
      return JSON.readValue(bytes(run, url), type);
    } catch (IOException notJson) {
      throw new UnusableAnswer(url, notJson);
    }
  }

  /**
   * Asks for anything; the answer is in memory.
   *
   * @throws UnusableAnswer when Central refuses, or its answer does not arrive whole
   */
  InputStream stream(Run run, String url) {
    return new ByteArrayInputStream(bytes(run, url));
  }

  private byte[] bytes(Run run, String url) {
    Exchange answered =
        routes.send(
            "direct:central.whole",
            exchange -> {
              exchange.setVariable("run", run);
              exchange.getMessage().setBody(url);
            });
    if (answered.getException() != null) {
      throw new UnusableAnswer(url, answered.getException());
    }
    return answered.getMessage().getBody(byte[].class);
  }
}
