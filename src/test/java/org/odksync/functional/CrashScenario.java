package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.Submissions;

/**
 * One warehouse whose service is killed and started again, over and over, while Central changes;
 * and what it is in the end.
 */
final class CrashScenario implements AutoCloseable {

  /** A kill that is aimed at one of them hits others, too. */
  private static final Set<String> SHORT =
      Set.of("url_refresh", "unified", "views", ProcessEnvironment.HOURLY);

  /** A sync type that was not met in so many kills more is not met. */
  private static final int MORE_KILLS = 40;

  /** How often each sync type is to be met before chance decides. */
  private static final int ENOUGH = 2;

  private final Random random;
  private final ProcessEnvironment surroundings;
  private final Submissions source;
  private final Warehouse warehouse;
  private final Uploads uploads;
  private final RandomChanges changes;
  private final Map<String, Integer> met = new TreeMap<>();
  private final List<String> course = new ArrayList<>();

  CrashScenario(Random random) throws IOException, SQLException {
    this.random = random;
    SampleCentral central =
        SampleCentral.start(
            Files.createTempDirectory("central"), 0, Duration.ZERO, Clock.systemUTC());
    source = central.submissions();
    surroundings = ProcessEnvironment.withoutTables(central);
    warehouse = surroundings.warehouse();
    uploads = new Uploads(URI.create(surroundings.get("AWS_ENDPOINT_URL_S3")));
    surroundings.set("AWS_ENDPOINT_URL_S3", uploads.address().toString());
    surroundings.set("WALK_CHUNKRECORDS", "5");
    surroundings.set("SYNC_OVERLAP_MINUTES", "1");
    changes = new RandomChanges(source, random);
    changes.replaceAllPictures();
    ProcessEnvironment.EVERY_SECOND.forEach(type -> met.put(type, 0));
    met.put(ProcessEnvironment.HOURLY, 0);
  }

  /** What happened, a line a kill. */
  String course() {
    return "each type so often in progress at a kill: %s%n    %s"
        .formatted(met, String.join(System.lineSeparator() + "    ", course));
  }

  /** Kills so often, and then until each sync type was in progress at some kill. */
  void kill(int times) throws Exception {
    Instant begin = Instant.now();
    for (int kills = 0; kills < times || met.containsValue(0); kills++) {
      assertThat(kills).as("kills: %s", course()).isLessThan(times + MORE_KILLS);
      kill(next(kills));
      changes.some();
    }
    course.add("%d s".formatted(Duration.between(begin, Instant.now()).toSeconds()));
  }

  private KillPoint next(int kills) {
    if (kills < 3) {
      return new KillPoint.Migrations(1 + 2 * kills);
    }
    return switch (random.nextInt(10)) {
      case 0 -> new KillPoint.Age(millis(7_000));
      case 1 -> new KillPoint.Request("svc/Submissions", 1 + random.nextInt(6), millis(100));
      case 2 -> new KillPoint.Request("/attachments/", 1 + random.nextInt(4), millis(20));
      case 3, 4 -> new KillPoint.Upload(uploads, 1 + random.nextInt(4), random.nextBoolean());
      default -> {
        String type = type();
        yield new KillPoint.Running(type, millis(SHORT.contains(type) ? 30 : 200));
      }
    };
  }

  /** Any, but first those that were met seldom. */
  private String type() {
    List<String> seldom = met.keySet().stream().filter(type -> met.get(type) < ENOUGH).toList();
    List<String> choice = seldom.isEmpty() ? List.copyOf(met.keySet()) : seldom;
    return choice.get(random.nextInt(choice.size()));
  }

  private Duration millis(int most) {
    return Duration.ofMillis(random.nextInt(most));
  }

  private void kill(KillPoint point) throws Exception {
    point.prepare(surroundings);
    ServiceProcess instance = surroundings.start();
    Instant begin = Instant.now();
    boolean has = point.comes(surroundings, instance);
    assertThat(instance.isAlive()).as(instance::output).isTrue();
    instance.kill();
    Duration age = Duration.between(begin, Instant.now());
    surroundings.awaitNoSessions();
    Set<String> running = new TreeSet<>(surroundings.running(instance));
    running.forEach(type -> met.merge(type, 1, Integer::sum));
    course.add(
        "%s%s after %d ms, in progress %s"
            .formatted(point, has ? "" : " never came", age.toMillis(), running));
    if (surroundings.has("qrtz_scheduler_state")) {
      // time has passed: its triggers would be left to it for ten seconds more
      warehouse.update("UPDATE qrtz_scheduler_state SET last_checkin_time = 0");
    }
  }

