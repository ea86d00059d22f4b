package org.odksync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.quartz.utils.ConnectionProvider;

/** Makes Quartz use the warehouse's connection pool. */
public final class QuartzConnections implements ConnectionProvider {

  private final DataSource warehouse;

  public QuartzConnections(DataSource warehouse) {
    this.warehouse = warehouse;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return warehouse.getConnection();
  }

  @Override
  public void initialize() {
    // the pool is already open
  }

  @Override
  public void shutdown() {
    // the pool outlives Quartz
  }
}
