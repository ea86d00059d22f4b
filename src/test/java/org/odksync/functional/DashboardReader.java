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
 * Looks at the unified table all the time, and at a view on it, as a role that may read these two
 * and nothing else; and has a query that takes long under way most of the time. It ends at the
 * first look that finds something wrong.
 *
 * <p>How long a look takes says more of the machine than of us, so that is not measured. It waits
 * for whoever waits to have the table for itself, and then until that one is done. The server tells
 * since when somebody waits, which is a matter of timeouts, not of a busy machine; and whoever has
 * the table must not wait for anything else meanwhile.
 */
final class DashboardReader implements AutoCloseable {

  private static final String LONGEST_WAIT = "100ms";

  /** For one that waits for ever. */
  private static final String LONGEST_LOOK = "30s";

  private static final int PAUSE_MILLIS = 5;

  /** Whoever wants the table for itself finds it free now and then. */
  private static final int PAUSE_OF_LONG_MILLIS = 100;

  private static final String LONG =
      "SELECT count(*) FROM \"%s\" CROSS JOIN pg_sleep(0.3)".formatted(Warehouse.UNIFIED);
  private static final String VIEW = "pictures_of_a_dashboard";

  private static final String IN_THE_WAY =
      """
      SELECT count(*) FROM pg_locks l
      WHERE l.relation = '"%1$s"'::regclass AND l.mode = 'AccessExclusiveLock'
        AND CASE WHEN l.granted
            THEN EXISTS (SELECT FROM pg_locks o WHERE o.pid = l.pid AND NOT o.granted)
            ELSE clock_timestamp() - l.waitstart > interval '%2$s' END"""
          .formatted(Warehouse.UNIFIED, LONGEST_WAIT);

  private final AtomicInteger mayBeGone;
  private final Connection session;
  private final Connection watch;
  private final Connection slow;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
  private final ScheduledFuture<?> looking;
  private final ScheduledFuture<?> watching;
  private final ScheduledFuture<?> lingering;
  private int looks;
  private int rows;
  private int fallen;

  /**
   * @param role that is made for it
   * @param mayBeGone the number of deletes at Central so far, counted before each
   */
  DashboardReader(Warehouse warehouse, String role, AtomicInteger mayBeGone) throws SQLException {
    this.mayBeGone = mayBeGone;
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
              .formatted(VIEW, Warehouse.UNIFIED, role, LONGEST_LOOK));
    }
    looking = threads.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    watching = threads.scheduleWithFixedDelay(this::watch, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    lingering =
        threads.scheduleWithFixedDelay(
            this::linger, 0, PAUSE_OF_LONG_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void linger() {
    try (Statement statement = slow.createStatement()) {
      assertThat(number(statement, LONG)).isPositive();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void watch() {
    try (Statement statement = watch.createStatement()) {
      assertThat(number(statement, IN_THE_WAY)).isZero();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void look() {
    try (Statement statement = session.createStatement()) {
      int before = rows;
      rows = number(statement, "SELECT count(*) FROM \"" + Warehouse.UNIFIED + "\"");
      assertThat(rows).isPositive();
      // what came in the meantime hides deletes, never the other way round
      fallen += Math.max(0, before - rows);
      assertThat(fallen).as("rows gone, Central's deletes").isLessThanOrEqualTo(mayBeGone.get());
      assertThat(number(statement, "SELECT count(building_image_url_html) FROM " + VIEW))
          .isPositive();
      looks++;
    } catch (SQLException e) {
      throw new AssertionError(e.getSQLState() + " at look " + looks, e);
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getInt(1);
    }
  }

  /** Ends it; returns how often it has looked. */
  int stop() throws ExecutionException, InterruptedException {
    for (ScheduledFuture<?> task : List.of(looking, watching, lingering)) {
      if (task.isDone()) {
        task.get();
      }
      task.cancel(false);
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    return looks;
  }

  @Override
  public void close() throws SQLException {
    threads.shutdownNow();
    // the session is of a pool
    try (watch;
        slow;
        session;
        Statement statement = session.createStatement()) {
      statement.execute("DISCARD ALL");
    }
  }
}
