package org.odksync.observability.metrics;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.odksync.error.Diagnosis;
import org.odksync.error.ErrorClass;
import org.odksync.status.StatusQueries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the status from the warehouse and keeps the last snapshot, so that scrapes and health
 * checks need no query. Logs a failure once, not at each poll.
 */
public final class StatusPoller {

  private static final Logger LOG = LoggerFactory.getLogger("sync");

  private final StatusQueries queries;

  private volatile @Nullable StatusSnapshot latest;

  /** The service does not start without a database. */
  private volatile boolean reached = true;

  private volatile String failure = "";

  public StatusPoller(StatusQueries queries) {
    this.queries = queries;
  }

  /** Reads a new snapshot; a failure keeps the old one and only changes {@link #isReached}. */
  public void poll() {
    try {
      latest =
          new StatusSnapshot(
              StatusQueries.states(queries.status()),
              StatusQueries.problems(queries.problems()),
              StatusQueries.lags(queries.lags()),
              System.nanoTime());
      reached = true;
      if (!failure.isEmpty()) {
        LOG.info("the metrics are current again");
      }
      failure = "";
    } catch (RuntimeException unanswered) {
      Diagnosis diagnosis = Diagnosis.of(unanswered);
      reached = diagnosis.errorClass() != ErrorClass.DATABASE;
      if (!failure.equals(diagnosis.message())) {
        failure = diagnosis.message();
        LOG.warn("the metrics are stale, {}", failure);
      }
    }
  }

  /** Whether the database answered the last poll. */
  boolean isReached() {
    return reached;
  }

  /** Empty before the first poll. */
  Optional<StatusSnapshot> latest() {
    return Optional.ofNullable(latest);
  }
}
