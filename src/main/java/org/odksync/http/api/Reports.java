package org.odksync.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.odksync.status.Health;
import org.odksync.status.Overview;
import org.odksync.status.ServiceInfo;
import org.odksync.status.StatusQueries;

/** Answers that come from more than one statement. */
public final class Reports {

  private static final int HOURS = 24;

  private final StatusQueries monitor;
  private final Supplier<ServiceInfo> info;

  /**
   * @param info about this process, now
   */
  public Reports(StatusQueries monitor, Supplier<ServiceInfo> info) {
    this.monitor = monitor;
    this.info = info;
  }

  /** As {@code odk-sync health --json} says it, also without a database. */
  public String health() {
    return verdict().toString();
  }

  /** As {@code odk-sync statistics --json} says it. */
  public String overview() {
    return Overview.statistics(monitor, monitor.statistics(HOURS)).toString();
  }

  private JsonNode verdict() {
    try {
      return Overview.health(monitor, info.get());
    } catch (IllegalStateException unanswered) {
      return Overview.health(Health.failing("odk-sync", String.valueOf(unanswered.getMessage())));
    }
  }
}
