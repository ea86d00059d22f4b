package org.odksync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections that keep no state in their session: see {@link TransactionSettings}. */
final class PostgresConnections extends PGSimpleDataSource {

  private final Duration idleTimeout;

  /**
   * @param idleTimeout how long a client may be idle within a transaction
   */
  PostgresConnections(Duration idleTimeout) {
    this.idleTimeout = idleTimeout;
    // no named prepared statements: behind a pooler, another session may use the name for another
    // one
    setPrepareThreshold(0);
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    return TransactionSettings.in(super.getConnection(user, password), idleTimeout);
  }
}
