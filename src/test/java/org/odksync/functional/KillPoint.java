package org.odksync.functional;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A moment at which to kill a process. */
interface KillPoint {

  /** How long to wait for the moment. */
  Duration PATIENCE = Duration.ofSeconds(20);

  /** Prepares the environment before the process starts. */
  default void prepare(ProcessEnvironment environment) throws SQLException {}

  /** Waits for the moment; false if it does not come. */
  boolean await(ProcessEnvironment environment, ServiceProcess instance)
      throws InterruptedException;

  private static boolean isTrueInTime(Callable<Boolean> condition) {
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .atMost(PATIENCE)
          .until(condition);
      return true;
    } catch (ConditionTimeoutException tooLate) {
      return false;
    }
  }

  /** This long after the start. */
  record Age(Duration age) implements KillPoint {
    @Override
    public boolean await(ProcessEnvironment environment, ServiceProcess instance)
        throws InterruptedException {
      return instance.lives(age);
    }
  }

  /** After this number of migrations. */
  record Migrations(int done) implements KillPoint {
    @Override
    public boolean await(ProcessEnvironment environment, ServiceProcess instance) {
      Warehouse warehouse = environment.warehouse();
      return isTrueInTime(
          () ->
              environment.has("odk_schema_history")
                  && warehouse
                          .query("SELECT to_jsonb(count(*)) FROM odk_schema_history")
                          .get(0)
                          .intValue()
                      >= done);
    }
  }

  /** This long after the start of a run of this sync type; prepares work for the run. */
  record Running(String type, Duration after) implements KillPoint {

    @Override
    public void prepare(ProcessEnvironment environment) throws SQLException {
      if (environment.has("odk_expanded")) {
        for (String sql : work()) {
          environment.warehouse().update(sql);
        }
      }
    }

    private List<String> work() {
      return switch (type) {
        // makes links due
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
        // changes the view, so that the run replaces it
        case "views" ->
            List.of(
                """
                DO $$ BEGIN COMMENT ON VIEW "GRARentalDataCollection_persons" IS NULL;
                EXCEPTION WHEN undefined_table THEN NULL; END $$""");
        default -> List.of();
      };
    }

    @Override
    public boolean await(ProcessEnvironment environment, ServiceProcess instance)
        throws InterruptedException {
      return isTrueInTime(() -> environment.running(instance).contains(type))
          && instance.lives(after);
    }
  }

  /** This long after the n-th request to Central whose path and query contain a match. */
  record Request(String regex, int number, Duration after) implements KillPoint {
    @Override
    public boolean await(ProcessEnvironment environment, ServiceProcess instance)
        throws InterruptedException {
      CountDownLatch arrived = new CountDownLatch(number);
      environment
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
      environment.central().faults().clear();
      return has && instance.lives(after);
    }
  }

  /** At the n-th upload: before or after the store has it. */
  record Upload(UploadRecorder uploads, int number, boolean stored) implements KillPoint {
    @Override
    public boolean await(ProcessEnvironment environment, ServiceProcess instance)
        throws InterruptedException {
      CountDownLatch come = new CountDownLatch(1);
      AtomicInteger left = new AtomicInteger(number);
      uploads.watch(
          new UploadRecorder.Watch() {
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
