package org.odksync.observability.metrics;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Reports down while the database does not answer: the service needs it for every request. */
public final class DatabaseHealthCheck extends AbstractHealthCheck {

  private final StatusPoller poller;

  /**
   * @param poller reads the status from the database
   */
  public DatabaseHealthCheck(StatusPoller poller) {
    super("odk-sync", "database");
    this.poller = poller;
  }

  /** A restart of the process does not help without a database. */
  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (poller.isReached()) {
      builder.up();
    } else {
      builder.message("the database does not answer: see the log").down();
    }
  }
}
