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
 * Lets Flyway work in one transaction, however many connections it asks for: an upgrade is made
 * whole or not at all, its lock ends with the transaction, and all of it is in one session, also
 * behind a pooler.
 */
final class MigrationTransaction {

  private static final Set<String> OURS_TO_DO = Set.of("setAutoCommit", "commit", "close");

  private MigrationTransaction() {}

  /**
   * Commits what the work has changed when it returns; when it throws, nothing stays.
   *
   * @throws SQLException when the database does not answer, or refuses something; Flyway's wrapping
   *     is taken off
   */
  static <T> T in(DataSource warehouse, Function<DataSource, T> work) throws SQLException {
    try (Connection connection = warehouse.getConnection()) {
      connection.setAutoCommit(false);
      T result = result(work, source(warehouse, borrowed(connection)));
      try (Statement statement = connection.createStatement()) {
        // Flyway sets both for the session, and never takes them back
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

  /** Always the same connection. */
  private static DataSource source(DataSource warehouse, Connection connection) {
    return proxy(
        DataSource.class,
        (proxy, method, arguments) ->
            method.getName().equals("getConnection")
                ? connection
                : method.invoke(warehouse, arguments));
  }

  /** One that its user can neither commit nor close. */
  private static Connection borrowed(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          if (OURS_TO_DO.contains(method.getName())) {
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
