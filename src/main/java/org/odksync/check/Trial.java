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
import org.apache.camel.RuntimeCamelException;
import org.odksync.central.NotAnswered;
import org.odksync.config.Migrations;
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

  /**
   * Asks the warehouse.
   *
   * @param sql with named parameters
   * @throws RuntimeCamelException when it does not answer; its cause says why
   */
  List<Map<String, Object>> rows(String sql, Map<String, Object> parameters) {
    Exchange answered =
        template.send(
            "direct:sql",
            exchange -> {
              exchange.getMessage().setBody(sql);
              parameters.forEach(exchange::setVariable);
            });
    succeeded(answered);
    @SuppressWarnings("unchecked") // as camel-jdbc gives them
    List<Map<String, Object>> rows = answered.getMessage().getBody(List.class);
    return rows;
  }

  /**
   * Sends a message to a route.
   *
   * @throws RuntimeCamelException when the route fails; its cause says why
   */
  void to(String route, Map<String, Object> variables) {
    succeeded(of(route, variables));
  }

  private static void succeeded(Exchange answered) {
    if (answered.getException() != null) {
      throw new RuntimeCamelException(answered.getException());
    }
  }

  /**
   * Which migrations the warehouse has had.
   *
   * @throws RuntimeCamelException when it does not answer; its cause says why
   */
  Migrations.Progress progress() {
    Exchange read = of("bean:migrations?method=read", Map.of());
    succeeded(read);
    return read.getMessage().getBody(Migrations.Progress.class);
  }

  /** A bean of the service. */
  <T> T bean(String name, Class<T> type) {
    return Objects.requireNonNull(camel.getRegistry().lookupByNameAndType(name, type), name);
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
    return bean("diagnoses", Diagnoses.class)
        .of(failed.getException(), failed.getVariable("url", String.class));
  }

  Check failed(String subject, String before, Exchange failed) {
    return Check.fail(subject, before + diagnosis(failed).message());
  }

  /** The same. */
  Check failed(String subject, String before, RuntimeException failure) {
    String url =
        Diagnosis.causes(failure)
            .filter(NotAnswered.class::isInstance)
            .findFirst()
            .map(cause -> ((NotAnswered) cause).url())
            .orElse(null);
    return Check.fail(
        subject, before + bean("diagnoses", Diagnoses.class).of(failure, url).message());
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
