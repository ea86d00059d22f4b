package org.odksync.functional;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Does something when a run is tried again for the first time: an outage that ends then, however
 * fast or slow the machine is, was met by one attempt, and is over for the next.
 */
final class FirstRetry extends EventNotifierSupport {

  private final Runnable action;
  private final AtomicBoolean done = new AtomicBoolean();

  private FirstRetry(Runnable action) {
    this.action = action;
  }

  static void of(CamelContext camel, Runnable action) throws Exception {
    FirstRetry notifier = new FirstRetry(action);
    notifier.start();
    camel.getManagementStrategy().addEventNotifier(notifier);
  }

  @Override
  public boolean isEnabled(CamelEvent event) {
    return event instanceof ExchangeRedeliveryEvent;
  }

  @Override
  public void notify(CamelEvent event) {
    if (!done.getAndSet(true)) {
      action.run();
    }
  }
}
