package org.odksync.app;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.status.ServiceInfo;
import org.odksync.status.StatusQueries;
import org.odksync.warehouse.JdbcStatements;
import org.odksync.warehouse.WarehousePool;

/** Gives commands read-only access to the warehouse, without Camel. */
public final class StatusReader implements AutoCloseable {

  private final Settings settings;
  private final JdbcStatements statements;
  private final StatusQueries queries;
  private final CountDownLatch closed = new CountDownLatch(1);

  private StatusReader(Settings settings, JdbcStatements statements) {
    this.settings = settings;
    this.statements = statements;
    this.queries = new StatusQueries(statements, settings.sync().noticeAfter());
  }

  /**
   * Connects to the warehouse, which may be a standby.
   *
   * @throws SQLException if the database is unreachable, or refuses the connection
   */
  public static StatusReader open(Settings settings, Timeouts timeouts) throws SQLException {
    Settings.Database database = settings.database();
    return new StatusReader(
        settings, JdbcStatements.open(WarehousePool.asItIs(database, timeouts), database.place()));
  }

  /** The queries of the warehouse. */
  public StatusQueries queries() {
    return queries;
  }

  /** This process, now. */
  public ServiceInfo info() {
    return ServiceInfo.of(settings, Clock.systemUTC());
  }

  /** Waits. Returns false at once if this reader is closed. */
  public boolean pause(Duration time) throws InterruptedException {
    return !closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
    statements.close();
  }
}
