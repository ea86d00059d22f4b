package org.odksync.error;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Explains PostgreSQL's SQLSTATEs to an operator. */
final class PostgresErrors {

  /** A pooler refuses the connection, or the server is not PostgreSQL. */
  private static final String PROTOCOL = "08P01";

  private static final String WITHOUT_DATA = "08P01|(25|28|3D|3F|42|54).*";

  private PostgresErrors() {}

  /** Returns empty for a failure that is not PostgreSQL's. */
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
            .formatted(statement, state, serverMessage(reason, state) + column(reason)),
        remedy(state));
  }

  private static String remedy(String state) {
    return switch (state.substring(0, 2)) {
      case "08" ->
          "check that PG_PORT is PostgreSQL's, or see the pooler's log; pgbouncer needs"
              + " ignore_startup_parameters = extra_float_digits";
      case "22", "23" -> "a value does not fit its column; correct it in Central";
      case "25" -> transactionRemedy(state);
      case "28" -> "check PG_USER and PG_PASS, and pg_hba.conf there";
      case "3D" -> "create the database, or correct PG_DB";
      case "3F" ->
          "create the schema that the search_path of PG_USER names, or correct that with ALTER ROLE ..."
              + " SET search_path";
      case "42" -> remedyOfClass42(state);
      case "53" ->
          state.equals("53300")
              ? "it has no connection left; raise max_connections, or the CONNECTION LIMIT of"
                  + " PG_USER or the database"
              : "its disk or memory is full; what was not stored is read again";
      case "54" -> limitRemedy(state);
      case "55" -> "another program holds a lock; the next run tries again";
      default -> "see its log; the next run tries again";
    };
  }

  private static String transactionRemedy(String state) {
    return switch (state) {
      case "25006" ->
          "the server is read-only; PG_HOST must lead to the primary server, with default_transaction_read_only off";
      case "25P03" -> "the service was paused within a transaction; the next run tries again";
      case "25P04" -> "raise transaction_timeout of PG_USER or of the database";
      default ->
          "a pooler in between must keep a session for a whole transaction, as pgbouncer does with"
              + " pool_mode = transaction or session";
    };
  }

  private static String remedyOfClass42(String state) {
    return switch (state) {
      case "42501" ->
          "PG_USER lacks a privilege; to read, SELECT on the tables is enough, to run it needs CREATE on the"
              + " schema and must own the tables (odk-sync doctor shows what is missing)";
      case "42P01", "42703", "42704", "42883" ->
          "an object in the statement was removed, renamed or given another type, or the search_path of PG_USER has"
              + " changed; restore it";
      case "42P06", "42P07", "42701", "42710", "42723" ->
          "an object that is not odk-sync's has this name; rename it, or give PG_USER a schema of its own";
      case "42P10" ->
          "a table of this name has another key than odk-sync creates; rename it, and odk-sync rebuild"
              + " creates the right one (odk-sync doctor shows which)";
      case "42804", "42809", "42846" ->
          "a table or column of this name is of another kind than odk-sync creates; rename it, or"
              + " change its type";
      default ->
          "PostgreSQL 13 or newer is needed; if it is, this is a defect of odk-sync, please report it";
    };
  }

  private static String limitRemedy(String state) {
    return switch (state) {
      case "54001" -> "raise max_stack_depth";
      case "54011" ->
          "a table has at most 1,600 columns, including dropped ones; use a form with"
              + " fewer fields outside groups";
      case "54023" -> "this is a defect of odk-sync, please report it";
      default ->
          "a row or a value is too large for a table or an index; drop indexes on long values, or"
              + " use a form with fewer fields outside of groups";
    };
  }

  /** PostgreSQL's message if it contains only names and settings, never data. */
  private static String serverMessage(SQLException reason, String state) {
    ServerErrorMessage server = server(reason);
    String message = server == null ? null : server.getMessage();
    return message == null || !state.matches(WITHOUT_DATA)
        ? ""
        // ": " separates what happened from what to do
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
   * The SQLSTATE if PostgreSQL refused one record and may accept the others: a value, a constraint,
   * a limit of a row or index, or an operator's trigger, which may raise any state outside
   * PostgreSQL's own classes. Empty for a broken trigger or a database in trouble.
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
   * Whether a retry may succeed: broken connections, idle transactions, locks, deadlocks, exhausted
   * resources, a restart, a failover. A refused connection too, unless user, password or database
   * is wrong.
   */
  static boolean isTransient(@Nullable Throwable cause) {
    return hasState(cause, "(08|40|53|55|57P).*|25006|25P03")
        || (cause instanceof SQLTransientConnectionException && !hasState(cause, "(28|3D|42).*"));
  }

  private static boolean hasState(@Nullable Throwable cause, String pattern) {
    return cause instanceof SQLException refused
        && refused.getSQLState() != null
        && refused.getSQLState().matches(pattern);
  }
}
