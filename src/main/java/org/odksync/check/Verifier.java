package org.odksync.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.odksync.central.CentralAddress;
import org.odksync.form.Form;

/** Compares every form with Central, and the pictures with the bucket. Changes nothing. */
public final class Verifier {

  private static final String BUCKET = "pictures in the bucket";
  private static final String NOT_COMPARED = "not compared, ";

  private final CamelContext camel;
  private final Duration grace;
  private final int limit;
  private final int sample;

  /**
   * @param camel with the routes of {@code verify.camel.yaml}
   * @param grace changes at Central that are younger need not have arrived
   * @param limit how many ids of each difference are told
   * @param sample how many pictures are looked at in the bucket; 0 for all
   */
  public Verifier(CamelContext camel, Duration grace, int limit, int sample) {
    this.camel = camel;
    this.grace = grace;
    this.limit = limit;
    this.sample = sample;
  }

  /** All forms, one after the other. */
  public List<Check> checks() {
    try (Trial trial = new Trial(camel)) {
      return trial.ofForms(form -> of(form, trial));
    }
  }

  private List<Check> of(Form form, Trial trial) {
    CentralAddress central =
        Objects.requireNonNull(
            camel.getRegistry().lookupByNameAndType("central", CentralAddress.class));
    Verification verification = new Verification(central, form, grace, limit);
    Exchange done =
        trial.of("direct:verify.form", Map.of("form", form, "verification", verification));
    if (done.isFailed()) {
      return List.of(trial.failed("submissions", NOT_COMPARED, done));
    }
    if (!form.isKnown()) {
      return List.of(
          Check.of(
              Check.Outcome.DIFFERS,
              "submissions",
              "no run has stored this form yet: start odk-sync run, or odk-sync sync"));
    }
    List<Check> checks = new ArrayList<>(verification.checks());
    checks.add(pictures(form, trial));
    return checks;
  }

  private Check pictures(Form form, Trial trial) {
    if (camel.getRoute("verify.pictures") == null) {
      return Check.skipped(
          BUCKET, "not compared: AWS_BUCKET_NAME is not set, images and links are off");
    }
    Pictures pictures = new Pictures(sample, limit);
    Exchange done = trial.of("direct:verify.pictures", Map.of("form", form, "pictures", pictures));
    return done.isFailed() ? trial.failed(BUCKET, NOT_COMPARED, done) : pictures.check();
  }
}
