package org.odksync.warehouse;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code warehouse:feed/checkpoint} runs the statement {@code sql/feed/checkpoint.sql}. A statement
 * that there is not keeps the routes from starting.
 */
public class WarehouseComponent extends DefaultComponent {

  private int attempts;
  private long delayMilliseconds;

  /** How often a statement is tried again that has met a lock. */
  public void setAttempts(int attempts) {
    this.attempts = attempts;
  }

  /** How long to wait before that. */
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
