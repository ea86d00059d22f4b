package org.odksync.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.odksync.central.client.CentralClient;
import org.odksync.central.client.CentralUrls;
import org.odksync.central.schema.FormSchemas;
import org.odksync.config.Settings;
import org.odksync.form.Form;
import org.odksync.warehouse.Migrations;

/** Compares every form with Central, and the images with the bucket. Only reads. */
public final class Verifier {

  private static final String SUBMISSIONS = "submissions";
  private static final String NOT_COMPARED = "not compared, ";

  private final CamelContext camel;
  private final Settings settings;
  private final Scope scope;

  /**
   * How much to compare.
   *
   * @param values whether to read every answer again and compare each value
   * @param sample how many images to compare with the bucket; 0 for all
   * @param limit how many ids to report for each kind of difference
   */
  public record Scope(boolean values, int sample, int limit) {}

  /**
   * @param camel of a service in the mode CHECKING
   */
  public Verifier(CamelContext camel, Settings settings, Scope scope) {
    this.camel = camel;
    this.settings = settings;
    this.scope = scope;
  }

  /** Checks all forms, one after the other. */
  public List<Check> checks() {
    try (CheckRunner runner = new CheckRunner(camel)) {
      return runner.forEachForm(form -> of(form, runner));
    }
  }

  private List<Check> of(Form form, CheckRunner runner) {
    List<Check> checks = new ArrayList<>();
    try {
      Optional<Check> notReady = loadForm(form, runner);
      if (notReady.isPresent()) {
        return List.of(notReady.get());
      }
      checks.addAll(comparison(form, runner).checks());
    } catch (RuntimeException failed) {
      return List.of(runner.failed(SUBMISSIONS, NOT_COMPARED, failed));
    }
    checks.add(images(form, runner));
    return checks;
  }

  /** Loads the form's stored schema; gives a check when nothing can be compared yet. */
  private Optional<Check> loadForm(Form form, CheckRunner runner) {
    Migrations.Progress progress = runner.progress();
    if (progress.done() > 0) {
      if (progress.pending() > 0) {
        return Optional.of(
            differs(
                "not compared: the tables are from an older odk-sync; start odk-sync run, or odk-sync sync, to migrate them"));
      }
      runner.bean("formSchemas", FormSchemas.class).read(form);
    }
    return form.isKnown()
        ? Optional.empty()
        : Optional.of(
            differs(
                "not compared: no run has stored this form yet; start odk-sync run, or odk-sync sync"));
  }

  private static Check differs(String message) {
    return Check.of(Check.Outcome.DIFFERS, SUBMISSIONS, message);
  }

  private Comparison comparison(Form form, CheckRunner runner) {
    Settings.Sync sync = settings.sync();
    Duration grace = sync.overlap().plus(sync.interval());
    return new Comparison(
        runner,
        runner.bean("centralClient", CentralClient.class),
        runner.bean("central", CentralUrls.class),
        form,
        grace,
        scope.limit(),
        scope.values() ? new ValueComparison(runner, form, sync.formZone()) : null);
  }

  private Check images(Form form, CheckRunner runner) {
    if (settings.bucket().isEmpty()) {
      return Check.skipped(
          ImageComparison.SUBJECT,
          "not compared: AWS_BUCKET_NAME is not set, images and links are off");
    }
    try {
      return new ImageComparison(
              runner,
              form,
              settings.bucket().get().name(),
              settings.sync().workers(),
              scope.limit())
          .check(scope.sample());
    } catch (RuntimeException failed) {
      return runner.failed(ImageComparison.SUBJECT, NOT_COMPARED, failed);
    }
  }
}
