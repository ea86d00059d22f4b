package org.odksync.run;

import java.util.Map;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;

/** Measures how long runs wait for other systems. */
public final class WaitTimeListener extends EventNotifierSupport {

  /** Scheme of the endpoint to system. */
  private static final Map<String, String> SYSTEMS =
      Map.of("http", "central", "https", "central", "warehouse", "database", "aws2-s3", "s3");

  public WaitTimeListener() {
    setIgnoreCamelContextInitEvents(true);
    setIgnoreCamelContextEvents(true);
    setIgnoreRouteEvents(true);
    setIgnoreServiceEvents(true);
    setIgnoreExchangeCreatedEvent(true);
    setIgnoreExchangeCompletedEvent(true);
    setIgnoreExchangeFailedEvents(true);
    setIgnoreExchangeRedeliveryEvents(true);
    setIgnoreStepEvents(true);
  }

  /** Camel measures the time only if a listener also wants the sending event. */
  @Override
  public boolean isEnabled(CamelEvent event) {
    return event instanceof ExchangeSendingEvent || event instanceof ExchangeSentEvent;
  }

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof ExchangeSentEvent sent) {
      String system = system(sent.getEndpoint().getEndpointUri());
      Run run = sent.getExchange().getVariable("run", Run.class);
      if (system != null && run != null) {
        run.waitTimes().add(system, sent.getTimeTaken());
      }
    }
  }

  /**
   * The system that an endpoint leads to: {@code central}, {@code database} or {@code s3}; null for
   * another one.
   *
   * @param uri of the endpoint
   */
  public static @Nullable String system(String uri) {
    int colon = uri.indexOf(':');
    return colon < 0 ? null : SYSTEMS.get(uri.substring(0, colon));
  }
}
