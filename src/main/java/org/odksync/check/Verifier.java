package org.odksync.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.odksync.central.CentralAddress;
import org.odksync.form.Form;
import org.odksync.run.Diagnoses;
import org.odksync.run.Diagnosis;

/** Compares every form with Central, and the pictures with the bucket. Changes nothing. */
public final class Verifier {

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
    List<Form> forms = forms(camel);
    List<Check> checks = new ArrayList<>();
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      for (Form form : forms) {
        of(form, template)
            .forEach(check -> checks.add(forms.size() == 1 ? check : of(form, check)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return checks;
  }

  /** The forms that the route files declare. */
  static List<Form> forms(CamelContext camel) {
    return camel.getRegistry().findByType(Form.class).stream()
        .sorted(Comparator.comparing(Form::getPrefix))
        .toList();
  }

  private static Check of(Form form, Check check) {
    return new Check(
        check.outcome(), form.getPrefix() + ": " + check.subject(), check.message(), check.ids());
  }

  private List<Check> of(Form form, ProducerTemplate template) {
    CentralAddress central =
        Objects.requireNonNull(
            camel.getRegistry().lookupByNameAndType("central", CentralAddress.class));
    Verification verification = new Verification(central, form, grace, limit);
    Exchange done =
        template.send(
            "direct:verify.form",
            exchange -> {
              exchange.setVariable("form", form);
              exchange.setVariable("verification", verification);
            });
    if (done.getException() != null) {
      return List.of(failed("submissions", done));
    }
    if (!form.isKnown()) {
      return List.of(
          Check.of(
              Check.Outcome.DIFFERS,
              "submissions",
              "no run has stored this form yet: start odk-sync run, or odk-sync sync"));
    }
    List<Check> checks = new ArrayList<>(verification.checks());
    checks.add(pictures(form, template));
    return checks;
  }

  private Check pictures(Form form, ProducerTemplate template) {
    if (camel.getRoute("verify.pictures") == null) {
      return Check.of(
          Check.Outcome.SKIPPED,
          "pictures in the bucket",
          "not compared: AWS_BUCKET_NAME is not set, images and links are off");
    }
    Pictures pictures = new Pictures(sample, limit);
    Exchange done =
        template.send(
            "direct:verify.pictures",
            exchange -> Map.of("form", form, "pictures", pictures).forEach(exchange::setVariable));
    return done.getException() == null ? pictures.check() : failed("pictures in the bucket", done);
  }

  private Check failed(String subject, Exchange done) {
    Diagnoses diagnoses =
        Objects.requireNonNull(
            camel.getRegistry().lookupByNameAndType("diagnoses", Diagnoses.class));
    Diagnosis diagnosis = diagnoses.of(done.getException(), done.getVariable("url", String.class));
    return Check.of(Check.Outcome.FAIL, subject, "not compared, " + diagnosis.message());
  }
}
