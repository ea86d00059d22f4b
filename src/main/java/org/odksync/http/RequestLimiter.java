package org.odksync.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.SynchronizationRouteAware;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Lets a few HTTP requests use the warehouse at once. The others wait for a moment, and are then
 * refused: requests that all wait for a database that is away would take every thread of the
 * server, and those of the health checks among them.
 */
public final class RequestLimiter {

  private static final int AT_ONCE = 4;
  private static final long LONGEST_WAIT_MILLIS = 500;

  private final Semaphore free = new Semaphore(AT_ONCE, true);

  /**
   * Waits until the request may go on. Its place is free again at the end of its route, before the
   * answer is sent: a client that reads slowly keeps no other one waiting.
   *
   * @throws ApiException when there are too many
   */
  public void enter(Exchange request) throws InterruptedException {
    if (!free.tryAcquire(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
      throw ApiException.later("too many requests at once, try again later");
    }
    request.getExchangeExtension().addOnCompletion(new Leave());
  }

  private final class Leave extends SynchronizationAdapter implements SynchronizationRouteAware {
    @Override
    public SynchronizationRouteAware getRouteSynchronization() {
      return this;
    }

    @Override
    public void onBeforeRoute(Route route, Exchange request) {}

    @Override
    public void onAfterRoute(Route route, Exchange request) {
      // routes that this one calls end before it
      if (route.getRouteId().equals(request.getFromRouteId())) {
        free.release();
      }
    }
  }
}
