package org.odksync.observability.metrics;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odksync.error.Diagnosis;
import org.odksync.error.ErrorClass;
import org.odksync.status.StatusQueries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the warehouse how everything is, now and then, and keeps the last answer: no scrape and no
 * health check asks it anything. That it does not answer is said once.
 */
public final class StatusPoller {

  private static final Logger LOG = LoggerFactory.getLogger("sync");

  private final StatusQueries monitor;

  private volatile @Nullable StatusSnapshot latest;

  /** The service does not start without a database. */
  private volatile boolean reached = true;

  private volatile String trouble = "";

  public StatusPoller(StatusQueries monitor) {
    this.monitor = monitor;
  }

  /** Asks; a failure changes nothing but what {@link #isReached} says. */
  public void look() {
    try {
      latest =
          new StatusSnapshot(
              StatusQueries.states(monitor.status()),
              StatusQueries.problems(monitor.problems()),
              StatusQueries.lags(monitor.lags()),
              System.nanoTime());
      reached = true;
      if (!trouble.isEmpty()) {
        LOG.info("the metrics are up to date again");
      }
      trouble = "";
    } catch (RuntimeException unanswered) {
      Diagnosis diagnosis = Diagnosis.of(unanswered);
      reached = diagnosis.errorClass() != ErrorClass.DATABASE;
      if (!trouble.equals(diagnosis.message())) {
        trouble = diagnosis.message();
        LOG.warn("the metrics are no longer up to date, {}", trouble);
      }
    }
  }

  /** Whether the database has answered when it was asked last. */
  boolean isReached() {
    return reached;
  }

  /** Empty before the first. */
  Optional<StatusSnapshot> latest() {
    return Optional.ofNullable(latest);
  }
}
