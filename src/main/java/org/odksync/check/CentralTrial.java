package org.odksync.check;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.odksync.central.CentralAddress;
import org.odksync.central.LoginRefused;
import org.odksync.form.Form;
import org.odksync.form.Table;
import org.odksync.form.Tables;
import org.odksync.run.Diagnosis;

/** Whether Central can be reached, lets us in, and has what we are to copy. */
final class CentralTrial {

  private static final String CENTRAL = "Central";
  private static final String LOGIN = "login";
  private static final String FORM = "form";
  private static final String ENCRYPTION = "encryption";
  private static final String CLOCK = "clock";
  private static final String SCHEMA = "schema";
  private static final String SUBMISSIONS = "submissions";

  /** S3 refuses more than a quarter of an hour, and ages are told in minutes. */
  private static final Duration TOLERABLE = Duration.ofMinutes(1);

  private final Trial trial;
  private final Clock clock;

  CentralTrial(Trial trial, Clock clock) {
    this.trial = trial;
    this.clock = clock;
  }

  List<Check> checks(Form form) {
    Exchange asked = trial.of("direct:doctor.form", Map.of("form", form));
    List<Check> checks = new ArrayList<>(asked.isFailed() ? refused(asked) : let(form, asked));
    if (asked.isFailed()) {
      List.of(SCHEMA, SUBMISSIONS).forEach(subject -> checks.add(Check.notYet(subject)));
    } else {
      if (isEncrypted(asked)) {
        checks.add(
            Check.warn(
                ENCRYPTION,
                "phones encrypt the form's answers, and Central lists such submissions without them:"
                    + " these are counted (odk_encrypted_submission) and not stored"));
      }
      checks.add(schema(form));
      checks.add(submissions(form));
    }
    return checks;
  }

  /** Whether the form has a key of Central's, or brings one of its own. */
  private static boolean isEncrypted(Exchange asked) {
    return asked.getMessage().getBody(Map.class).get("keyId") != null;
  }

  /** The first request fails for reasons of its own at each of the steps to its answer. */
  private List<Check> refused(Exchange asked) {
    Diagnosis why = trial.diagnosis(asked);
    Check answers = Check.ok(CENTRAL, "answers");
    Optional<LoginRefused> login = LoginRefused.in(asked.getException());
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

  private List<Check> let(Form form, Exchange asked) {
    return List.of(
        Check.ok(CENTRAL, "answers"),
        Check.ok(LOGIN, "accepted"),
        clock(asked.getVariable("date", String.class)),
        Check.ok(FORM, "%s of project %s".formatted(form.getId(), form.getProject())));
  }

  private Check clock(@Nullable String date) {
    return CentralAddress.date(date)
        .map(theirs -> compared(CLOCK, "Central's", Duration.between(theirs, clock.instant())))
        .orElseGet(
            () ->
                Check.warn(
                    CLOCK,
                    "Central, or a proxy before it, sends no Date that can be read: without it each walk"
                        + " reads everything that Central has"));
  }

  /**
   * @param ahead of theirs is ours
   */
  static Check compared(String subject, String theirs, Duration ahead) {
    if (ahead.abs().compareTo(TOLERABLE) <= 0) {
      return Check.ok(subject, "within a minute of " + theirs);
    }
    return Check.warn(
        subject,
        "that of this machine is %d s %s %s: set both by NTP"
            .formatted(
                ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of", theirs));
  }

  private Check schema(Form form) {
    Exchange read = trial.of("direct:doctor.fields", Map.of("form", form));
    if (read.isFailed()) {
      return trial.failed(SCHEMA, "", read);
    }
    Tables tables = read.getMessage().getBody(Tables.class);
    long images =
        tables.main().images().size()
            + tables.repeats().stream().map(Table::images).mapToLong(List::size).sum();
    String found =
        "%d columns, %d repeats, %d image fields"
            .formatted(tables.main().columns().size(), tables.repeats().size(), images);
    List<String> wide =
        Stream.concat(Stream.of(tables.main()), tables.repeats().stream())
            .filter(table -> !table.rest().isEmpty())
            .map(table -> "the last %d of %s".formatted(table.rest().size(), table.name()))
            .toList();
    return wide.isEmpty()
        ? Check.ok(SCHEMA, found)
        : Check.warn(
            SCHEMA,
            "%s; more questions than a row of PostgreSQL holds: %s have no column of their own, their answers are in answers_rest"
                .formatted(found, String.join(", ", wide)));
  }

  private Check submissions(Form form) {
    Exchange counted = trial.of("direct:doctor.submissions", Map.of("form", form));
    if (counted.isFailed()) {
      return trial.failed(SUBMISSIONS, "", counted);
    }
    long number = counted.getVariable("submissions", Long.class);
    Long deleted = counted.getVariable("deletes", Long.class);
    return deleted == null
        ? Check.warn(
            SUBMISSIONS,
            "%d; this Central is older than 2024.3 and does not tell of deletes: reconcile finds them"
                .formatted(number))
        : Check.ok(SUBMISSIONS, "%d, and %d in the trash".formatted(number, deleted));
  }
}
