package org.odksync.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.odksync.status.Health;
import org.odksync.status.ServiceInfo;
import org.odksync.status.StatusQueries;
import org.odksync.status.StatusReports;

/** Builds the answers of the API that need several statements. */
public final class Reports {

  private static final int HOURS = 24;

  private final StatusQueries queries;
  private final Supplier<ServiceInfo> info;

  /**
   * @param info describes this process
   */
  public Reports(StatusQueries queries, Supplier<ServiceInfo> info) {
    this.queries = queries;
    this.info = info;
  }

  /** The same as {@code odk-sync health --json}; works without a database, too. */
  public String health() {
    return healthReport().toString();
  }

  /** The same as {@code odk-sync statistics --json}. */
  public String overview() {
    return StatusReports.statistics(queries, queries.statistics(HOURS)).toString();
  }

  private JsonNode healthReport() {
    try {
      return StatusReports.health(queries, info.get());
    } catch (IllegalStateException unanswered) {
      return StatusReports.health(
          Health.failing("odk-sync", String.valueOf(unanswered.getMessage())));
    }
  }
}
