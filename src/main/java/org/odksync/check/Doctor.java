package org.odksync.check;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.odksync.config.Proxies;
import org.odksync.config.Settings;
import org.odksync.image.S3Clients;

/** Checks everything that the service needs, one part at a time. */
public final class Doctor {

  private static final List<Check> NO_BUCKET =
      List.of(Check.skipped("bucket", "AWS_BUCKET_NAME is not set: images and links are off"));

  private final CamelContext camel;
  private final Settings settings;
  private final ClockComparison clocks;

  /**
   * @param camel of a service in the mode CHECKING
   * @param clock this machine's clock; the checks compare other clocks with it
   */
  public Doctor(CamelContext camel, Settings settings, Clock clock) {
    this.camel = camel;
    this.settings = settings;
    this.clocks = new ClockComparison(clock);
  }

  /** Runs all checks in order; skips those that depend on a failed one. */
  public List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(configuration());
    settings.warnings().forEach(warning -> checks.add(Check.warn("configuration", warning)));
    settings.proxied(S3Clients::address).forEach((name, proxy) -> checks.add(proxy(name, proxy)));
    try (CheckRunner runner = new CheckRunner(camel)) {
      checks.addAll(runner.forEachForm(form -> new CentralChecks(runner, clocks, form).checks()));
      checks.addAll(new DatabaseChecks(runner, clocks, settings.database().place()).checks());
      checks.addAll(
          settings
              .bucket()
              .map(bucket -> new BucketChecks(runner, clocks, bucket).checks())
              .orElse(NO_BUCKET));
    }
    return checks;
  }

  private static Check proxy(String name, Proxies.Proxy proxy) {
    return Check.ok("proxy", "%s is reached through %s".formatted(name, proxy.place()));
  }

  private Check configuration() {
    URI central = settings.central().baseUrl();
    if ("http".equals(central.getScheme()) && !Proxies.isThisMachine(central)) {
      return Check.warn(
          "configuration", "ODATA_PASS and all data travel unencrypted: use https in ODK_BASE_URL");
    }
    return Check.ok(
        "configuration", "a run every %d s".formatted(settings.sync().interval().toSeconds()));
  }
}
