package org.odksync.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.SynchronizationRouteAware;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Limits the number of concurrent HTTP requests that use the warehouse. Other requests wait briefly
 * and then fail. Without a limit, requests that wait for an unreachable database would occupy all
 * threads of the server, including those for health checks.
 */
public final class RequestLimiter {

  private static final int MAX_CONCURRENT = 4;
  private static final long LONGEST_WAIT_MILLIS = 500;

  private final Semaphore permits = new Semaphore(MAX_CONCURRENT, true);

  /**
   * Waits for a permit. The end of the route releases it, before the answer is sent, so that slow
   * clients block no others.
   *
   * @throws ApiException with status 503 if no permit becomes free in time
   */
  public void acquire(Exchange request) throws InterruptedException {
    if (!permits.tryAcquire(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
      throw ApiException.unavailable("too many concurrent requests: try again later");
    }
    request.getExchangeExtension().addOnCompletion(new ReleasePermit());
  }

  private final class ReleasePermit extends SynchronizationAdapter
      implements SynchronizationRouteAware {
    @Override
    public SynchronizationRouteAware getRouteSynchronization() {
      return this;
    }

    @Override
    public void onBeforeRoute(Route route, Exchange request) {}

    @Override
    public void onAfterRoute(Route route, Exchange request) {
      // called routes end earlier: release only at the end of the entry route
      if (route.getRouteId().equals(request.getFromRouteId())) {
        permits.release();
      }
    }
  }
}
