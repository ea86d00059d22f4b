package org.odksync.app;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.odksync.config.Settings;

/** Sets the properties that Camel and the routes read, from the settings. */
final class CamelProperties {

  /** Requests for submissions, forms and comparisons, beside those for files. */
  private static final int CENTRAL_CONNECTIONS = 5;

  /** All below a folder, as a pattern of Camel's. */
  private static final String ROUTE_FILES = "**/*.camel.yaml";

  private static final List<String> BUCKET_FILES =
      List.of("images.camel.yaml", "links.camel.yaml", "api/image_links.camel.yaml");

  private static final Duration LONGEST_MISFIRE = Duration.ofSeconds(15);

  private final Wiring wiring;
  private final Path routes;
  private final Service.Mode mode;

  /**
   * @param routes the folder of the route files
   */
  CamelProperties(Wiring wiring, Path routes, Service.Mode mode) {
    this.wiring = wiring;
    this.routes = routes;
    this.mode = mode;
  }

  void set() {
    setCamel();
    setRoutes(wiring.settings());
  }

  private void setCamel() {
    boolean scheduled = mode == Service.Mode.SCHEDULED;
    Settings.Http http = wiring.settings().http();
    wiring.set("camel.main.routesIncludePattern", pattern(ROUTE_FILES));
    wiring.set("camel.main.routesExcludePattern", excluded());
    // one server: the management endpoints join the one that has their port
    wiring.set("camel.server.enabled", scheduled);
    wiring.set("camel.server.host", http.host());
    wiring.set("camel.server.port", http.port());
    wiring.set("camel.management.enabled", scheduled);
    wiring.set("camel.management.host", http.host());
    wiring.set("camel.management.port", http.port());
    wiring.set("camel.management.metricsEnabled", scheduled);
    wiring.set("camel.management.jolokiaEnabled", scheduled);
    wiring.set("camel.metrics.enabled", scheduled);
    // Hawtio and Jolokia look at a service; JMX makes the start of a command a third slower
    wiring.set("camel.main.jmxEnabled", scheduled);
    // the service starts it, without the triggers of routes that are gone
    wiring.set("camel.component.quartz.autoStartScheduler", false);
    wiring.set("service.scheduled", scheduled);
    wiring.set("service.running", mode != Service.Mode.CHECKING);
  }

  private void setRoutes(Settings settings) {
    Settings.Sync sync = settings.sync();
    wiring.set("central.url", settings.central().baseUrl());
    wiring.set("central.project", settings.central().projectId());
    wiring.set("central.form", settings.central().formId());
    wiring.set("central.connections", CENTRAL_CONNECTIONS);
    wiring.set("images.bucket", settings.bucket().map(Settings.Bucket::name).orElse("none"));
    wiring.set("images.workers", sync.workers());
    wiring.set("images.threads", ImageBeans.threads(sync));
    wiring.set("images.placeholder", sync.imagePlaceholder());
    wiring.set("images.history", sync.imageHistory().name().toLowerCase(Locale.ROOT));
    wiring.set("links.enabled", settings.bucket().isPresent() && settings.links().refreshed());
    wiring.set("schedule.seconds", sync.interval().toSeconds());
    wiring.set("schedule.misfireMilliseconds", misfire(sync.interval()).toMillis());
    wiring.set("reconcile.seconds", sync.reconcileInterval().toSeconds());
    wiring.set("form.deletes", sync.deletes().name().toLowerCase(Locale.ROOT));
    wiring.set("history.days", sync.historyRetention().toDays());
  }

  /** Route files that this start has no use for. */
  private String excluded() {
    List<String> excluded = new ArrayList<>();
    if (mode != Service.Mode.SCHEDULED) {
      excluded.add("api/" + ROUTE_FILES);
      excluded.add("observability/" + ROUTE_FILES);
    }
    if (wiring.settings().bucket().isEmpty()) {
      excluded.addAll(BUCKET_FILES);
    }
    if (wiring.settings().alerting().isEmpty()) {
      excluded.add("observability/alerts.camel.yaml");
    }
    return excluded.isEmpty()
        ? "false"
        : excluded.stream().map(this::pattern).collect(joining(","));
  }

  private String pattern(String files) {
    return "file:%s/%s".formatted(routes, files);
  }

  /**
   * How late a trigger may be before one run makes up for all that it has missed. Quartz looks for
   * such triggers that often, and logs each that it cannot update.
   */
  private static Duration misfire(Duration interval) {
    return interval.compareTo(LONGEST_MISFIRE) < 0 ? interval : LONGEST_MISFIRE;
  }
}
