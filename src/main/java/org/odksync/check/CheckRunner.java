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
import org.odksync.form.StatementSource;
import org.odksync.run.FailureClassifier;
import org.odksync.run.RouteClient;
import org.odksync.warehouse.Migrations;
import org.odksync.warehouse.WarehouseClient;

/** Runs checks on a service's beans and warehouse, and explains failures. */
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
   * Runs a query in the warehouse.
   *
   * @param statement {@code flow/verb}
   * @param names fills in the statement's table and column names
   * @throws RuntimeException when the query fails; the exception or its cause says why
   */
  List<Map<String, Object>> rows(
      String statement, StatementSource names, Map<String, Object> parameters) {
    return warehouse.rows(statement, names, parameters);
  }

  /**
   * Runs a query without table or column names.
   *
   * @throws RuntimeException when the query fails; the exception or its cause says why
   */
  List<Map<String, Object>> rows(String statement, Map<String, Object> parameters) {
    return warehouse.rows(statement, parameters);
  }

  /**
   * Reads which migrations the warehouse has.
   *
   * @throws RuntimeCamelException when the database does not answer; its cause says why
   */
  Migrations.Progress progress() {
    try {
      return bean("migrations", Migrations.class).read();
    } catch (Exception e) {
      throw new RuntimeCamelException(e);
    }
  }

  CamelContext camel() {
    return camel;
  }

  <T> T bean(String name, Class<T> type) {
    return Objects.requireNonNull(camel.getRegistry().lookupByNameAndType(name, type), name);
  }

  /** The result of the attempt, or what {@code failed} makes of its exception. */
  <T> T attempt(Supplier<T> attempt, Function<RuntimeException, T> failed) {
    try {
      return attempt.get();
    } catch (RuntimeException failure) {
      return failed.apply(failure);
    }
  }

  /** Turns an exception of the attempt into a failed check of the subject. */
  Check attempt(String subject, Supplier<Check> attempt) {
    return attempt(attempt, failure -> failed(subject, "", failure));
  }

  /** The forms that the route files declare, sorted by prefix. */
  List<Form> forms() {
    return camel.getRegistry().findByType(Form.class).stream()
        .sorted(Comparator.comparing(Form::getPrefix))
        .toList();
  }

  /** Checks one form after the other. With several forms, each subject names its form. */
  List<Check> forEachForm(Function<Form, List<Check>> checksOf) {
    List<Form> forms = forms();
    List<Check> checks = new ArrayList<>();
    for (Form form : forms) {
      checksOf.apply(form).forEach(check -> checks.add(forms.size() == 1 ? check : check.of(form)));
    }
    return checks;
  }

  /**
   * Classifies the failure.
   *
   * @param url the request to Central, when the failure does not name it; null for none
   */
  Diagnosis diagnosis(RuntimeException failure, @Nullable String url) {
    return bean("failureClassifier", FailureClassifier.class).of(failure, url);
  }

  /** A failed check whose message is the prefix and the reason. */
  Check failed(String subject, String prefix, RuntimeException failure) {
    return Check.fail(subject, prefix + diagnosis(failure, null).message());
  }

  @Override
  public void close() {
    try {
      routes.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
