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
 * Kills and restarts the service on one warehouse while Central changes, then checks the warehouse.
 */
final class CrashScenario implements AutoCloseable {

  /** Sync types whose runs are short: a kill aimed at one may hit another. */
  private static final Set<String> SHORT_TYPES =
      Set.of("url_refresh", "unified", "views", ProcessEnvironment.HOURLY);

  /** Give up hitting the remaining sync types after this number of extra kills. */
  private static final int MAX_EXTRA_KILLS = 40;

  /** How often to hit each sync type before choosing at random. */
  private static final int MIN_HITS = 2;

  private final Random random;
  private final ProcessEnvironment environment;
  private final Submissions source;
  private final Warehouse warehouse;
  private final UploadRecorder uploads;
  private final RandomChanges changes;
  private final Map<String, Integer> hits = new TreeMap<>();
  private final List<String> log = new ArrayList<>();

  CrashScenario(Random random) throws IOException, SQLException {
    this.random = random;
    SampleCentral central =
        SampleCentral.start(
            Files.createTempDirectory("central"), 0, Duration.ZERO, Clock.systemUTC());
    source = central.submissions();
    environment = ProcessEnvironment.withoutTables(central);
    warehouse = environment.warehouse();
    uploads = new UploadRecorder(URI.create(environment.get("AWS_ENDPOINT_URL_S3")));
    environment.set("AWS_ENDPOINT_URL_S3", uploads.address().toString());
    environment.set("WALK_CHUNKRECORDS", "5");
    environment.set("SYNC_OVERLAP_MINUTES", "1");
    changes = new RandomChanges(source, random);
    changes.replaceAllImages();
    ProcessEnvironment.EVERY_SECOND.forEach(type -> hits.put(type, 0));
    hits.put(ProcessEnvironment.HOURLY, 0);
  }

  /** One line for each kill. */
  String log() {
    return "each type so often in progress at a kill: %s%n    %s"
        .formatted(hits, String.join(System.lineSeparator() + "    ", log));
  }

  /** Kills this number of times, then until a kill has hit each sync type. */
  void kill(int times) throws Exception {
    Instant start = Instant.now();
    for (int kills = 0; kills < times || hits.containsValue(0); kills++) {
      assertThat(kills).as("kills: %s", log()).isLessThan(times + MAX_EXTRA_KILLS);
      kill(next(kills));
      changes.some();
    }
    log.add("%d s".formatted(Duration.between(start, Instant.now()).toSeconds()));
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
        yield new KillPoint.Running(type, millis(SHORT_TYPES.contains(type) ? 30 : 200));
      }
    };
  }

  /** A random type, but first those with few hits. */
  private String type() {
    List<String> rarelyHit =
        hits.keySet().stream().filter(type -> hits.get(type) < MIN_HITS).toList();
    List<String> choice = rarelyHit.isEmpty() ? List.copyOf(hits.keySet()) : rarelyHit;
    return choice.get(random.nextInt(choice.size()));
  }

  private Duration millis(int limit) {
    return Duration.ofMillis(random.nextInt(limit));
  }

  private void kill(KillPoint point) throws Exception {
    point.prepare(environment);
    ServiceProcess instance = environment.start();
    Instant start = Instant.now();
    boolean reached = point.await(environment, instance);
    assertThat(instance.isAlive()).as(instance::output).isTrue();
    instance.kill();
    Duration age = Duration.between(start, Instant.now());
    environment.awaitNoSessions();
    Set<String> running = new TreeSet<>(environment.running(instance));
    running.forEach(type -> hits.merge(type, 1, Integer::sum));
    log.add(
        "%s%s after %d ms, in progress %s"
            .formatted(point, reached ? "" : " not reached", age.toMillis(), running));
    if (environment.has("qrtz_scheduler_state")) {
      // other instances would leave the dead one its triggers for ten more seconds
      warehouse.update("UPDATE qrtz_scheduler_state SET last_checkin_time = 0");
    }
  }

  /** Runs without kills until nothing is left to do. */
  void settle() throws Exception {
    Instant start = Instant.now();
    changes.letAllArrive();
    warehouse.update("UPDATE odk_attachment SET next_attempt_at = now(), next_check_at = 'epoch'");
    // long leases, for slow machines
    Map<String, String> settings = Map.of("LEASE_SECONDS", "60");
    ServiceProcess last = environment.start(settings, "run");
    environment.awaitSuccesses(environment.lastRun(), ProcessEnvironment.EVERY_SECOND);
    // a run checks a limited number of files for replacement, so this may take several runs
    environment.awaitNone(
        "SELECT to_jsonb(a) FROM odk_attachment a"
            + " WHERE state IN ('stored', 'failed') AND md5 IS NOT NULL AND next_check_at = 'epoch'");
    assertThat(last.stop()).as(last::output).isZero();
    ServiceProcess reconcile = environment.start(settings, "sync", "reconcile", "--full");
    assertThat(reconcile.end()).as(reconcile::output).isZero();
    log.add(
        "settled in %d s, with %s files"
            .formatted(
                Duration.between(start, Instant.now()).toSeconds(),
                warehouse.query("SELECT to_jsonb(count(*)) FROM odk_attachment")));
  }

  void checkWarehouse() throws SQLException {
    WarehouseComparison comparison = new WarehouseComparison(warehouse, source.list());
    comparison.check();
    assertThat(comparison.submissions()).isGreaterThan(100);
  }

  void checkImages() throws IOException, SQLException, InterruptedException {
    Map<String, JsonNode> main = warehouse.table(Warehouse.MAIN);
    int images = 0;
    for (ObjectNode submission : source.list()) {
      String id = submission.get("__id").textValue();
      Map<String, Optional<byte[]>> files = source.attachments(id);
      for (Map.Entry<String, String> image : RandomChanges.images(submission).entrySet()) {
        String link = main.get(id).get(image.getValue()).textValue();
        assertThat(Platform.get(link).body())
            .as("%s of %s", image, id)
            .isEqualTo(files.get(image.getKey()).orElseThrow());
        images++;
      }
    }
    assertThat(images).isGreaterThan(100);
  }

  void checkUploads() {
    assertThat(uploads.all()).isNotEmpty().filteredOn(UploadRecorder.Upload::again).isEmpty();
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
                    // the final stop may interrupt a run
                    + " AND error_message NOT LIKE 'interrupted: %'"))
        .isEmpty();
    assertThat(environment.overlaps()).isEmpty();
  }

  /** A run that a stop has ended counts neither as success nor as failure. */
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

    assertThat(counters).hasSize(hits.size()).isEqualTo(history);
  }

  @Override
  public void close() throws IOException {
    environment.close();
    uploads.close();
  }
}
