package org.odksync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections that leave nothing in their session: see {@link TransactionSettings}. */
final class PostgresConnections extends PGSimpleDataSource {

  private final Duration pause;

  /**
   * @param pause how long a client may be silent within a transaction
   */
  PostgresConnections(Duration pause) {
    this.pause = pause;
    // never prepared under a name, which would be that of another statement in another session
    setPrepareThreshold(0);
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    return TransactionSettings.in(super.getConnection(user, password), pause);
  }
}
