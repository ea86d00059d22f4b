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
 * What processes of the packaged program work on, and what outlives them: a database, a folder in a
 * bucket and a sample Central. A lease is short here, and so is the time between two runs.
 */
final class ProcessEnvironment implements AutoCloseable {

  /** After which a run whose process is silent is taken over. */
  static final Duration LEASE = Duration.ofSeconds(3);

  /** What runs over and over, and once at each start. */
  static final Set<String> EVERY_SECOND =
      Set.of(
          "main_submissions",
          "person_details",
          "image_processing",
          "url_refresh",
          "unified",
          "views",
          "reconcile");

  /** What runs once an hour, and once at a first start. */
  static final String HOURLY = "history_cleanup";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SampleCentral central;
  private final Map<String, String> variables;
  private final HikariDataSource connections;
  private final Warehouse warehouse;
  private final List<ServiceProcess> started = new CopyOnWriteArrayList<>();

  /** On a database with our own tables, and nothing in them. */
  ProcessEnvironment(SampleCentral central) throws SQLException {
    this(central, Servers.SHARED.newDatabase());
  }

  /** On a database that the first process has to make the tables in. */
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
    // a JVM that is told to end takes them along
    Runtime.getRuntime().addShutdownHook(new Thread(this::killAll));
  }

  SampleCentral central() {
    return central;
  }

  Warehouse warehouse() {
    return warehouse;
  }

  /** For all processes from now on. */
  void set(String variable, String value) {
    variables.put(variable, value);
  }

  /** The leases of production, for all processes from now on. */
  void useDefaultLeases() {
    variables.keySet().removeAll(Set.of("LEASE_SECONDS", "HEARTBEAT_MILLISECONDS"));
  }

  String get(String variable) {
    return variables.get(variable);
  }

  /** The service. */
  ServiceProcess start() throws IOException {
    return start(Map.of(), "run");
  }

  /**
   * @param settings environment variables of this process only
   * @param command with its arguments
   */
  ServiceProcess start(Map<String, String> settings, String... command) throws IOException {
    Map<String, String> all = new HashMap<>(variables);
    all.put("HTTP_PORT", String.valueOf(FreePort.any()));
    all.putAll(settings);
    all.computeIfAbsent("JAVA_OPTS", unset -> FastStart.OPTIONS);
    Distribution distribution = new Distribution();
    ServiceProcess instance = new ServiceProcess(distribution, distribution.start(all, command));
    started.add(instance);
    return instance;
  }

  /**
   * Waits until each of these sync types has a successful run with a higher id than this, or no
   * process is left that could make one.
   */
  void awaitSuccesses(int historyId, Set<String> types) {
    await()
        .atMost(PATIENCE)
        .failFast(
            "every process has ended",
            () ->
                assertThat(started)
                    .as(() -> started.get(started.size() - 1).output())
                    .anyMatch(ServiceProcess::isAlive))
        .ignoreExceptions()
        .until(() -> successesAfter(historyId).containsAll(types));
  }

  /** The sync types that have a successful run with a higher id than this. */
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

  /** The sync types of which this process has begun a run that has not ended. */
  Set<String> running(ServiceProcess instance) throws SQLException {
    return hasHistory()
        ? names(
            warehouse.query(
                "SELECT DISTINCT to_jsonb(sync_type) FROM odk_sync_history"
                    + " WHERE status = 'in_progress' AND service_instance LIKE '%' || ?",
                instance.suffix()))
        : Set.of();
  }

  /** The instances that have ever run anything. */
  Set<String> instances() throws SQLException {
    return names(
        warehouse.query("SELECT DISTINCT to_jsonb(service_instance) FROM odk_sync_history"));
  }

  /** How many runs each sync type has with a higher id than this. */
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

  /** How many triggers have something to make up for. */
  int overdue() throws SQLException {
    return number(
        "SELECT to_jsonb(count(*)) FROM qrtz_triggers"
            + " WHERE next_fire_time < extract(epoch FROM now()) * 1000");
  }

  /** How many instances share the triggers. */
  int schedulers() throws SQLException {
    return number("SELECT to_jsonb(count(*)) FROM qrtz_scheduler_state");
  }

  private int number(String sql) throws SQLException {
    return warehouse.query(sql).get(0).intValue();
  }

  /**
   * Runs that began before an earlier one of their type had ended (by whole milliseconds, as
   * durations are; one that is in progress has not), or without a higher fencing number.
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

  /** Not before the first migration. */
  boolean hasHistory() throws SQLException {
    return has("odk_sync_history");
  }

  /** Whether there is such a table. */
  boolean has(String table) throws SQLException {
    return !warehouse
        .query("SELECT to_jsonb(1) WHERE to_regclass(?::text) IS NOT NULL", table)
        .isEmpty();
  }

  /** Waits until the statements of dead processes are at their end, whatever that is. */
  void awaitNoSessions() {
    awaitNone(
        "SELECT to_jsonb(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND application_name = 'odk-sync'");
  }

  /** Waits until this query has no rows. */
  void awaitNone(String query) {
    await()
        .atMost(PATIENCE)
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
