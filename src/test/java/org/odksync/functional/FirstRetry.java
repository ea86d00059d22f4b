package org.odksync.functional;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Runs an action before a run's first retry. An outage that it ends then has failed exactly one
 * attempt, on fast and slow machines.
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
