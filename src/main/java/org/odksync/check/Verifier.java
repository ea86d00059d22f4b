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

/** Compares every form with Central, and the pictures with the bucket. Changes nothing. */
public final class Verifier {

  private static final String SUBMISSIONS = "submissions";
  private static final String NOT_COMPARED = "not compared, ";

  private final CamelContext camel;
  private final Settings settings;
  private final Scope scope;

  /**
   * How much is compared.
   *
   * @param values whether every answer is read again, and compared value by value
   * @param sample how many pictures are looked at in the bucket; 0 for all
   * @param limit how many ids of each difference are told
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

  /** All forms, one after the other. */
  public List<Check> checks() {
    try (CheckRunner trial = new CheckRunner(camel)) {
      return trial.ofForms(form -> of(form, trial));
    }
  }

  private List<Check> of(Form form, CheckRunner trial) {
    List<Check> checks = new ArrayList<>();
    try {
      Optional<Check> notYet = recall(form, trial);
      if (notYet.isPresent()) {
        return List.of(notYet.get());
      }
      checks.addAll(comparison(form, trial).checks());
    } catch (RuntimeException failed) {
      return List.of(trial.failed(SUBMISSIONS, NOT_COMPARED, failed));
    }
    checks.add(pictures(form, trial));
    return checks;
  }

  /** Looks up what is known of the form; says why nothing can be compared yet. */
  private Optional<Check> recall(Form form, CheckRunner trial) {
    Migrations.Progress progress = trial.progress();
    if (progress.done() > 0) {
      if (progress.pending() > 0) {
        return Optional.of(
            differs(
                "not compared: the tables are those of an older odk-sync, which the next odk-sync run, or odk-sync sync, changes"));
      }
      trial.bean("formSchemas", FormSchemas.class).read(form);
    }
    return form.isKnown()
        ? Optional.empty()
        : Optional.of(
            differs("no run has stored this form yet: start odk-sync run, or odk-sync sync"));
  }

  private static Check differs(String message) {
    return Check.of(Check.Outcome.DIFFERS, SUBMISSIONS, message);
  }

  private Comparison comparison(Form form, CheckRunner trial) {
    Settings.Sync sync = settings.sync();
    Duration grace = sync.overlap().plus(sync.interval());
    return new Comparison(
        trial,
        trial.bean("centralClient", CentralClient.class),
        trial.bean("central", CentralUrls.class),
        form,
        grace,
        scope.limit(),
        scope.values() ? new ValueComparison(trial, form, sync.formZone()) : null);
  }

  private Check pictures(Form form, CheckRunner trial) {
    if (settings.bucket().isEmpty()) {
      return Check.skipped(
          PictureComparison.SUBJECT,
          "not compared: AWS_BUCKET_NAME is not set, images and links are off");
    }
    try {
      return new PictureComparison(
              trial, form, settings.bucket().get().name(), settings.sync().workers(), scope.limit())
          .check(scope.sample());
    } catch (RuntimeException failed) {
      return trial.failed(PictureComparison.SUBJECT, NOT_COMPARED, failed);
    }
  }
}
