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
import org.odksync.central.client.LoginRefused;
import org.odksync.error.Diagnosis;
import org.odksync.error.UnusableAnswer;
import org.odksync.form.Form;

/** Whether Central can be reached, lets us in, and has what we are to copy. */
final class CentralChecks {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CENTRAL = "Central";
  private static final String LOGIN = "login";
  private static final String FORM = "form";
  private static final String ENCRYPTION = "encryption";
  private static final String CLOCK = "clock";
  private static final String SUBMISSIONS = "submissions";

  private final CheckRunner trial;
  private final LocalClock clock;
  private final Form form;
  private final CentralUrls central;
  private final CentralClient client;

  CentralChecks(CheckRunner trial, LocalClock clock, Form form) {
    this.trial = trial;
    this.clock = clock;
    this.form = form;
    this.central = trial.bean("central", CentralUrls.class);
    this.client = trial.bean("centralClient", CentralClient.class);
  }

  List<Check> checks() {
    return trial.attempt(this::answered, this::refused);
  }

  /** The first request fails for reasons of its own at each of the steps to its answer. */
  private List<Check> refused(RuntimeException failure) {
    return Stream.concat(
            steps(failure).stream(),
            Stream.of(Check.notYet(SchemaChecks.SCHEMA), Check.notYet(SUBMISSIONS)))
        .toList();
  }

  private List<Check> steps(RuntimeException failure) {
    Diagnosis why = trial.diagnosis(failure, null);
    Check answers = Check.ok(CENTRAL, "answers");
    Optional<LoginRefused> login = LoginRefused.in(failure);
    if (login.isPresent()) {
      return login.get().isByCentral()
          ? List.of(answers, Check.fail(LOGIN, why.message()))
          : List.of(Check.fail(CENTRAL, why.message()), Check.notYet(LOGIN));
    }
    return switch (why.errorClass()) {
      case AUTH, CONFIG, DATA ->
          List.of(answers, Check.ok(LOGIN, "accepted"), Check.fail(FORM, why.message()));
      default -> List.of(Check.fail(CENTRAL, why.message()), Check.notYet(LOGIN));
    };
  }

  private List<Check> answered() {
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
              "phones encrypt the form's answers, and Central lists such submissions without them:"
                  + " these are counted (odk_encrypted_submission) and not stored"));
    }
    checks.add(new SchemaChecks(trial, form).check());
    checks.add(trial.attempt(SUBMISSIONS, this::submissions));
    return checks;
  }

  /**
   * What Central says about the form.
   *
   * @param encrypted whether it has a key of Central's, or brings one of its own
   * @param date when Central said it, if it tells
   */
  private record Description(boolean encrypted, @Nullable String date) {

    static Description of(InputStream body, @Nullable String date) throws IOException {
      return new Description(JSON.readValue(body, JsonNode.class).hasNonNull("keyId"), date);
    }
  }

  private Check clock(@Nullable String date) {
    return CentralUrls.date(date)
        .map(theirs -> clock.compared(CLOCK, "Central's", theirs))
        .orElseGet(
            () ->
                Check.warn(
                    CLOCK,
                    "Central, or a proxy before it, sends no Date that can be read: without it each walk"
                        + " reads everything that Central has"));
  }

  private Check submissions() {
    long number = number(central.submissionCount(form));
    OptionalLong deleted = deletes();
    return deleted.isEmpty()
        ? Check.warn(
            SUBMISSIONS,
            "%d; this Central is older than 2024.3 and does not tell of deletes: reconcile finds them"
                .formatted(number))
        : Check.ok(SUBMISSIONS, "%d, and %d in the trash".formatted(number, deleted.getAsLong()));
  }

  /** Empty for a Central before 2024.3. */
  private OptionalLong deletes() {
    try {
      return OptionalLong.of(number(central.deletedCount(form)));
    } catch (UnusableAnswer refused) {
      if (refused.isBecauseOf(HttpStatus.SC_NOT_IMPLEMENTED)) {
        return OptionalLong.empty();
      }
      throw refused;
    }
  }

  private long number(String url) {
    return client.json(url).required("@odata.count").longValue();
  }
}
