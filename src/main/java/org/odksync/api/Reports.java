package org.odksync.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.odksync.monitor.Health;
import org.odksync.monitor.Monitor;
import org.odksync.monitor.Overview;
import org.odksync.monitor.ServiceInfo;

/** Answers that come from more than one statement. */
public final class Reports {

  private static final int HOURS = 24;

  private final Supplier<ServiceInfo> info;

  /**
   * @param info about this process, now
   */
  public Reports(Supplier<ServiceInfo> info) {
    this.info = info;
  }

  /** As {@code odk-sync health --json} says it, also without a database. */
  public String health(CamelContext camel) {
    return verdict(new Monitor(camel)).toString();
  }

  /** As {@code odk-sync statistics --json} says it. */
  public String overview(CamelContext camel) {
    Monitor monitor = new Monitor(camel);
    return Overview.statistics(monitor, monitor.statistics(HOURS)).toString();
  }

  private JsonNode verdict(Monitor monitor) {
    try {
      return Overview.health(monitor, info.get());
    } catch (IllegalStateException unanswered) {
      return Overview.health(Health.failing("odk-sync", String.valueOf(unanswered.getMessage())));
    }
  }
}
