package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.odksync.embedded.FreePort;
import org.odksync.embedded.central.SampleCentral;

/**
 * The environment of packaged processes, which outlives them: a database, a folder in a bucket and
 * a sample Central. Leases and intervals are short.
 */
final class ProcessEnvironment implements AutoCloseable {

  /** How long a lease lasts without renewal. */
  static final Duration LEASE = Duration.ofSeconds(3);

  /** The sync types that run every second, and once at each start. */
  static final Set<String> EVERY_SECOND =
      Set.of(
          "main_submissions",
          "person_details",
          "image_processing",
          "url_refresh",
          "unified",
          "views",
          "reconcile");

  /** A sync type that runs once an hour, and at the first start. */
  static final String HOURLY = "history_cleanup";

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final SampleCentral central;
  private final Map<String, String> variables;
  private final HikariDataSource connections;
  private final Warehouse warehouse;
  private final List<ServiceProcess> started = new CopyOnWriteArrayList<>();

  /** With a migrated, empty database. */
  ProcessEnvironment(SampleCentral central) throws SQLException {
    this(central, Servers.SHARED.newDatabase());
  }

  /** With a database that the first process must migrate. */
  static ProcessEnvironment withoutTables(SampleCentral central) throws SQLException {
    return new ProcessEnvironment(central, Servers.SHARED.emptyDatabase());
  }

  private ProcessEnvironment(SampleCentral central, String database) throws SQLException {
    this.central = central;
    central.submissions().keepDrawings(Servers.SHARED.drawings());
    variables = Servers.SHARED.variables(central, database);
    variables.putAll(
        Map.of(
            "EMBEDDED",
            "false",
            "SYNC_INTERVAL",
            "1",
            "RECONCILE_INTERVAL",
            "1",
            "LEASE_SECONDS",
            String.valueOf(LEASE.toSeconds()),
            "HEARTBEAT_MILLISECONDS",
            String.valueOf(LEASE.toMillis() / 6)));
    connections = Servers.SHARED.connections(database);
    warehouse = new Warehouse(connections);
    // a shutdown hook, so that the processes end with the JVM
    Runtime.getRuntime().addShutdownHook(new Thread(this::killAll));
  }

  SampleCentral central() {
    return central;
  }

  Warehouse warehouse() {
    return warehouse;
  }

  /** Sets a variable for all later processes. */
  void set(String variable, String value) {
    variables.put(variable, value);
  }

  /** Uses production leases for all later processes. */
  void useDefaultLeases() {
    variables.keySet().removeAll(Set.of("LEASE_SECONDS", "HEARTBEAT_MILLISECONDS"));
  }

  String get(String variable) {
    return variables.get(variable);
  }

  /** Starts the service. */
  ServiceProcess start() throws IOException {
    return start(Map.of(), "run");
  }

  /**
   * Starts a command.
   *
   * @param settings environment variables of this process only
   * @param command with its arguments
   */
  ServiceProcess start(Map<String, String> settings, String... command) throws IOException {
    Map<String, String> all = new HashMap<>(variables);
    all.put("HTTP_PORT", String.valueOf(FreePort.any()));
    all.putAll(settings);
    // without embedded services, half the heap is enough
    all.putIfAbsent("JAVA_OPTS", "-Xmx128m");
    Distribution distribution = new Distribution();
    ServiceProcess instance = new ServiceProcess(distribution, distribution.start(all, command));
    started.add(instance);
    return instance;
  }

  /**
   * Waits until each of these sync types has a successful run after this id, or all processes have
   * ended.
   */
  void awaitSuccesses(int historyId, Set<String> types) {
    await()
        .atMost(TIMEOUT)
        .failFast(
            "every process has ended",
            () ->
                assertThat(started)
                    .as(() -> started.get(started.size() - 1).output())
                    .anyMatch(ServiceProcess::isAlive))
        .ignoreExceptions()
        .until(() -> successesAfter(historyId).containsAll(types));
  }

  /** The sync types with a successful run after this id. */
  Set<String> successesAfter(int historyId) throws SQLException {
    return names(
        warehouse.query(
            "SELECT DISTINCT to_jsonb(sync_type) FROM odk_sync_history"
                + " WHERE id > ? AND status = 'success'",
            historyId));
  }

