package org.odksync.observability.metrics;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Down while the database does not answer: without it there is nothing to be had here. */
public final class DatabaseHealthCheck extends AbstractHealthCheck {

  private final StatusPoller watch;

  /**
   * @param watch that asks the database
   */
  public DatabaseHealthCheck(StatusPoller watch) {
    super("odk-sync", "database");
    this.watch = watch;
  }

  /** The process is alive also without a database. */
  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (watch.isReached()) {
      builder.up();
    } else {
      builder.message("the database does not answer: see the log").down();
    }
  }
}
