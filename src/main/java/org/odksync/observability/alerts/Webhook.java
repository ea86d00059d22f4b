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
 * Posts alerts as JSON with the {@code text} that Slack and similar services read, and {@code
 * subject}, {@code status} ({@code failing} or {@code ok}), {@code message}, {@code begun}, {@code
 * ended} and {@code instance}. Not a Camel endpoint, which would show the address: it is a secret,
 * because it suffices to post there.
 */
public final class Webhook implements AutoCloseable {

  private static final int FIRST_ERROR = 300;

  private final URI address;
  private final String instance;
  private final CloseableHttpClient client;

  /**
   * @param address http or https
   * @param instance the name of this process
   * @param timeout for the connection and for the answer
   */
  public Webhook(Secret address, String instance, Duration timeout, OutboundHttp outbound) {
    this.address = URI.create(address.reveal());
    this.instance = instance;
    this.client =
        outbound
            .client(timeout)
            .disableRedirectHandling()
            // no keep-alive: alerts are hours apart
            .setConnectionReuseStrategy((request, answer, context) -> false)
            .build();
  }

  /**
   * @throws SyncFailure if the webhook does not accept the alert
   */
  public void post(Alert alert) {
    ClassicHttpRequest request =
        ClassicRequestBuilder.post(address)
            .setEntity(body(alert).toString(), ContentType.APPLICATION_JSON)
            .build();
    int status;
    try {
      status = client.execute(request, answer -> answer.getCode());
    } catch (IOException broken) {
      throw failure("did not answer (%s)".formatted(broken.getClass().getSimpleName()));
    }
    if (status >= FIRST_ERROR) {
      throw failure("answered " + status);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private static SyncFailure failure(String reason) {
    return new SyncFailure(
        ErrorClass.NETWORK,
        "the webhook for alerts %s, it will be retried: check ALERT_WEBHOOK_URL".formatted(reason),
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

  /** Escapes what Slack would read as a link or a mention. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
