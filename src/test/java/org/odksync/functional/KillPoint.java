package org.odksync.functional;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;

/** A moment in the life of a process, at which it is killed. */
interface KillPoint {

  /** One that has not come after so long does not come. */
  Duration PATIENCE = Duration.ofSeconds(20);

  /** Before the process starts. */
  default void prepare(ProcessEnvironment surroundings) throws SQLException {}

  /** Waits for it; gives whether it has come. */
  boolean comes(ProcessEnvironment surroundings, ServiceProcess instance)
      throws InterruptedException;

  private static boolean isTrueInTime(Callable<Boolean> condition) {
    try {
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .atMost(PATIENCE)
          .until(condition);
      return true;
    } catch (ConditionTimeoutException tooLate) {
      return false;
    }
  }

  /** So long after its start, whatever it does then. */
  record Age(Duration age) implements KillPoint {
    @Override
    public boolean comes(ProcessEnvironment surroundings, ServiceProcess instance)
        throws InterruptedException {
      return instance.lives(age);
    }
  }

  /** When so many migrations are done. */
  record Migrations(int done) implements KillPoint {
    @Override
    public boolean comes(ProcessEnvironment surroundings, ServiceProcess instance) {
      Warehouse warehouse = surroundings.warehouse();
      return isTrueInTime(
          () ->
              surroundings.has("odk_schema_history")
                  && warehouse
                          .query("SELECT to_jsonb(count(*)) FROM odk_schema_history")
                          .get(0)
                          .intValue()
                      >= done);
    }
  }

  /** So long after a run of this sync type began. What it needs to have work is prepared. */
  record Running(String type, Duration after) implements KillPoint {

    @Override
    public void prepare(ProcessEnvironment surroundings) throws SQLException {
      if (surroundings.has("odk_expanded")) {
        for (String sql : work()) {
          surroundings.warehouse().update(sql);
        }
      }
    }

    private List<String> work() {
      return switch (type) {
        // time has passed
        case "url_refresh" ->
            List.of(
                "UPDATE odk_attachment SET url_expires_at = now() + interval '1 hour'"
                    + " WHERE url IS NOT NULL");
        case "history_cleanup" ->
            List.of(
                """
                INSERT INTO odk_rejected_record
                  (sync_type, table_name, record_id, column_name, raw, replayed_at)
                SELECT 'main_submissions', 'none', 'old ' || n, '', 'null', now() - interval '40 days'
                FROM generate_series(1, 8000) n ON CONFLICT DO NOTHING""",
                "UPDATE qrtz_triggers SET next_fire_time = next_fire_time - 3600000"
                    + " WHERE trigger_name = 'history_cleanup'");
        case "unified" ->
            List.of(
                "INSERT INTO odk_unified_dirty (form, submission_id)"
                    + " SELECT form, submission_id FROM odk_expanded");
        // the rates have changed
        case "views" ->
            List.of(
                """
                DO $$ BEGIN COMMENT ON VIEW "GRARentalDataCollection_persons" IS NULL;
                EXCEPTION WHEN undefined_table THEN NULL; END $$""");
        default -> List.of();
      };
    }

    @Override
    public boolean comes(ProcessEnvironment surroundings, ServiceProcess instance)
        throws InterruptedException {
      return isTrueInTime(() -> surroundings.running(instance).contains(type))
          && instance.lives(after);
    }
  }

  /** So long after the n-th request to Central whose address contains a match has arrived there. */
  record Request(String regex, int number, Duration after) implements KillPoint {
    @Override
    public boolean comes(ProcessEnvironment surroundings, ServiceProcess instance)
        throws InterruptedException {
      CountDownLatch arrived = new CountDownLatch(number);
      surroundings
          .central()
          .faults()
          .next(
              regex,
              normal ->
                  exchange -> {
                    arrived.countDown();
                    normal.handle(exchange);
                  },
              number);
      boolean has = arrived.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      surroundings.central().faults().clear();
      return has && instance.lives(after);
    }
  }

  /** At the n-th upload: before the store has it, or when it has, and nobody else knows. */
  record Upload(Uploads uploads, int number, boolean stored) implements KillPoint {
    @Override
    public boolean comes(ProcessEnvironment surroundings, ServiceProcess instance)
        throws InterruptedException {
      CountDownLatch come = new CountDownLatch(1);
      AtomicInteger left = new AtomicInteger(number);
      uploads.watch(
          new Uploads.Watch() {
            @Override
            public void arrived() {
              if (!stored) {
                at();
              }
            }

            @Override
            public void stored() {
              if (stored) {
                at();
              }
            }

            private void at() {
              if (left.decrementAndGet() == 0) {
                come.countDown();
                instance.onExit().join();
              }
            }
          });
      boolean has = come.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      uploads.unwatch();
      return has;
    }

    @Override
    public String toString() {
      return "Upload[number=%d, stored=%s]".formatted(number, stored);
    }
  }
}