  /** The id of the newest run; 0 for none. */
  int lastRun() throws SQLException {
    return number("SELECT to_jsonb(coalesce(max(id), 0)) FROM odk_sync_history");
  }

  /** The sync types that this process is running. */
  Set<String> running(ServiceProcess instance) throws SQLException {
    return hasHistory()
        ? names(
            warehouse.query(
                "SELECT DISTINCT to_jsonb(sync_type) FROM odk_sync_history"
                    + " WHERE status = 'in_progress' AND service_instance LIKE '%' || ?",
                instance.suffix()))
        : Set.of();
  }

  /** All instances in the history. */
  Set<String> instances() throws SQLException {
    return names(
        warehouse.query("SELECT DISTINCT to_jsonb(service_instance) FROM odk_sync_history"));
  }

  /** The number of runs after this id by sync type. */
  Map<String, Integer> runsAfter(int historyId) throws SQLException {
    return warehouse
        .query(
            "SELECT jsonb_build_object('type', sync_type, 'runs', count(*))"
                + " FROM odk_sync_history WHERE id > ? GROUP BY sync_type",
            historyId)
        .stream()
        .collect(
            Collectors.toMap(
                row -> row.get("type").textValue(), row -> row.get("runs").intValue()));
  }

  int ended() throws SQLException {
    return number("SELECT to_jsonb(count(*)) FROM odk_sync_history WHERE status <> 'in_progress'");
  }

  /** The number of triggers that are overdue. */
  int overdue() throws SQLException {
    return number(
        "SELECT to_jsonb(count(*)) FROM qrtz_triggers"
            + " WHERE next_fire_time < extract(epoch FROM now()) * 1000");
  }

  /** The number of instances that share the triggers. */
  int schedulers() throws SQLException {
    return number("SELECT to_jsonb(count(*)) FROM qrtz_scheduler_state");
  }

  private int number(String sql) throws SQLException {
    return warehouse.query(sql).get(0).intValue();
  }

  /**
   * Runs that started before the previous run of their type ended (in whole milliseconds, like
   * durations), or without a higher fencing number.
   */
  List<JsonNode> overlaps() throws SQLException {
    return warehouse.query(
        """
        WITH runs AS (
          SELECT id, sync_type, service_instance, sync_timestamp AS began,
                 coalesce(sync_timestamp + make_interval(
                   secs => (sync_metadata::jsonb ->> 'duration_ms')::float8 / 1000), 'infinity') AS ended,
                 (sync_metadata::jsonb ->> 'fencing_number')::bigint AS fence
          FROM odk_sync_history
        ), pairs AS (
          SELECT r.*, max(ended) OVER before AS before_ended, max(fence) OVER before AS before_fence
          FROM runs r
          WINDOW before AS (PARTITION BY sync_type ORDER BY began
                            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        )
        SELECT to_jsonb(p) FROM pairs p
        WHERE fence IS NULL OR fence <= before_fence
           OR began < before_ended - interval '1 millisecond'""");
  }

  /** False before the first migration. */
  boolean hasHistory() throws SQLException {
    return has("odk_sync_history");
  }

  /** Whether the table exists. */
  boolean has(String table) throws SQLException {
    return !warehouse
        .query("SELECT to_jsonb(1) WHERE to_regclass(?::text) IS NOT NULL", table)
        .isEmpty();
  }

  /** Waits until the statements of dead processes have ended. */
  void awaitNoSessions() {
    awaitNone(
        "SELECT to_jsonb(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND application_name = 'odk-sync'");
  }

  /** Waits until the query returns no rows. */
  void awaitNone(String query) {
    await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> warehouse.query(query).isEmpty());
  }

  private static Set<String> names(List<JsonNode> texts) {
    return texts.stream().map(JsonNode::textValue).collect(Collectors.toSet());
  }

  private void killAll() {
    started.forEach(ServiceProcess::kill);
  }

  @Override
  public void close() {
    killAll();
    connections.close();
    central.close();
  }
}
