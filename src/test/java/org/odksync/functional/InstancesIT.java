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

/** Several service processes on one database, some of them paused or killed. */
class InstancesIT {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private SampleCentral central;
  private ProcessEnvironment environment;
  private Warehouse warehouse;

  @BeforeEach
  void start() throws IOException, SQLException {
    central = SampleCentral.startEmpty(Clock.systemUTC());
    for (int i = 0; i < 5; i++) {
      central.submissions().create();
    }
    new RandomChanges(central.submissions(), new Random(1)).replaceAllImages();
    environment = new ProcessEnvironment(central);
    warehouse = environment.warehouse();
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  @Test
  @Tag("soak")
  @Execution(ExecutionMode.CONCURRENT)
  void noTypeRunsTwiceAtOnce() throws Exception {
    central.faults().next("", Fault.delay(Duration.ofMillis(150)), Integer.MAX_VALUE);
    ServiceProcess first = environment.start();
    ServiceProcess second = environment.start();
    await().atMost(TIMEOUT).ignoreExceptions().until(() -> environment.lastRun() > 60);
    // outside their cluster: every due trigger is due for it too, at once
    ServiceProcess third = environment.start(Map.of("CAMEL_MAIN_NAME", "another"), "run");
    await().atMost(TIMEOUT).until(() -> environment.lastRun() > 220);
    for (ServiceProcess instance : List.of(first, second, third)) {
      assertThat(instance.stop()).as(instance::output).isZero();
    }

    assertThat(environment.overlaps()).isEmpty();
    assertThat(environment.ended()).isGreaterThan(200);
    assertThat(environment.instances()).hasSizeGreaterThan(1);
    assertThat(first.output() + second.output() + third.output()).contains(" is running it");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void instanceThatResumesLateWritesNothing() throws Exception {
    List<ServiceProcess> two = List.of(environment.start(), environment.start());
    environment.awaitSuccesses(0, ProcessEnvironment.EVERY_SECOND);
    String id = central.submissions().list().get(0).get("__id").textValue();
    CompletableFuture<ServiceProcess> asleep = new CompletableFuture<>();
    central
        .faults()
        .next(
            InstancesIT::isSubmissionFeed,
            normal ->
                exchange -> {
                  ServiceProcess asking = running(two, "main_submissions");
                  asking.pause();
                  central.submissions().edit(id, values -> values.put("check_counts_1", "older"));
                  normal.handle(exchange);
                  asleep.complete(asking);
                },
            1);
    ServiceProcess late = asleep.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    int interrupted = warehouse.lastRun("main_submissions").get("id").intValue();
    central.submissions().edit(id, values -> values.put("check_counts_1", "newer"));

    environment.awaitSuccesses(interrupted, Set.of("main_submissions"));
    assertThat(checkCounts(id)).isEqualTo("newer");
    late.resume();
    await()
        .atMost(TIMEOUT)
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
    environment.awaitSuccesses(environment.lastRun(), ProcessEnvironment.EVERY_SECOND);
    for (ServiceProcess instance : two) {
      assertThat(instance.stop()).as(instance::output).isZero();
    }
    assertThat(environment.overlaps()).isEmpty();
    new WarehouseComparison(warehouse, central.submissions().list()).check();
  }

  @Test
  @Tag("soak")
  @Execution(ExecutionMode.CONCURRENT)
  void runsOfAKilledInstanceAreTakenOver() throws Exception {
    environment.useDefaultLeases();
    List<ServiceProcess> two = List.of(environment.start(), environment.start());
    await().atMost(TIMEOUT).ignoreExceptions().until(() -> environment.schedulers() == 2);
    environment.awaitSuccesses(0, ProcessEnvironment.EVERY_SECOND);
    CompletableFuture<ServiceProcess> killed = new CompletableFuture<>();
    central
        .faults()
        .next(
            InstancesIT::isSubmissionFeed,
            normal ->
                exchange -> {
                  ServiceProcess firing = running(two, "main_submissions");
                  firing.kill();
                  killed.complete(firing);
                },
            1);
    ServiceProcess dead = killed.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    Instant start = Instant.now();
    int last = environment.lastRun();

    environment.awaitSuccesses(last, ProcessEnvironment.EVERY_SECOND);

    Duration takeover = Duration.between(start, Instant.now());
    System.out.printf("another instance took over after %d ms%n", takeover.toMillis());
    assertThat(takeover).isLessThan(Duration.ofSeconds(30));
    assertThat(environment.running(dead)).isEmpty();
    assertThat(environment.overlaps()).isEmpty();
  }

  @Test
  @Tag("soak")
  @Execution(ExecutionMode.CONCURRENT)
  void newIntervalTakesEffectAtTheNextStart() throws Exception {
    assertThat(onceAtStart("3600").stop()).isZero();
    int last = environment.lastRun();

    environment.start();

    await()
        .atMost(TIMEOUT)
        .until(
            () ->
                environment.runsAfter(last).keySet().containsAll(ProcessEnvironment.EVERY_SECOND)
                    && environment.runsAfter(last).get("main_submissions") > 3);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void triggerOfADisabledTypeIsRemoved() throws Exception {
    assertThat(onceAtStart("3600").stop()).isZero();
    assertThat(triggers()).containsAll(ProcessEnvironment.EVERY_SECOND);

    ServiceProcess without = environment.start(Map.of("ENABLE_URL_REFRESH", "false"), "run");

    await()
        .atMost(TIMEOUT)
        .until(() -> without.output().contains("The trigger of url_refresh is removed"));
    assertThat(triggers()).contains("main_submissions").doesNotContain("url_refresh");
  }

  private List<String> triggers() throws SQLException {
    return warehouse.query("SELECT to_jsonb(trigger_name) FROM qrtz_triggers").stream()
        .map(JsonNode::textValue)
        .toList();
  }

  /** Within a minute, Quartz would fire each missed trigger. */
  @Test
  @Tag("soak")
  @Execution(ExecutionMode.CONCURRENT)
  void missedTriggersRunOnce() throws Exception {
    String interval = "60";
    assertThat(onceAtStart(interval).stop()).isZero();
    int last = environment.lastRun();
    warehouse.update("UPDATE qrtz_triggers SET next_fire_time = next_fire_time - 150000");

    onceAtStart(interval);

    await().atMost(TIMEOUT).until(() -> environment.overdue() == 0);
    assertThat(environment.runsAfter(last))
        .containsKeys(ProcessEnvironment.EVERY_SECOND.toArray(String[]::new))
        .allSatisfy((type, runs) -> assertThat(runs).as(type).isOne());
  }

  /** Starts a process that runs everything once and then waits for the interval. */
  private ServiceProcess onceAtStart(String interval) throws IOException, SQLException {
    int last = environment.hasHistory() ? environment.lastRun() : 0;
    ServiceProcess instance =
        environment.start(Map.of("SYNC_INTERVAL", interval, "RECONCILE_INTERVAL", interval), "run");
    environment.awaitSuccesses(last, ProcessEnvironment.EVERY_SECOND);
    await()
        .atMost(TIMEOUT)
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

  /** The instance that is running this type. */
  private ServiceProcess running(List<ServiceProcess> instances, String type) throws IOException {
    try {
      for (ServiceProcess instance : instances) {
        if (environment.running(instance).contains(type)) {
          return instance;
        }
      }
      throw new IllegalStateException("no instance runs " + type);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** Whether the request is the feed of submissions, not reconcile or the feed with children. */
  private static boolean isSubmissionFeed(String target) {
    return target.contains(".svc/Submissions?")
        && target.contains("submissionDate")
        && Stream.of("select=", "count=", "expand=").noneMatch(target::contains);
  }

  private String checkCounts(String id) throws SQLException {
    return warehouse.table(Warehouse.MAIN).get(id).get("check_counts_1").textValue();
  }
}
