package org.odksync.warehouse;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code warehouse:feed/checkpoint} runs the statement {@code sql/feed/checkpoint.sql}. A missing
 * statement stops the routes from starting.
 */
public class WarehouseComponent extends DefaultComponent {

  private int attempts;
  private long delayMilliseconds;

  /** The number of retries after a lock or deadlock. */
  public void setAttempts(int attempts) {
    this.attempts = attempts;
  }

  /** The delay before each retry. */
  public void setDelayMilliseconds(long delayMilliseconds) {
    this.delayMilliseconds = delayMilliseconds;
  }

  int attempts() {
    return attempts;
  }

  Duration delay() {
    return Duration.ofMillis(delayMilliseconds);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    WarehouseEndpoint endpoint = new WarehouseEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
