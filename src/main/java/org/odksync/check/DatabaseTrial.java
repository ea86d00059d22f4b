package org.odksync.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.odksync.config.Migrations;
import org.odksync.form.Form;
import org.odksync.run.Diagnosis;

/** Whether the warehouse answers, is one that we can use, and lets us make what we need. */
final class DatabaseTrial {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATABASE = "database";
  private static final String RIGHTS = "rights";
  private static final String TABLES = "tables";

  /** The oldest version that our statements are written for. */
  private static final int OLDEST = 130_000;

  private final Trial trial;
  private final String place;
  private final Clock clock;

  /**
   * @param place host, port and name
   */
  DatabaseTrial(Trial trial, String place, Clock clock) {
    this.trial = trial;
    this.place = place;
    this.clock = clock;
  }

  List<Check> checks() {
    List<Check> refused = owners();
    String prefixes =
        JSON.valueToTree(trial.forms().stream().map(Form::getPrefix).toList()).toString();
    Exchange asked = trial.of("direct:doctor.database", Map.of("prefixes", prefixes));
    if (asked.isFailed()) {
      return List.of(trial.failed(DATABASE, "", asked), Check.notYet(RIGHTS), Check.notYet(TABLES));
    }
    State state = JSON.convertValue(asked.getMessage().getBody(Map.class), State.class);
    List<Check> checks = new ArrayList<>();
    checks.add(server(state));
    checks.add(rights(state));
    checks.add(tables());
    checks.addAll(refused);
    checks.add(
        CentralTrial.compared(
            "database clock",
            "the database's",
            Duration.between(
                Instant.ofEpochMilli(Math.round(state.epoch * 1_000)), clock.instant())));
    return checks;
  }

  /** Tables that belong to other forms; each form knows its own from now on. */
  private List<Check> owners() {
    return trial.ofForms(
        form -> {
          Exchange found = trial.of("direct:doctor.tables", Map.of("form", form));
          // that the database does not answer is found out by itself
          return Diagnosis.isOfForm(found.getException())
              ? List.of(trial.failed(TABLES, "", found))
              : List.of();
        });
  }

  /** The answer of {@code doctor/database.sql}. */
  private record State(
      String version,
      int number,
      String role,
      String schema,
      boolean may_create,
      boolean read_only,
      String encoding,
      double epoch,
      long not_owned) {}

  private Check server(State state) {
    if (state.number < OLDEST) {
      return Check.fail(
          DATABASE,
          "PostgreSQL %s at %s is too old: upgrade to 13 or newer".formatted(state.version, place));
    }
    if (state.read_only) {
      return Check.fail(
          DATABASE, "%s only reads: set PG_HOST to the primary server".formatted(place));
    }
    if (!"UTF8".equals(state.encoding)) {
      return Check.fail(
          DATABASE,
          "%s is encoded in %s and cannot hold every answer: make a database with ENCODING 'UTF8'"
              .formatted(place, state.encoding));
    }
    return Check.ok(DATABASE, "PostgreSQL %s at %s".formatted(state.version, place));
  }

  private static Check rights(State state) {
    if (state.schema == null) {
      return Check.fail(
          RIGHTS, "the search_path of role %s names no schema that is there".formatted(state.role));
    }
    if (!state.may_create) {
      return Check.fail(
          RIGHTS,
          "role %s may not make tables: GRANT CREATE, USAGE ON SCHEMA %s TO %s"
              .formatted(state.role, state.schema, state.role));
    }
    if (state.not_owned > 0) {
      return Check.fail(
          RIGHTS,
          "%d tables of ours belong to another role, and cannot get columns: ALTER TABLE ... OWNER TO %s"
              .formatted(state.not_owned, state.role));
    }
    return Check.ok(RIGHTS, "%s may make tables in schema %s".formatted(state.role, state.schema));
  }

  private Check tables() {
    Exchange read = trial.of("direct:doctor.migrations", Map.of());
    if (read.isFailed()) {
      return trial.failed(TABLES, "", read);
    }
    Migrations.Progress progress = read.getMessage().getBody(Migrations.Progress.class);
    if (progress.failed() > 0) {
      return Check.fail(
          TABLES,
          "a migration broke off: look at odk_schema_history, and at the log of that start");
    }
    if (progress.unknown() > 0) {
      return Check.warn(
          TABLES, "made by a newer version of odk-sync: use that one, this one may not know them");
    }
    if (progress.pending() > 0) {
      return Check.ok(
          TABLES, "%d migrations are made by the next start".formatted(progress.pending()));
    }
    return Check.ok(TABLES, "up to date");
  }
}
