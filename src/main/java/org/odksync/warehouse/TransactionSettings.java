package org.odksync.warehouse;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Starts each transaction of a connection with its settings, which end with the transaction. A
 * pooler such as pgbouncer gives each transaction another session and shares sessions between
 * programs, so session settings would be lost or leak.
 */
final class TransactionSettings implements InvocationHandler {

  private static final Set<String> STATEMENTS =
      Set.of("createStatement", "prepareStatement", "prepareCall");

  private final Connection connection;
  private final String settings;

  private TransactionSettings(Connection connection, String settings) {
    this.connection = connection;
    this.settings = settings;
  }

  /**
   * @param idleTimeout how long the client may be idle within a transaction before the server ends
   *     it: a paused process must not hold locks that others wait for
   */
  static Connection in(Connection connection, Duration idleTimeout) {
    // READ COMMITTED: after waiting for a lock, Quartz and our statements must see what its holder
    // has committed. UTC: times inside JSON depend on the zone
    String settings =
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL TIME ZONE 'UTC';"
            + " SET LOCAL idle_in_transaction_session_timeout = "
            + idleTimeout.toMillis();
    return (Connection)
        Proxy.newProxyInstance(
            TransactionSettings.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new TransactionSettings(connection, settings));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (STATEMENTS.contains(method.getName()) && startsTransaction()) {
      begin();
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause();
    }
  }

  /** Whether the next statement starts a transaction that lasts until a commit. */
  private boolean startsTransaction() throws SQLException {
    return !connection.getAutoCommit()
        && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE;
  }

  private void begin() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(settings);
    }
  }
}
