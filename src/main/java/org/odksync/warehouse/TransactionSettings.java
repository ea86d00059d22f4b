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
 * Begins each transaction of a connection with the settings that it needs. They end with the
 * transaction: a pooler such as pgbouncer gives the next transaction another session, and this
 * session to another program, so neither may depend on what a session was told before.
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
   * @param pause how long the client may be silent within a transaction before the server ends it:
   *     a paused process must not keep the locks that others wait for
   */
  static Connection in(Connection connection, Duration pause) {
    // READ COMMITTED: Quartz and our statements wait for a lock and then need what its holder has
    // committed. UTC: times inside JSON follow the zone
    String settings =
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL TIME ZONE 'UTC';"
            + " SET LOCAL idle_in_transaction_session_timeout = "
            + pause.toMillis();
    return (Connection)
        Proxy.newProxyInstance(
            TransactionSettings.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new TransactionSettings(connection, settings));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (STATEMENTS.contains(method.getName()) && isTransactionDue()) {
      begin();
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause();
    }
  }

  /** Whether the next statement begins a transaction that lasts until a commit. */
  private boolean isTransactionDue() throws SQLException {
    return !connection.getAutoCommit()
        && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE;
  }

  private void begin() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(settings);
    }
  }
}
