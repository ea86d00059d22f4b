package org.odksync.observability.alerts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.odksync.config.OutboundHttp;
import org.odksync.config.Secret;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;

/**
 * Posts alerts, as Slack and what is like it take them: {@code text}, and beside it {@code
 * subject}, {@code status} ({@code failing} or {@code ok}), {@code message}, {@code begun}, {@code
 * ended} and {@code instance}. Its address is a secret, as it is all that one needs to post there:
 * hence no endpoint of Camel, which would show it.
 */
public final class Webhook implements AutoCloseable {

  private static final int FIRST_ERROR = 300;

  private final URI address;
  private final String instance;
  private final CloseableHttpClient client;

  /**
   * @param address http or https
   * @param instance who tells
   * @param patience for a connection, and for the answer
   */
  public Webhook(Secret address, String instance, Duration patience, OutboundHttp outbound) {
    this.address = URI.create(address.reveal());
    this.instance = instance;
    this.client =
        outbound
            .client(patience)
            .disableRedirectHandling()
            // hours may lie between two messages: a connection kept for the next one would be dead
            // by then
            .setConnectionReuseStrategy((request, answer, context) -> false)
            .build();
  }

  /**
   * @throws SyncFailure when it was not taken
   */
  public void tell(Alert alert) {
    ClassicHttpRequest request =
        ClassicRequestBuilder.post(address)
            .setEntity(body(alert).toString(), ContentType.APPLICATION_JSON)
            .build();
    int status;
    try {
      status = client.execute(request, answer -> answer.getCode());
    } catch (IOException broken) {
      throw refused("did not answer (%s)".formatted(broken.getClass().getSimpleName()));
    }
    if (status >= FIRST_ERROR) {
      throw refused("answered " + status);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
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
