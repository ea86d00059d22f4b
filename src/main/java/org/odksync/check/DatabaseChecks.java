package org.odksync.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odksync.central.schema.FormSchemas;
import org.odksync.error.Diagnosis;
import org.odksync.form.Form;
import org.odksync.warehouse.Migrations;

/** Whether the warehouse answers, is one that we can use, and lets us make what we need. */
final class DatabaseChecks {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATABASE = "database";
  private static final String RIGHTS = "rights";
  private static final String TABLES = "tables";

  /** The oldest version that our statements are written for. */
  private static final int OLDEST = 130_000;

  private final CheckRunner trial;
  private final LocalClock clock;
  private final String place;

  /**
   * @param place host, port and name
   */
  DatabaseChecks(CheckRunner trial, LocalClock clock, String place) {
    this.trial = trial;
    this.clock = clock;
    this.place = place;
  }

  List<Check> checks() {
    List<Check> refused = trial.ofForms(this::owner);
    return trial.attempt(
        () -> answered(refused),
        failure ->
            List.of(
                trial.failed(DATABASE, "", failure), Check.notYet(RIGHTS), Check.notYet(TABLES)));
  }

  /** Says whose the form's tables are, if not its own; it knows its own from now on. */
  private List<Check> owner(Form form) {
    return trial.attempt(
        () -> {
          if (trial.progress().done() > 0) {
            trial.bean("formSchemas", FormSchemas.class).find(form);
          }
          return List.of();
        },
        // that the database does not answer is found out by itself
        failure ->
            Diagnosis.isOfForm(failure) ? List.of(trial.failed(TABLES, "", failure)) : List.of());
  }

  private List<Check> answered(List<Check> refused) {
    State state = state();
    List<Check> checks = new ArrayList<>();
    checks.add(server(state));
    checks.add(rights(state));
    checks.add(trial.attempt(TABLES, () -> tables(state)));
    checks.addAll(refused);
    checks.add(
        clock.compared(
            "database clock",
            "the database's",
            Instant.ofEpochMilli(Math.round(state.epoch * 1_000))));
    return checks;
  }

  private State state() {
    List<String> prefixes = trial.forms().stream().map(Form::getPrefix).toList();
    List<Map<String, Object>> rows =
        trial.rows("doctor/database", Map.of("prefixes", JSON.valueToTree(prefixes).toString()));
    return JSON.convertValue(rows.get(0), State.class);
  }

  /** The row of {@code doctor/database.sql}. */
  private record State(
      String version,
      int number,
      String role,
      String schema,
      boolean may_create,
      boolean read_only,
      String encoding,
      double epoch,
      long not_owned,
      @Nullable String keyless) {}

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

  private Check tables(State state) {
    if (state.keyless != null) {
      return Check.fail(
          TABLES,
          "%s has no unique index on \"UUID\" alone, as that of the Python service with one row a person: ALTER TABLE \"%s\" RENAME TO another name; the first run, or odk-sync rebuild, makes its own"
              .formatted(state.keyless, state.keyless));
    }
    Migrations.Progress progress = trial.progress();
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
