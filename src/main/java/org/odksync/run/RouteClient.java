package org.odksync.run;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Sends messages from Java to routes and connectors. Thread-safe. */
public final class RouteClient implements AutoCloseable {

  private final Supplier<CamelContext> camel;
  private @Nullable ProducerTemplate template;

  /**
   * @param camel called when the first message is sent
   */
  public RouteClient(Supplier<CamelContext> camel) {
    this.camel = camel;
  }

  /**
   * Sends a message.
   *
   * @param message fills in the message
   * @return the exchange with the answer or the exception
   */
  public Exchange send(String uri, Processor message) {
    return template().send(uri, message);
  }

  /**
   * Sends a body without reading an answer.
   *
   * @throws org.apache.camel.CamelExecutionException if the route fails; the cause has the reason
   */
  public void sendBody(String uri, @Nullable Object body) {
    template().sendBody(uri, body);
  }

  private synchronized ProducerTemplate template() {
    if (template == null) {
      template = camel.get().createProducerTemplate();
    }
    return template;
  }

  @Override
  public synchronized void close() throws IOException {
    if (template != null) {
      template.close();
    }
  }
}
