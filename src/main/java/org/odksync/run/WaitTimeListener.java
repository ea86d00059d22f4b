package org.odksync.run;

import java.util.Map;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;

/** Looks on at what runs send outside, and adds up the times. */
public final class WaitTimeListener extends EventNotifierSupport {

  /** By the scheme of the endpoint. */
  private static final Map<String, String> STAGES =
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

  /** Without one that begins, Camel does not take the time. */
  @Override
  public boolean isEnabled(CamelEvent event) {
    return event instanceof ExchangeSendingEvent || event instanceof ExchangeSentEvent;
  }

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof ExchangeSentEvent sent) {
      String stage = stage(sent.getEndpoint().getEndpointUri());
      Run run = sent.getExchange().getVariable("run", Run.class);
      if (stage != null && run != null) {
        run.stages().add(stage, sent.getTimeTaken());
      }
    }
  }

  /**
   * Which system a request goes to: {@code central}, {@code database} or {@code s3}; null for none
   * of them.
   *
   * @param uri of the endpoint
   */
  public static @Nullable String stage(String uri) {
    int colon = uri.indexOf(':');
    return colon < 0 ? null : STAGES.get(uri.substring(0, colon));
  }
}
