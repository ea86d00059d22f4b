package org.odksync.error;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL's SQLSTATEs mean for an operator. */
final class PostgresErrors {

  /** What poolers answer when they do not take us, and what is no PostgreSQL. */
  private static final String PROTOCOL = "08P01";

  private static final String OF_NAMES = "08P01|(25|28|3D|3F|42|54).*";

  private PostgresErrors() {}

  /** Empty for what does not come from PostgreSQL. */
  static Optional<Diagnosis> of(Throwable cause) {
    if (cause instanceof StatementRefused refused
        && refused.getCause() instanceof SQLException reason) {
      return Optional.of(refused(reason, "the statement '%s'".formatted(refused.getMessage())));
    }
    return cause instanceof SQLException reason
        ? Optional.of(refused(reason, "a statement"))
        : Optional.empty();
  }

  private static Diagnosis refused(SQLException reason, String statement) {
    String state = Objects.requireNonNullElse(reason.getSQLState(), "none");
    if (state.equals("none") || (state.startsWith("08") && !state.equals(PROTOCOL))) {
      return CertificateErrors.of(ErrorClass.DATABASE, "PostgreSQL", reason)
          .orElseGet(
              () ->
                  new Diagnosis(
                      ErrorClass.DATABASE,
                      "no connection to PostgreSQL (SQLSTATE %s)".formatted(state),
                      "check that it runs, PG_HOST and PG_PORT"));
    }
    return new Diagnosis(
        isOfData(reason) ? ErrorClass.DATA : ErrorClass.DATABASE,
        "PostgreSQL refused %s (SQLSTATE %s%s)"
            .formatted(statement, state, said(reason, state) + column(reason)),
        remedy(state));
  }

  private static String remedy(String state) {
    return switch (state.substring(0, 2)) {
      case "08" ->
          "check that PG_PORT is PostgreSQL's, or see the log of the pooler there; pgbouncer needs"
              + " ignore_startup_parameters = extra_float_digits";
      case "22", "23" -> "a value does not fit its column; correct it in Central";
      case "25" -> ofTransactions(state);
      case "28" -> "check PG_USER and PG_PASS, and pg_hba.conf there";
      case "3D" -> "create the database, or correct PG_DB";
      case "3F" ->
          "create the schema that the search_path of PG_USER names, or correct that by ALTER ROLE ..."
              + " SET search_path";
      case "42" -> ofNames(state);
      case "53" ->
          state.equals("53300")
              ? "it has no connection left for us; raise max_connections, or the CONNECTION LIMIT of"
                  + " PG_USER or the database"
              : "its disk or memory is full; what was not stored is read again";
      case "54" -> ofLimits(state);
      case "55" -> "another program holds a lock; the next run tries again";
      default -> "see its log; the next run tries again";
    };
  }

  private static String ofTransactions(String state) {
    return switch (state) {
      case "25006" ->
          "it only reads; PG_HOST must lead to the primary server, with default_transaction_read_only off";
      case "25P03" -> "the service was paused within a transaction; the next run tries again";
      case "25P04" -> "raise transaction_timeout of PG_USER or of the database";
      default ->
          "a pooler between must keep a session for a whole transaction, as pgbouncer does with"
              + " pool_mode = transaction or session";
    };
  }

  private static String ofNames(String state) {
    return switch (state) {
      case "42501" ->
          "PG_USER lacks a right; to read, SELECT on the tables is enough, to run it needs CREATE on the"
              + " schema and to own the tables (odk-sync doctor says what is missing)";
      case "42P01", "42703", "42704", "42883" ->
          "what it names was removed, renamed or given another type, or the search_path of PG_USER has"
              + " changed; put it back";
      case "42P06", "42P07", "42701", "42710", "42723" ->
          "that is not of this service; rename it, or give PG_USER a schema of its own";
      case "42P10" ->
          "a table of this name has another key than this service makes; rename it, and odk-sync rebuild"
              + " makes the right one (odk-sync doctor says which)";
      case "42804", "42809", "42846" ->
          "a table or column of this name is of another kind than this service makes; rename it, or"
              + " change its type";
      default ->
          "PostgreSQL 13 or newer is needed; if it is, this is a defect of odk-sync, please report it";
    };
  }

  private static String ofLimits(String state) {
    return switch (state) {
      case "54001" -> "raise max_stack_depth";
      case "54011" ->
          "a table has at most 1,600 columns, and those that were dropped count; use a form with"
              + " fewer fields outside of groups";
      case "54023" -> "this is a defect of odk-sync, please report it";
      default ->
          "a row or a value is larger than a table or an index takes; drop indexes on long values, or"
              + " use a form with fewer fields outside of groups";
    };
  }

  /** What PostgreSQL says where that is of names and settings only, and never of a row. */
  private static String said(SQLException reason, String state) {
    ServerErrorMessage server = server(reason);
    String message = server == null ? null : server.getMessage();
    return message == null || !state.matches(OF_NAMES)
        ? ""
        // a colon and a space stand between what happened and what to do
        : ", " + message.lines().findFirst().orElse("").replace(": ", ", ");
  }

  private static String column(SQLException reason) {
    ServerErrorMessage server = server(reason);
    String column = server == null ? null : server.getColumn();
    return column == null ? "" : ", column " + column;
  }

  private static @Nullable ServerErrorMessage server(SQLException reason) {
    return reason instanceof PSQLException answer ? answer.getServerErrorMessage() : null;
  }

  static boolean isOfData(@Nullable Throwable cause) {
    return hasState(cause, "(22|23).*");
  }

  /**
   * Why a statement was refused, where that is about one of the records that it was to store, and
   * the others can be: a value, a constraint, a limit of a row or an index, a trigger of the
   * operator's, which may raise any state that is not PostgreSQL's own. Not a trigger that is
   * wrong, or a database in trouble.
   */
  static Optional<String> ofRecord(Throwable cause) {
    return hasState(cause, "(22|23|27|38|39|44).*|5400[01]|(?!72|XX)[6-9I-Z].*")
        ? Optional.of(((SQLException) cause).getSQLState())
        : Optional.empty();
  }

  static boolean isOfLocks(@Nullable Throwable cause) {
    return hasState(cause, "40.*|55P03");
  }

  /**
   * Connections that broke or were ended because we were silent within a transaction, deadlocks,
   * resources that are short, locks, a server that restarts, or only reads until a failover is
   * over. And no connection, for whatever reason but a wrong password or database: a server in
   * trouble has many.
   */
  static boolean isPassing(@Nullable Throwable cause) {
    return hasState(cause, "(08|40|53|55|57P).*|25006|25P03")
        || (cause instanceof SQLTransientConnectionException && !hasState(cause, "(28|3D|42).*"));
  }

  private static boolean hasState(@Nullable Throwable cause, String pattern) {
    return cause instanceof SQLException refused
        && refused.getSQLState() != null
        && refused.getSQLState().matches(pattern);
  }
}
