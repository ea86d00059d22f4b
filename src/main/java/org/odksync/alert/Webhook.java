package org.odksync.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.odksync.config.Secret;
import org.odksync.run.ErrorClass;
import org.odksync.run.SyncFailure;

/**
 * Posts alerts, as Slack and what is like it take them: {@code text}, and beside it {@code
 * subject}, {@code status} ({@code failing} or {@code ok}), {@code message}, {@code begun}, {@code
 * ended} and {@code instance}. Its address is a secret, as it is all that one needs to post there:
 * hence no endpoint of Camel, which would show it.
 */
public final class Webhook {

  private static final int FIRST_ERROR = 300;

  private final URI address;
  private final String instance;
  private final Duration patience;
  private final HttpClient client;

  /**
   * @param address http or https
   * @param instance who tells
   * @param patience for a connection, and for the answer
   */
  public Webhook(Secret address, String instance, Duration patience) {
    this.address = URI.create(address.reveal());
    this.instance = instance;
    this.patience = patience;
    this.client = HttpClient.newBuilder().connectTimeout(patience).build();
  }

  /**
   * @throws SyncFailure when it was not taken
   */
  public void tell(Alert alert) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(patience)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(alert).toString()))
            .build();
    int status;
    try {
      status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException broken) {
      throw refused("did not answer (%s)".formatted(broken.getClass().getSimpleName()));
    }
    if (status >= FIRST_ERROR) {
      throw refused("answered " + status);
    }
  }

  private static SyncFailure refused(String what) {
    return new SyncFailure(
        ErrorClass.NETWORK,
        "the webhook for alerts %s, it is tried again: check ALERT_WEBHOOK_URL".formatted(what),
        null);
  }

  private ObjectNode body(Alert alert) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("text", escaped(alert.text()))
        .put("subject", alert.subject())
        .put("status", alert.isOver() ? "ok" : "failing")
        .put("message", alert.message())
        .put("begun", alert.begun())
        .put("ended", alert.ended())
        .put("instance", instance);
  }

  /** What Slack takes for a link or a mention in a text. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
