package org.odksync.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;
import org.odksync.error.Diagnosis;
import org.odksync.form.Form;
import org.odksync.form.NameSource;
import org.odksync.run.FailureClassifier;
import org.odksync.run.RouteClient;
import org.odksync.warehouse.Migrations;
import org.odksync.warehouse.WarehouseClient;

/** Tries something that the service has, and says why it failed. */
final class CheckRunner implements AutoCloseable {

  private final CamelContext camel;
  private final RouteClient routes;
  private final WarehouseClient warehouse;

  CheckRunner(CamelContext camel) {
    this.camel = camel;
    this.routes = new RouteClient(() -> camel);
    this.warehouse = new WarehouseClient(routes);
  }

  /**
   * Asks the warehouse.
   *
   * @param statement flow and verb
   * @param names of the statement
   * @throws RuntimeException when it does not answer; it or its cause says why
   */
  List<Map<String, Object>> rows(
      String statement, NameSource names, Map<String, Object> parameters) {
    return warehouse.rows(statement, names, parameters);
  }

  /**
   * The same, of a statement without names.
   *
   * @throws RuntimeException when it does not answer; it or its cause says why
   */
  List<Map<String, Object>> rows(String statement, Map<String, Object> parameters) {
    return warehouse.rows(statement, parameters);
  }

  /**
   * Which migrations the warehouse has had.
   *
   * @throws RuntimeCamelException when it does not answer; its cause says why
   */
  Migrations.Progress progress() {
    try {
      return bean("migrations", Migrations.class).read();
    } catch (Exception refused) {
      throw new RuntimeCamelException(refused);
    }
  }

  CamelContext camel() {
    return camel;
  }

  /** A bean of the service. */
  <T> T bean(String name, Class<T> type) {
    return Objects.requireNonNull(camel.getRegistry().lookupByNameAndType(name, type), name);
  }

  /** What comes of it, or of its failure. */
  <T> T attempt(Supplier<T> attempt, Function<RuntimeException, T> failed) {
    try {
      return attempt.get();
    } catch (RuntimeException failure) {
      return failed.apply(failure);
    }
  }

  /** The same; its failure is that of the subject. */
  Check attempt(String subject, Supplier<Check> attempt) {
    return attempt(attempt, failure -> failed(subject, "", failure));
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

  /**
   * Why it failed.
   *
   * @param url what Central was asked for, where the failure does not know it; null for nothing
   */
  Diagnosis diagnosis(RuntimeException failure, @Nullable String url) {
    return bean("failureClassifier", FailureClassifier.class).of(failure, url);
  }

  Check failed(String subject, String before, RuntimeException failure) {
    return Check.fail(subject, before + diagnosis(failure, null).message());
  }

  @Override
  public void close() {
    try {
      routes.close();
    } catch (IOException notClosed) {
      throw new UncheckedIOException(notClosed);
    }
  }
}
