package org.odksync.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.odksync.form.Form;
import org.odksync.run.Diagnoses;
import org.odksync.run.Diagnosis;

/** Sends messages to routes, and says why one that failed did. */
final class Trial implements AutoCloseable {

  private final CamelContext camel;
  private final ProducerTemplate template;

  Trial(CamelContext camel) {
    this.camel = camel;
    this.template = camel.createProducerTemplate();
  }

  /** How it went; its exception is not thrown. */
  Exchange of(String route, Map<String, Object> variables) {
    return template.send(route, exchange -> variables.forEach(exchange::setVariable));
  }

  /** The forms that the route files declare. */
  List<Form> forms() {
    return camel.getRegistry().findByType(Form.class).stream()
        .sorted(Comparator.comparing(Form::getPrefix))
        .toList();
  }

  /** One form after the other; where there are several, each subject says of which one it is. */
  List<Check> ofForms(Function<Form, List<Check>> look) {
    List<Form> forms = forms();
    List<Check> checks = new ArrayList<>();
    for (Form form : forms) {
      look.apply(form).forEach(check -> checks.add(forms.size() == 1 ? check : check.of(form)));
    }
    return checks;
  }

  Diagnosis diagnosis(Exchange failed) {
    Diagnoses diagnoses =
        Objects.requireNonNull(
            camel.getRegistry().lookupByNameAndType("diagnoses", Diagnoses.class));
    return diagnoses.of(failed.getException(), failed.getVariable("url", String.class));
  }

  Check failed(String subject, String before, Exchange failed) {
    return Check.fail(subject, before + diagnosis(failed).message());
  }

  @Override
  public void close() {
    try {
      template.close();
    } catch (IOException notClosed) {
      throw new UncheckedIOException(notClosed);
    }
  }
}
