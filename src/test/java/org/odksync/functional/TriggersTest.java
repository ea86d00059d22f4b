package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.status.Health;
import org.quartz.CronScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.slf4j.LoggerFactory;

/** The triggers in the warehouse: which processes write them, and that broken ones fire again. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TriggersTest {

  /** A type that uses only the database. */
  private static final String TYPE = "history_cleanup";

  private static final String OURS = " WHERE trigger_name = '" + TYPE + "'";

  private final Platform platform = new Platform(SampleCentral.startEmpty(Clock.systemUTC()));
  private final Warehouse warehouse = platform.warehouse();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("sync");

  TriggersTest() throws IOException, SQLException {}

  @BeforeAll
  void serve() throws Exception {
    // a command runs first, before the trigger exists
    assertThat(CliResult.by(platform.variables(), "sync", TYPE).exitCode()).isZero();
    assertThat(warehouse.query("SELECT to_jsonb(trigger_name) FROM qrtz_triggers")).isEmpty();
    log.start();
    logger.addAppender(log);
    platform.property("triggers.milliseconds", "200");
    platform.serve();
    awaitRun(1);
  }

  @AfterEach
  void forget() {
    log.list.clear();
  }

  @AfterAll
  void close() {
    logger.detachAppender(log);
    platform.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trigger_state = 'ACQUIRED', next_fire_time = next_fire_time - 86400000",
        "trigger_state = 'BLOCKED', next_fire_time = next_fire_time - 86400000",
        "trigger_state = 'ERROR'",
        "next_fire_time = next_fire_time + 31536000000",
        "prev_fire_time = next_fire_time + 31536000000, next_fire_time = next_fire_time + 31536000000",
        "start_time = start_time + 31536000000, next_fire_time = next_fire_time + 31536000000"
      })
  void stuckTriggerFiresAgain(String change) throws SQLException {
    long before = awaitIdle();

    warehouse.execute("UPDATE qrtz_triggers SET " + change + OURS);

    awaitRun(before + 1);
    assertThat(logged()).anyMatch(line -> line.contains("The trigger of " + TYPE));
  }

  @Test
  void stuckTriggerFiresAfterAStart() throws Exception {
    long before = awaitIdle();
    platform.stop();
    warehouse.execute(
        "UPDATE qrtz_triggers SET trigger_state = 'BLOCKED', next_fire_time = 1" + OURS);

    platform.serve();

    awaitRun(before + 1);
  }

  @Test
  void instanceThatDiedWithAWrongClockIsDetected() throws SQLException {
    warehouse.execute(
        """
        INSERT INTO qrtz_scheduler_state (sched_name, instance_name, last_checkin_time, checkin_interval)
        SELECT sched_name, 'dead', last_checkin_time + 31536000000, checkin_interval
        FROM qrtz_scheduler_state LIMIT 1""");

    await()
        .until(
            () ->
                warehouse
                    .query(
                        "SELECT to_jsonb(instance_name) FROM qrtz_scheduler_state WHERE"
                            + " last_checkin_time > extract(epoch FROM now() + interval '1 minute') * 1000")
                    .isEmpty());
  }

  @Test
  void commandDoesNotChangeTriggers() throws Exception {
    List<?> before = triggers();
    platform.stop();
    Map<String, String> variables = new HashMap<>(platform.variables());
    variables.put("SYNC_INTERVAL", "7");
    variables.put("RECONCILE_INTERVAL", "7");

    assertThat(CliResult.by(variables, "sync", TYPE).exitCode()).isZero();

    assertThat(triggers()).isEqualTo(before);
    platform.serve();
  }

  @Test
  void serviceWithOtherSettingsIsDetected() throws SQLException {
    await()
        .until(
            () -> {
              // Repeated, because a firing trigger is written back. Longer than ours, because a
              // shorter interval would put the trigger ahead, which is repaired.
              warehouse.execute("UPDATE qrtz_simple_triggers SET repeat_interval = 7200000" + OURS);
              return logged().stream()
                  .anyMatch(
                      line ->
                          line.contains(
                              "Another service on this database runs history_cleanup every 7200 s"));
            });
    warehouse.execute("UPDATE qrtz_simple_triggers SET repeat_interval = 3600000" + OURS);
  }

  @Test
  void cronTriggerIsLateAfterThreeMissedFires() throws Exception {
    await()
        .until(() -> warehouse.status("views").get("last_sync_status").asText().equals("success"));
    reschedule("views", "0 0 2 * * ?");
    warehouse.execute(
        "UPDATE qrtz_triggers SET prev_fire_time = next_fire_time - 86400000"
            + " WHERE trigger_name = 'views'");

    // repeated, because the first read of the form triggers a further run of views
    await()
        .untilAsserted(
            () -> {
              warehouse.execute(
                  "UPDATE odk_sync_status SET last_sync_timestamp = now() - interval '73 hours'"
                      + " WHERE sync_type = 'views'");
              Health health = platform.service().monitor().health();
              assertThat(health.reasons())
                  .filteredOn(reason -> reason.subject().equals("views"))
                  .extracting(Health.Reason::message)
                  .containsExactly("no success for 3 days, though one is due every 24 h");
            });
  }

  @Test
  void stuckCronTriggerRunsTheMissedRun() throws Exception {
    reschedule("views", "0 0 2 * * ?");
    long before = runs("views");

    warehouse.execute(
        "UPDATE qrtz_triggers SET trigger_state = 'ERROR', next_fire_time = next_fire_time - 86400000"
            + " WHERE trigger_name = 'views'");

    await().atMost(Duration.ofSeconds(30)).until(() -> runs("views") > before);
  }

  private void reschedule(String type, String cron) throws Exception {
    TriggerKey key = TriggerKey.triggerKey(type, "odk-sync");
    platform
        .service()
        .camel()
        .getComponent("quartz", QuartzComponent.class)
        .getScheduler()
        .rescheduleJob(
            key,
            TriggerBuilder.newTrigger()
                .withIdentity(key)
                .withSchedule(CronScheduleBuilder.cronSchedule(cron))
                .build());
  }

  private List<String> logged() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private List<?> triggers() throws SQLException {
    return warehouse.query(
        "SELECT jsonb_build_array(trigger_name, repeat_interval) FROM qrtz_simple_triggers"
            + " ORDER BY trigger_name, trigger_group");
  }

  private long runs(String type) throws SQLException {
    return warehouse
        .query("SELECT to_jsonb(count(*)) FROM odk_sync_history WHERE sync_type = ?", type)
        .get(0)
        .longValue();
  }

  private void awaitRun(long number) {
    await().atMost(Duration.ofSeconds(30)).until(() -> runs(TYPE) >= number);
  }

  /** Waits until no run is active; gives the number of runs. */
  private long awaitIdle() throws SQLException {
    await()
        .until(
            () ->
                warehouse
                        .query(
                            "SELECT to_jsonb(t) FROM qrtz_triggers t WHERE trigger_state = 'WAITING'"
                                + " AND trigger_name = ?",
                            TYPE)
                        .size()
                    == 1);
    return runs(TYPE);
  }
}
