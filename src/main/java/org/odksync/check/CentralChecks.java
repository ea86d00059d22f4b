package org.odksync.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.odksync.central.client.CentralClient;
import org.odksync.central.client.CentralUrls;
import org.odksync.central.client.LoginFailed;
import org.odksync.error.Diagnosis;
import org.odksync.error.UnusableAnswer;
import org.odksync.form.Form;

/** Checks that Central is reachable, accepts the login, and has the form. */
final class CentralChecks {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CENTRAL = "Central";
  private static final String LOGIN = "login";
  private static final String FORM = "form";
  private static final String ENCRYPTION = "encryption";
  private static final String CLOCK = "clock";
  private static final String SUBMISSIONS = "submissions";

  private final CheckRunner runner;
  private final ClockComparison clocks;
  private final Form form;
  private final CentralUrls central;
  private final CentralClient client;

  CentralChecks(CheckRunner runner, ClockComparison clocks, Form form) {
    this.runner = runner;
    this.clocks = clocks;
    this.form = form;
    this.central = runner.bean("central", CentralUrls.class);
    this.client = runner.bean("centralClient", CentralClient.class);
  }

  List<Check> checks() {
    return runner.attempt(this::readForm, this::failedChecks);
  }

  /** Reports the step at which the first request failed: connection, login or form. */
  private List<Check> failedChecks(RuntimeException failure) {
    return Stream.concat(
            steps(failure).stream(),
            Stream.of(Check.blocked(SchemaChecks.SCHEMA), Check.blocked(SUBMISSIONS)))
        .toList();
  }

  private List<Check> steps(RuntimeException failure) {
    Diagnosis diagnosis = runner.diagnosis(failure, null);
    Check answers = Check.ok(CENTRAL, "answers");
    Optional<LoginFailed> login = LoginFailed.in(failure);
    if (login.isPresent()) {
      return login.get().isByCentral()
          ? List.of(answers, Check.fail(LOGIN, diagnosis.message()))
          : List.of(Check.fail(CENTRAL, diagnosis.message()), Check.blocked(LOGIN));
    }
    return switch (diagnosis.errorClass()) {
      case AUTH, CONFIG, DATA ->
          List.of(answers, Check.ok(LOGIN, "accepted"), Check.fail(FORM, diagnosis.message()));
      default -> List.of(Check.fail(CENTRAL, diagnosis.message()), Check.blocked(LOGIN));
    };
  }

  private List<Check> readForm() {
    Description description = client.get(central.form(form), Description::of);
    List<Check> checks = new ArrayList<>();
    checks.add(Check.ok(CENTRAL, "answers"));
    checks.add(Check.ok(LOGIN, "accepted"));
    checks.add(clock(description.date));
    checks.add(Check.ok(FORM, "%s of project %s".formatted(form.getId(), form.getProject())));
    if (description.encrypted) {
      checks.add(
          Check.warn(
              ENCRYPTION,
              "phones encrypt this form, and Central lists encrypted submissions without answers:"
                  + " they are counted (odk_encrypted_submission), not stored"));
    }
    checks.add(new SchemaChecks(runner, form).check());
    checks.add(runner.attempt(SUBMISSIONS, this::submissions));
    return checks;
  }

  /**
   * Central's description of the form.
   *
   * @param encrypted whether the form has an encryption key, its own or the project's
   * @param date the Date header of the answer; null without one
   */
  private record Description(boolean encrypted, @Nullable String date) {

    static Description of(InputStream body, @Nullable String date) throws IOException {
      return new Description(JSON.readValue(body, JsonNode.class).hasNonNull("keyId"), date);
    }
  }

  private Check clock(@Nullable String date) {
    return CentralUrls.date(date)
        .map(time -> clocks.compare(CLOCK, "Central", time))
        .orElseGet(
            () ->
                Check.warn(
                    CLOCK,
                    "Central, or a proxy in front of it, sends no readable Date header: without it each run"
                        + " reads all of Central's submissions"));
  }

  private Check submissions() {
    long count = count(central.submissionCount(form));
    OptionalLong inTrash = deletedCount();
    return inTrash.isEmpty()
        ? Check.warn(
            SUBMISSIONS,
            "%d; this Central is older than 2024.3 and does not report deletes: reconcile finds them"
                .formatted(count))
        : Check.ok(SUBMISSIONS, "%d, and %d in the trash".formatted(count, inTrash.getAsLong()));
  }

  /** Empty for a Central older than 2024.3. */
  private OptionalLong deletedCount() {
    try {
      return OptionalLong.of(count(central.deletedCount(form)));
    } catch (UnusableAnswer refused) {
      if (refused.isBecauseOf(HttpStatus.SC_NOT_IMPLEMENTED)) {
        return OptionalLong.empty();
      }
      throw refused;
    }
  }

  private long count(String url) {
    return client.json(url).required("@odata.count").longValue();
  }
}
