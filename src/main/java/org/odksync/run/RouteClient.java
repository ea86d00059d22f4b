package org.odksync.run;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Sends to routes and connectors what is done in Java. Any thread may use it. */
public final class RouteClient implements AutoCloseable {

  private final Supplier<CamelContext> camel;
  private @Nullable ProducerTemplate template;

  /**
   * @param camel known when something is sent for the first time, at the latest
   */
  public RouteClient(Supplier<CamelContext> camel) {
    this.camel = camel;
  }

  /**
   * Sends a message.
   *
   * @param message fills it in
   * @return the answer, or with the exception that came instead
   */
  public Exchange send(String uri, Processor message) {
    return template().send(uri, message);
  }

  /**
   * Sends a body, and waits for no answer.
   *
   * @throws org.apache.camel.CamelExecutionException when it fails; its cause says why
   */
  public void tell(String uri, @Nullable Object body) {
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
