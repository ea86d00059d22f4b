package org.odksync.run;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL's SQLSTATEs mean for an operator. */
final class DatabaseRefusal {

  private DatabaseRefusal() {}

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
    if (state.equals("none") || state.startsWith("08")) {
      return CertificateTrouble.of(ErrorClass.DATABASE, "PostgreSQL", reason)
          .orElseGet(
              () ->
                  new Diagnosis(
                      ErrorClass.DATABASE,
                      "no connection to PostgreSQL (SQLSTATE %s)".formatted(state),
                      "check that it runs, PG_HOST and PG_PORT"));
    }
    return new Diagnosis(
        isOfData(reason) ? ErrorClass.DATA : ErrorClass.DATABASE,
        "PostgreSQL refused %s (SQLSTATE %s%s)".formatted(statement, state, column(reason)),
        remedy(state));
  }

  private static String remedy(String state) {
    return switch (state.substring(0, 2)) {
      case "25" -> "the service was paused within a transaction; the next run tries again";
      case "22", "23" -> "a value does not fit its column; correct it in Central";
      case "28" -> "check PG_USER and PG_PASS";
      case "42" -> "PG_USER lacks a right, or a table is not as this service made it";
      case "53" ->
          state.equals("53300")
              ? "it has no connection left for us; raise max_connections"
              : "its disk or memory is full; what was not stored is read again";
      case "55" -> "another program holds a lock; the next run tries again";
      default -> "see its log; the next run tries again";
    };
  }

  private static String column(SQLException reason) {
    ServerErrorMessage server =
        reason instanceof PSQLException answer ? answer.getServerErrorMessage() : null;
    String column = server == null ? null : server.getColumn();
    return column == null ? "" : ", column " + column;
  }

  static boolean isOfData(@Nullable Throwable cause) {
    return hasState(cause, "(22|23).*");
  }

  static boolean isOfLocks(@Nullable Throwable cause) {
    return hasState(cause, "40.*|55P03");
  }

  /**
   * Connections that broke or were ended because we were silent within a transaction, deadlocks,
   * resources that are short, locks, a server that restarts, or only reads until a failover is
   * over. And no connection, for whatever reason
   * but a wrong password or database: a server in trouble has many.
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
