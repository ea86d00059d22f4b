package org.odksync.app;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Set;
import org.odksync.config.Settings;
import org.odksync.observability.alerts.Alerts;
import org.odksync.observability.alerts.Webhook;
import org.odksync.observability.logging.InstanceName;
import org.odksync.observability.metrics.DatabaseHealthCheck;
import org.odksync.observability.metrics.Gauges;
import org.odksync.observability.metrics.RunMeters;
import org.odksync.observability.metrics.SnapshotHealthCheck;
import org.odksync.observability.metrics.StatusPoller;
import org.odksync.run.ActiveRuns;
import org.odksync.status.StatusQueries;

/** Binds the beans of metrics, health checks and alerts. */
final class ObservabilityBeans {

  private final Wiring wiring;

  ObservabilityBeans(Wiring wiring) {
    this.wiring = wiring;
  }

  /** Of the service that runs for good; commands have none. */
  void bindMetrics(HikariDataSource warehouse, StatusQueries monitor, ActiveRuns runs) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    StatusPoller watch = new StatusPoller(monitor);
    wiring.bind("metricsRegistry", registry);
    wiring.bind("statusPoller", watch);
    // first: it limits which meters the registry takes
    wiring.bind("runMeters", new RunMeters(registry));
    warehouse.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    wiring.bind("gauges", new Gauges(registry, watch, runs));
    wiring.bind("databaseCheck", new DatabaseHealthCheck(watch));
    for (SnapshotHealthCheck check :
        List.of(
            SnapshotHealthCheck.ofRuns(watch),
            SnapshotHealthCheck.ofSystem("central", watch, Set.of("network", "auth")),
            SnapshotHealthCheck.ofSystem("s3", watch, Set.of("s3")),
            SnapshotHealthCheck.of("images", watch),
            SnapshotHealthCheck.of("links", watch),
            SnapshotHealthCheck.of("rejects", watch),
            SnapshotHealthCheck.of("encrypted", watch))) {
      wiring.bind(check.getId() + "Check", check);
    }
  }

  void bindAlerts() {
    wiring.settings().alerting().ifPresent(this::bind);
  }

  private void bind(Settings.Alerting alerting) {
    wiring.bind("alerts", new Alerts(alerting.failures(), wiring.clock()));
    wiring.bind(
        "webhook",
        wiring.closedAtEnd(
            new Webhook(
                alerting.webhook(),
                InstanceName.name(),
                wiring.timeouts().milliseconds("check.milliseconds"),
                wiring.outbound())));
  }
}
