package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the unified table and a view on it all the time, as a role that may read only these two,
 * and keeps a long query active most of the time. Ends at the first wrong result.
 *
 * <p>Does not measure query times, which depend on the machine. A query waits for each session that
 * waits for an exclusive lock on the table, and for its statement. So this class checks with
 * pg_locks how long sessions wait for the lock, and that a session with the lock waits for nothing
 * else.
 */
final class DashboardReader implements AutoCloseable {

  private static final String MAX_LOCK_WAIT = "100ms";

  /** Ends a query that would wait forever. */
  private static final String MAX_QUERY_TIME = "30s";

  private static final int PAUSE_MILLIS = 5;

  /** A pause in which exclusive locks can be granted. */
  private static final int LONG_QUERY_PAUSE_MILLIS = 100;

  private static final String LONG =
      "SELECT count(*) FROM \"%s\" CROSS JOIN pg_sleep(0.3)".formatted(Warehouse.UNIFIED);
  private static final String VIEW = "images_of_a_dashboard";

  private static final String BLOCKING =
      """
      SELECT count(*) FROM pg_locks l
      WHERE l.relation = '"%1$s"'::regclass AND l.mode = 'AccessExclusiveLock'
        AND CASE WHEN l.granted
            THEN EXISTS (SELECT FROM pg_locks o WHERE o.pid = l.pid AND NOT o.granted)
            ELSE clock_timestamp() - l.waitstart > interval '%2$s' END"""
          .formatted(Warehouse.UNIFIED, MAX_LOCK_WAIT);

  private final AtomicInteger deletesAtCentral;
  private final Connection session;
  private final Connection watch;
  private final Connection slow;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
  private final ScheduledFuture<?> queries;
  private final ScheduledFuture<?> lockChecks;
  private final ScheduledFuture<?> longQueries;
  private int queryCount;
  private int rows;
  private int deletedRows;

  /**
   * @param role the role to create
   * @param deletesAtCentral the number of deletes so far, counted before each delete
   */
  DashboardReader(Warehouse warehouse, String role, AtomicInteger deletesAtCentral)
      throws SQLException {
    this.deletesAtCentral = deletesAtCentral;
    session = warehouse.connect();
    watch = warehouse.connect();
    slow = warehouse.connect();
    try (Statement statement = session.createStatement()) {
      statement.execute(
          """
          CREATE VIEW %1$s AS SELECT "UUID", building_image_url_html FROM "%2$s";
          CREATE ROLE %3$s;
          GRANT SELECT ON "%2$s", %1$s TO %3$s;
          SET ROLE %3$s;
          SET statement_timeout = '%4$s'"""
              .formatted(VIEW, Warehouse.UNIFIED, role, MAX_QUERY_TIME));
    }
    queries = threads.scheduleWithFixedDelay(this::query, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    lockChecks =
        threads.scheduleWithFixedDelay(this::checkLocks, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    longQueries =
        threads.scheduleWithFixedDelay(
            this::runLongQuery, 0, LONG_QUERY_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void runLongQuery() {
    try (Statement statement = slow.createStatement()) {
      assertThat(number(statement, LONG)).isPositive();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void checkLocks() {
    try (Statement statement = watch.createStatement()) {
      assertThat(number(statement, BLOCKING)).isZero();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void query() {
    try (Statement statement = session.createStatement()) {
      int before = rows;
      rows = number(statement, "SELECT count(*) FROM \"" + Warehouse.UNIFIED + "\"");
      assertThat(rows).isPositive();
      // new rows can hide deletes, never the reverse
      deletedRows += Math.max(0, before - rows);
      assertThat(deletedRows)
          .as("deleted rows, at most Central's deletes")
          .isLessThanOrEqualTo(deletesAtCentral.get());
      assertThat(number(statement, "SELECT count(building_image_url_html) FROM " + VIEW))
          .isPositive();
      queryCount++;
    } catch (SQLException e) {
      throw new AssertionError(e.getSQLState() + " at query " + queryCount, e);
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getInt(1);
    }
  }

  /** Stops reading; gives the number of queries. */
  int stop() throws ExecutionException, InterruptedException {
    for (ScheduledFuture<?> task : List.of(queries, lockChecks, longQueries)) {
      if (task.isDone()) {
        task.get();
      }
      task.cancel(false);
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    return queryCount;
  }

  @Override
  public void close() throws SQLException {
    threads.shutdownNow();
    // the session belongs to a pool
    try (watch;
        slow;
        session;
        Statement statement = session.createStatement()) {
      statement.execute("DISCARD ALL");
    }
  }
}
