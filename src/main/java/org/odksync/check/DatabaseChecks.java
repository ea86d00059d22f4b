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

/** Checks that the warehouse answers, is supported, and lets us create tables. */
final class DatabaseChecks {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATABASE = "database";
  private static final String RIGHTS = "rights";
  private static final String TABLES = "tables";

  /** PostgreSQL 13 as {@code server_version_num}. */
  private static final int OLDEST_SUPPORTED = 130_000;

  private final CheckRunner runner;
  private final ClockComparison clocks;
  private final String place;

  /**
   * @param place host, port and name
   */
  DatabaseChecks(CheckRunner runner, ClockComparison clocks, String place) {
    this.runner = runner;
    this.clocks = clocks;
    this.place = place;
  }

  List<Check> checks() {
    List<Check> ownership = runner.forEachForm(this::ownership);
    return runner.attempt(
        () -> connected(ownership),
        failure ->
            List.of(
                runner.failed(DATABASE, "", failure),
                Check.blocked(RIGHTS),
                Check.blocked(TABLES)));
  }

  /**
   * Fails when the form's tables belong to another form; otherwise loads the form's stored schema.
   */
  private List<Check> ownership(Form form) {
    return runner.attempt(
        () -> {
          if (runner.progress().done() > 0) {
            runner.bean("formSchemas", FormSchemas.class).find(form);
          }
          return List.of();
        },
        // a database that does not answer is reported by the check "database"
        failure ->
            Diagnosis.isOfForm(failure) ? List.of(runner.failed(TABLES, "", failure)) : List.of());
  }

  private List<Check> connected(List<Check> ownership) {
    State state = state();
    List<Check> checks = new ArrayList<>();
    checks.add(server(state));
    checks.add(rights(state));
    checks.add(runner.attempt(TABLES, () -> tables(state)));
    checks.addAll(ownership);
    checks.add(
        clocks.compare(
            "database clock",
            "the database",
            Instant.ofEpochMilli(Math.round(state.epoch * 1_000))));
    return checks;
  }

  private State state() {
    List<String> prefixes = runner.forms().stream().map(Form::getPrefix).toList();
    List<Map<String, Object>> rows =
        runner.rows("doctor/database", Map.of("prefixes", JSON.valueToTree(prefixes).toString()));
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
    if (state.number < OLDEST_SUPPORTED) {
      return Check.fail(
          DATABASE,
          "PostgreSQL %s at %s is too old: upgrade to 13 or newer".formatted(state.version, place));
    }
    if (state.read_only) {
      return Check.fail(
          DATABASE, "%s is read-only: set PG_HOST to the primary server".formatted(place));
    }
    if (!"UTF8".equals(state.encoding)) {
      return Check.fail(
          DATABASE,
          "%s has the encoding %s, which cannot hold every answer: create a database with ENCODING 'UTF8'"
              .formatted(place, state.encoding));
    }
    return Check.ok(DATABASE, "PostgreSQL %s at %s".formatted(state.version, place));
  }

  private static Check rights(State state) {
    if (state.schema == null) {
      return Check.fail(
          RIGHTS,
          "no schema in the search_path of role %s exists: create one, or change the search_path"
              .formatted(state.role));
    }
    if (!state.may_create) {
      return Check.fail(
          RIGHTS,
          "role %s may not create tables: GRANT CREATE, USAGE ON SCHEMA %s TO %s"
              .formatted(state.role, state.schema, state.role));
    }
    if (state.not_owned > 0) {
      return Check.fail(
          RIGHTS,
          "%d of our tables belong to another role, so we cannot add columns: ALTER TABLE ... OWNER TO %s"
              .formatted(state.not_owned, state.role));
    }
    return Check.ok(
        RIGHTS, "%s may create tables in schema %s".formatted(state.role, state.schema));
  }

  private Check tables(State state) {
    if (state.keyless != null) {
      return Check.fail(
          TABLES,
          "%s has no unique index on \"UUID\" alone, like the Python service's table with one row per person: ALTER TABLE \"%s\" RENAME TO another name; the first run, or odk-sync rebuild, creates a new one"
              .formatted(state.keyless, state.keyless));
    }
    Migrations.Progress progress = runner.progress();
    if (progress.failed() > 0) {
      return Check.fail(
          TABLES, "a migration failed: see odk_schema_history, and the log of that start");
    }
    if (progress.unknown() > 0) {
      return Check.warn(
          TABLES,
          "a newer odk-sync created them: use that version, this one may not understand them");
    }
    if (progress.pending() > 0) {
      return Check.ok(TABLES, "the next start applies %d migrations".formatted(progress.pending()));
    }
    return Check.ok(TABLES, "up to date");
  }
}
