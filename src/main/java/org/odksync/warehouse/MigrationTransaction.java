package org.odksync.warehouse;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Runs Flyway in one transaction on one connection: an upgrade is applied completely or not at all,
 * its lock ends with the transaction, and a pooler cannot spread it over several sessions.
 */
final class MigrationTransaction {

  private static final Set<String> IGNORED_METHODS = Set.of("setAutoCommit", "commit", "close");

  private MigrationTransaction() {}

  /**
   * Commits when the work returns; rolls back when it throws.
   *
   * @throws SQLException if the database refuses or does not answer; unwrapped from Flyway's
   *     exception
   */
  static <T> T in(DataSource warehouse, Function<DataSource, T> work) throws SQLException {
    try (Connection connection = warehouse.getConnection()) {
      connection.setAutoCommit(false);
      T result = result(work, source(warehouse, borrowed(connection)));
      try (Statement statement = connection.createStatement()) {
        // Flyway sets both for the session and never resets them
        statement.execute("RESET search_path; RESET ROLE");
      }
      connection.commit();
      return result;
    }
  }

  private static <T> T result(Function<DataSource, T> work, DataSource source) throws SQLException {
    try {
      return work.apply(source);
    } catch (RuntimeException wrapped) {
      for (Throwable cause = wrapped; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException refused) {
          throw refused;
        }
      }
      throw wrapped;
    }
  }

  /** A data source that always returns the same connection. */
  private static DataSource source(DataSource warehouse, Connection connection) {
    return proxy(
        DataSource.class,
        (proxy, method, arguments) ->
            method.getName().equals("getConnection")
                ? connection
                : method.invoke(warehouse, arguments));
  }

  /** A connection whose user can neither commit nor close it. */
  private static Connection borrowed(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          if (IGNORED_METHODS.contains(method.getName())) {
            return null;
          }
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException failed) {
            throw failed.getCause();
          }
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            MigrationTransaction.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