  /** Runs undisturbed until nothing is left to do. */
  void settle() throws Exception {
    Instant begin = Instant.now();
    changes.letAllArrive();
    warehouse.update("UPDATE odk_attachment SET next_attempt_at = now(), next_check_at = 'epoch'");
    // however slow this machine is, these two keep their leases
    Map<String, String> settings = Map.of("LEASE_SECONDS", "60");
    ServiceProcess last = surroundings.start(settings, "run");
    surroundings.awaitSuccesses(surroundings.lastRun(), ProcessEnvironment.EVERY_SECOND);
    // a run checks a bounded number of files: whether they were replaced may take several
    surroundings.awaitNone(
        "SELECT to_jsonb(a) FROM odk_attachment a"
            + " WHERE state IN ('stored', 'failed') AND md5 IS NOT NULL AND next_check_at = 'epoch'");
    assertThat(last.stop()).as(last::output).isZero();
    ServiceProcess reconcile = surroundings.start(settings, "sync", "reconcile", "--full");
    assertThat(reconcile.end()).as(reconcile::output).isZero();
    course.add(
        "settled in %d s, with %s files"
            .formatted(
                Duration.between(begin, Instant.now()).toSeconds(),
                warehouse.query("SELECT to_jsonb(count(*)) FROM odk_attachment")));
  }

  void checkWarehouse() throws SQLException {
    WarehouseComparison comparison = new WarehouseComparison(warehouse, source.list());
    comparison.check();
    assertThat(comparison.submissions()).isGreaterThan(100);
  }

  void checkPictures() throws IOException, SQLException, InterruptedException {
    Map<String, JsonNode> main = warehouse.table(Warehouse.MAIN);
    int pictures = 0;
    for (ObjectNode submission : source.list()) {
      String id = submission.get("__id").textValue();
      Map<String, Optional<byte[]>> files = source.attachments(id);
      for (Map.Entry<String, String> picture : RandomChanges.pictures(submission).entrySet()) {
        String link = main.get(id).get(picture.getValue()).textValue();
        assertThat(Platform.get(link).body())
            .as("%s of %s", picture, id)
            .isEqualTo(files.get(picture.getKey()).orElseThrow());
        pictures++;
      }
    }
    assertThat(pictures).isGreaterThan(100);
  }

  void checkUploads() {
    assertThat(uploads.all()).isNotEmpty().filteredOn(Uploads.Upload::again).isEmpty();
  }

  void checkRuns() throws SQLException {
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(h) FROM odk_sync_history h WHERE status = 'in_progress'"))
        .isEmpty();
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(s) FROM odk_sync_status s WHERE last_sync_status = 'in_progress'"))
        .isEmpty();
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(h) FROM odk_sync_history h WHERE status = 'error'"
                    + " AND error_message NOT LIKE 'internal: abandoned by %'"
                    // by the stop at the end
                    + " AND error_message NOT LIKE 'interrupted: %'"))
        .isEmpty();
    assertThat(surroundings.overlaps()).isEmpty();
  }

  /** A run that a stop has ended counts as neither. */
  void checkCounters() throws SQLException {
    List<JsonNode> counters =
        warehouse.query(
            """
            SELECT jsonb_build_array(sync_type, successful_sync_count, failed_sync_count)
            FROM odk_sync_status ORDER BY sync_type""");
    List<JsonNode> history =
        warehouse.query(
            """
            SELECT jsonb_build_array(sync_type, count(*) FILTER (WHERE status = 'success'),
                                     count(*) FILTER (WHERE status = 'error'
                                         AND error_message NOT LIKE 'interrupted: %'))
            FROM odk_sync_history GROUP BY sync_type ORDER BY sync_type""");

    assertThat(counters).hasSize(met.size()).isEqualTo(history);
  }

  @Override
  public void close() throws IOException {
    surroundings.close();
    uploads.close();
  }
}
