package org.odksync.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odksync.monitor.Monitor;
import org.odksync.run.Diagnosis;
import org.odksync.run.ErrorClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the warehouse how everything is, now and then, and keeps the last answer: no scrape and no
 * health check asks it anything. That it does not answer is said once.
 */
public final class Watch {

  private static final Logger LOG = LoggerFactory.getLogger("sync");

  private final Monitor monitor;

  private volatile @Nullable Answers latest;

  /** The service does not start without a database. */
  private volatile boolean reached = true;

  private volatile String trouble = "";

  public Watch(Monitor monitor) {
    this.monitor = monitor;
  }

  /** Asks; a failure changes nothing but what {@link #isReached} says. */
  public void look() {
    try {
      latest =
          new Answers(
              Monitor.states(monitor.status()),
              Monitor.problems(monitor.problems()),
              Monitor.lags(monitor.lags()),
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
  Optional<Answers> latest() {
    return Optional.ofNullable(latest);
  }
}
