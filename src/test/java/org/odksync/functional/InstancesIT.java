package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.SampleCentral;

/** Several processes of the packaged program on one database, some of which fare badly. */
class InstancesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private SampleCentral central;
  private ProcessEnvironment surroundings;
  private Warehouse warehouse;

  @BeforeEach
  void start() throws IOException, SQLException {
    central = SampleCentral.startEmpty(Clock.systemUTC());
    for (int i = 0; i < 5; i++) {
      central.submissions().create();
    }
    new RandomChanges(central.submissions(), new Random(1)).replaceAllPictures();
    surroundings = new ProcessEnvironment(central);
    warehouse = surroundings.warehouse();
  }

  @AfterEach
  void stop() {
    surroundings.close();
  }

  @Test
  @Tag("soak")
  @Execution(ExecutionMode.CONCURRENT)
  void noTypeIsRunTwiceAtOnce() throws Exception {
    central.faults().next("", Fault.delay(Duration.ofMillis(150)), Integer.MAX_VALUE);
    ServiceProcess first = surroundings.start();
    ServiceProcess second = surroundings.start();
    await().atMost(PATIENCE).ignoreExceptions().until(() -> surroundings.lastRun() > 60);
    // not of their cluster: whatever is due is due for it too, and at once
    ServiceProcess third = surroundings.start(Map.of("CAMEL_MAIN_NAME", "another"), "run");
    await().atMost(PATIENCE).until(() -> surroundings.lastRun() > 220);
    for (ServiceProcess instance : List.of(first, second, third)) {
      assertThat(instance.stop()).as(instance::output).isZero();
    }

    assertThat(surroundings.overlaps()).isEmpty();
    assertThat(surroundings.ended()).isGreaterThan(200);
    assertThat(surroundings.instances()).hasSizeGreaterThan(1);
    assertThat(first.output() + second.output() + third.output()).contains(" is running it");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void instanceThatWakesUpLateWritesNothing() throws Exception {
    List<ServiceProcess> two = List.of(surroundings.start(), surroundings.start());
    surroundings.awaitSuccesses(0, ProcessEnvironment.EVERY_SECOND);
    String id = central.submissions().list().get(0).get("__id").textValue();
    CompletableFuture<ServiceProcess> asleep = new CompletableFuture<>();
    central
        .faults()
        .next(
            InstancesIT::isWalkOfSubmissions,
            normal ->
                exchange -> {
                  ServiceProcess asking = running(two, "main_submissions");
                  asking.pause();
                  central.submissions().edit(id, values -> values.put("check_counts_1", "older"));
                  normal.handle(exchange);
                  asleep.complete(asking);
                },
            1);
    ServiceProcess late = asleep.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    int interrupted = warehouse.lastRun("main_submissions").get("id").intValue();
    central.submissions().edit(id, values -> values.put("check_counts_1", "newer"));

    surroundings.awaitSuccesses(interrupted, Set.of("main_submissions"));
    assertThat(checkCounts(id)).isEqualTo("newer");
    late.resume();
    await()
        .atMost(PATIENCE)
        .until(
            () -> late.output().contains("run %d, internal: the lease was".formatted(interrupted)));

    assertThat(checkCounts(id)).isEqualTo("newer");
    JsonNode run =
        warehouse
            .query("SELECT to_jsonb(h) FROM odk_sync_history h WHERE id = ?", interrupted)
            .get(0);
    assertThat(run.get("error_message").textValue())
        .startsWith("internal: abandoned by ")
        .contains(late.suffix() + " at ");
    assertThat(run.get("records_processed").intValue()).isZero();
    surroundings.awaitSuccesses(surroundings.lastRun(), ProcessEnvironment.EVERY_SECOND);
    for (ServiceProcess instance : two) {
      assertThat(instance.stop()).as(instance::output).isZero();
    }
    assertThat(surroundings.overlaps()).isEmpty();
    new WarehouseComparison(warehouse, central.submissions().list()).check();
  }

  @Test
  @Tag("soak")
  @Execution(ExecutionMode.CONCURRENT)
  void anotherOneTakesOverFromOneThatIsKilled() throws Exception {
    surroundings.useDefaultLeases();
    List<ServiceProcess> two = List.of(surroundings.start(), surroundings.start());
    await().atMost(PATIENCE).ignoreExceptions().until(() -> surroundings.schedulers() == 2);
    surroundings.awaitSuccesses(0, ProcessEnvironment.EVERY_SECOND);
    CompletableFuture<ServiceProcess> killed = new CompletableFuture<>();
    central
        .faults()
        .next(
            InstancesIT::isWalkOfSubmissions,
            normal ->
                exchange -> {
                  ServiceProcess firing = running(two, "main_submissions");
                  firing.kill();
                  killed.complete(firing);
                },
            1);
    ServiceProcess dead = killed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    Instant begin = Instant.now();
    int last = surroundings.lastRun();

    surroundings.awaitSuccesses(last, ProcessEnvironment.EVERY_SECOND);

    Duration takeover = Duration.between(begin, Instant.now());
    System.out.printf("another instance took over after %d ms%n", takeover.toMillis());
    assertThat(takeover).isLessThan(Duration.ofSeconds(30));
    assertThat(surroundings.running(dead)).isEmpty();
    assertThat(surroundings.overlaps()).isEmpty();
  }

  @Test
  @Tag("soak")
  @Execution(ExecutionMode.CONCURRENT)
  void anotherIntervalTakesEffectAtTheNextStart() throws Exception {
    assertThat(onceAtStart("3600").stop()).isZero();
    int last = surroundings.lastRun();

    surroundings.start();

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                surroundings.runsAfter(last).keySet().containsAll(ProcessEnvironment.EVERY_SECOND)
                    && surroundings.runsAfter(last).get("main_submissions") > 3);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void triggerOfATypeThatIsSwitchedOffGoes() throws Exception {
    assertThat(onceAtStart("3600").stop()).isZero();
    assertThat(triggers()).containsAll(ProcessEnvironment.EVERY_SECOND);

    ServiceProcess without = surroundings.start(Map.of("ENABLE_URL_REFRESH", "false"), "run");

    await()
        .atMost(PATIENCE)
        .until(() -> without.output().contains("The trigger of url_refresh is removed"));
    assertThat(triggers()).contains("main_submissions").doesNotContain("url_refresh");
  }

  private List<String> triggers() throws SQLException {
    return warehouse.query("SELECT to_jsonb(trigger_name) FROM qrtz_triggers").stream()
        .map(JsonNode::textValue)
        .toList();
  }

  /** Less than a minute is what Quartz would make up for run by run. */
  @Test
  @Tag("soak")
  @Execution(ExecutionMode.CONCURRENT)
  void whatAllHaveMissedIsMadeUpForByOneRun() throws Exception {
    String interval = "60";
    assertThat(onceAtStart(interval).stop()).isZero();
    int last = surroundings.lastRun();
    warehouse.update("UPDATE qrtz_triggers SET next_fire_time = next_fire_time - 150000");

    onceAtStart(interval);

    await().atMost(PATIENCE).until(() -> surroundings.overdue() == 0);
    assertThat(surroundings.runsAfter(last))
        .containsKeys(ProcessEnvironment.EVERY_SECOND.toArray(String[]::new))
        .allSatisfy((type, runs) -> assertThat(runs).as(type).isOne());
  }

  /** A process that has run everything, and then has nothing to do for an interval. */
  private ServiceProcess onceAtStart(String interval) throws IOException, SQLException {
    int last = surroundings.hasHistory() ? surroundings.lastRun() : 0;
    ServiceProcess instance =
        surroundings.start(
            Map.of("SYNC_INTERVAL", interval, "RECONCILE_INTERVAL", interval), "run");
    surroundings.awaitSuccesses(last, ProcessEnvironment.EVERY_SECOND);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                warehouse
                    .query(
                        "SELECT to_jsonb(form) FROM odk_unified_dirty UNION ALL"
                            + " SELECT to_jsonb(form) FROM odk_attachment WHERE state = 'pending'"
                            + " UNION ALL SELECT to_jsonb(sync_type) FROM odk_sync_history"
                            + " WHERE status = 'in_progress'")
                    .isEmpty());
    return instance;
  }

  /** The one of them that is running this. */
  private ServiceProcess running(List<ServiceProcess> instances, String type) throws IOException {
    try {
      for (ServiceProcess instance : instances) {
        if (surroundings.running(instance).contains(type)) {
          return instance;
        }
      }
      throw new IllegalStateException("nobody runs " + type);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** Not a question of reconcile, and not the feed with the children. */
  private static boolean isWalkOfSubmissions(String target) {
    return target.contains(".svc/Submissions?")
        && target.contains("submissionDate")
        && Stream.of("select=", "count=", "expand=").noneMatch(target::contains);
  }

  private String checkCounts(String id) throws SQLException {
    return warehouse.table(Warehouse.MAIN).get(id).get("check_counts_1").textValue();
  }
}
