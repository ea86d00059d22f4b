package org.odksync.check;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.odksync.config.Settings;
import org.odksync.form.Form;

/** Tries out everything that the service needs, each part by itself. */
public final class Doctor {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final CamelContext camel;
  private final Settings settings;
  private final Clock clock;

  /**
   * @param camel with the routes of {@code doctor.camel.yaml}
   * @param clock ours, which is compared with those of the others
   */
  public Doctor(CamelContext camel, Settings settings, Clock clock) {
    this.camel = camel;
    this.settings = settings;
    this.clock = clock;
  }

  /** One after the other; what cannot be tried, because something else failed, is skipped. */
  public List<Check> checks() {
    List<Form> forms = Verifier.forms(camel);
    List<Check> checks = new ArrayList<>();
    checks.add(configuration());
    try (Trial trial = new Trial(camel)) {
      CentralTrial central = new CentralTrial(trial, clock);
      for (Form form : forms) {
        central
            .checks(form)
            .forEach(check -> checks.add(forms.size() == 1 ? check : check.of(form)));
      }
      checks.addAll(new DatabaseTrial(trial, settings.database().place(), clock).checks(forms));
      checks.addAll(settings.bucket().map(new BucketTrial(trial)::checks).orElse(NO_BUCKET));
    }
    return checks;
  }

  private static final List<Check> NO_BUCKET =
      List.of(
          Check.of(
              Check.Outcome.SKIPPED,
              "bucket",
              "AWS_BUCKET_NAME is not set: images and links are off"));

  private Check configuration() {
    URI central = settings.central().baseUrl();
    if ("http".equals(central.getScheme()) && !THIS_MACHINE.contains(central.getHost())) {
      return Check.of(
          Check.Outcome.WARN,
          "configuration",
          "ODATA_PASS and all answers travel unencrypted: use https in ODK_BASE_URL");
    }
    return Check.of(
        Check.Outcome.OK,
        "configuration",
        "a run every %d s".formatted(settings.sync().interval().toSeconds()));
  }
}
