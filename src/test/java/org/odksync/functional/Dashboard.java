package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at the unified table all the time, and at a view on it, as a role that may read these two
 * and nothing else. It ends at the first look that finds something wrong.
 *
 * <p>How long it waits is the server's business: with {@code lock_timeout} a statement fails that
 * waits so long for a lock. The time that a busy machine takes to run it does not count.
 */
final class Dashboard implements AutoCloseable {

  private static final String LONGEST_WAIT = "100ms";
  private static final int PAUSE_MILLIS = 5;
  private static final String VIEW = "pictures_of_a_dashboard";

  private final AtomicInteger mayBeGone;
  private final Connection session;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> looking;
  private int looks;
  private int rows;
  private int fallen;

  /**
   * @param role that is made for it
   * @param mayBeGone the number of deletes at Central so far, counted before each
   */
  Dashboard(Warehouse warehouse, String role, AtomicInteger mayBeGone) throws SQLException {
    this.mayBeGone = mayBeGone;
    session = warehouse.connect();
    try (Statement statement = session.createStatement()) {
      statement.execute(
          """
          CREATE VIEW %1$s AS SELECT "UUID", building_image_url_html FROM "%2$s";
          CREATE ROLE %3$s;
          GRANT SELECT ON "%2$s", %1$s TO %3$s;
          SET ROLE %3$s;
          SET lock_timeout = '%4$s'"""
              .formatted(VIEW, Warehouse.UNIFIED, role, LONGEST_WAIT));
    }
    looking = thread.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
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

  /** Whether nothing was wrong so far. */
  boolean isFine() {
    return !looking.isDone();
  }

  /** Ends it; returns how often it has looked. */
  int stop() throws ExecutionException, InterruptedException {
    if (looking.isDone()) {
      looking.get();
    }
    looking.cancel(false);
    thread.shutdown();
    assertThat(thread.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    return looks;
  }

  @Override
  public void close() throws SQLException {
    thread.shutdownNow();
    // the session is of a pool
    try (session;
        Statement statement = session.createStatement()) {
      statement.execute("DISCARD ALL");
    }
  }
}
