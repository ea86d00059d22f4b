package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.odksync.embedded.central.Fault;
import org.odksync.functional.FaultProxy.End;

/** Faults of PostgreSQL, and of the network in front of it. */
class DatabaseFaultsTest extends ServerFaultsTest {

  private static final String FEED = "svc/Submissions";

  private static final String IN_STATEMENT =
      "CREATE TRIGGER gate BEFORE INSERT OR UPDATE ON \"%s\" FOR EACH ROW EXECUTE FUNCTION gate()";
  private static final String IN_COMMIT =
      "CREATE CONSTRAINT TRIGGER gate AFTER INSERT OR UPDATE ON \"%s\" DEFERRABLE INITIALLY DEFERRED"
          + " FOR EACH ROW EXECUTE FUNCTION gate()";
  private static final String IN_COMMIT_OF_SUCCESS =
      "CREATE CONSTRAINT TRIGGER gate AFTER UPDATE ON \"%s\" DEFERRABLE INITIALLY DEFERRED"
          + " FOR EACH ROW WHEN (NEW.status = 'success') EXECUTE FUNCTION gate()";

  private HikariDataSource pool;

  DatabaseFaultsTest() throws IOException, SQLException {
    super();
    platform.property("database.idleMilliseconds", "2500");
    platform.property("database.connectMilliseconds", "2000");
    // the server releases a lost connection's locks before the retries are used up
    platform.property("database.pauseMilliseconds", "1000");
  }

  /** Creates triggers that make statements wait for a lock, and that simulate a full disk. */
  @BeforeAll
  void prepare() throws SQLException {
    pool =
        platform
            .service()
            .camel()
            .getRegistry()
            .lookupByNameAndType("warehouse", HikariDataSource.class);
    // few, so that silent idle connections do not use up the retries
    pool.setMaximumPoolSize(2);
    pool.setMinimumIdle(1);
    pool.getHikariPoolMXBean().softEvictConnections();
    warehouse.execute(
        """
        CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          PERFORM pg_advisory_xact_lock_shared(1);
          RETURN NEW;
        END $$;
        CREATE SEQUENCE full_disk;
        CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF nextval('full_disk') <= TG_ARGV[0]::integer THEN
            RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
          END IF;
          RETURN NEW;
        END $$""");
  }

  @AfterEach
  void repair() throws Exception {
    for (String table :
        List.of(
            Warehouse.MAIN,
            Warehouse.PERSONS,
            Warehouse.UNIFIED,
            "odk_attachment",
            "odk_sync_lease",
            "odk_sync_history")) {
      warehouse.execute("DROP TRIGGER IF EXISTS gate ON \"%s\"".formatted(table));
      warehouse.execute("DROP TRIGGER IF EXISTS full_disk ON \"%s\"".formatted(table));
    }
    warehouse.execute("ALTER SEQUENCE full_disk RESTART");
    reconnect();
  }

  /** Waits until the pool, which retries with pauses, has reconnected. */
  private void reconnect() throws IOException {
    endFaults();
    await().ignoreExceptions().until(this::isConnected);
  }

  private boolean isConnected() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void brokenStatementIsRetried(FaultAction fault) throws Exception {
    CompletableFuture<Void> run;
    try (Connection gate = closeGate(IN_STATEMENT, Warehouse.MAIN)) {
      run = start("main_submissions");
      warehouse.awaitWaiting("advisory");
      fault.start();
      gate.rollback();
    }
    run.join();

    assertSuccess("main_submissions");
    assertThat(attempts("main_submissions")).isGreaterThan(1);
    assertThat(warehouse.table(Warehouse.MAIN)).containsKey(latest());
  }

  Stream<Arguments> brokenStatementIsRetried() {
    return Stream.of(
        arguments(named("all backends terminated", (FaultAction) this::terminateBackends)),
        arguments(named("reset", (FaultAction) () -> endOpen(End.RESET))),
        arguments(named("half-open", (FaultAction) () -> endOpen(End.SILENCE))));
  }

  @Test
  void shortOutageIsRetried() throws Exception {
    FirstRetry.of(platform.service().camel(), this::restoreDatabase);
    duringTheFeed(toDatabase::refuse);

    run("main_submissions");

    assertSuccess("main_submissions");
    assertThat(attempts("main_submissions")).isGreaterThan(1);
  }

  @Test
  void readOnlyServerIsLeftAfterAFailover() throws Exception {
    onlyRead("SET default_transaction_read_only = on");
    // again and again: the pool may just have opened a connection with the old default
    await()
        .ignoreExceptions()
        .until(
            () -> {
              pool.getHikariPoolMXBean().softEvictConnections();
              return isReadOnly();
            });
    onlyRead("RESET default_transaction_read_only");

    run("main_submissions");

    assertSuccess("main_submissions");
    assertThat(attempts("main_submissions")).isEqualTo(2);
  }

  private boolean isReadOnly() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SHOW default_transaction_read_only")) {
      return answer.next() && answer.getString(1).equals("on");
    }
  }

  /** Makes new sessions read-only, as on a demoted server. */
  private void onlyRead(String setting) throws SQLException {
    warehouse.execute(
        "BEGIN READ WRITE; ALTER DATABASE %s %s; COMMIT"
            .formatted(platform.variable("PG_DB"), setting));
  }

  @Test
  void unrecordedEndIsRecordedAfterTheOutage() throws Exception {
    duringTheFeed(toDatabase::refuse);

    run("main_submissions");

    JsonNode lost = recorded("main_submissions");
    assertThat(lost.get("status").textValue()).isEqualTo("in_progress");
    assertThat(log())
        .contains("main_submissions failed", "database: ", "the end of main_submissions");
    reconnect();
    passTime();
    run("main_submissions");

    JsonNode ended = recorded(lost.get("id").intValue());
    assertThat(ended.get("status").textValue()).isEqualTo("error");
    assertThat(ended.get("error_message").textValue()).startsWith("internal: abandoned");
    assertThat(ended.at("/sync_metadata/error_class").textValue()).isEqualTo("internal");
    assertSuccess("main_submissions");
  }

  @Test
  void runThatCannotStartLogsIt() throws Exception {
    int before = runs();
    toDatabase.refuse();

    run("main_submissions");

    assertThat(log()).contains("main_submissions could not start, database: ");
    assertThat(runs()).isEqualTo(before);
  }

  @Test
  void slowNetworkFailsNoRun() throws Exception {
    toDatabase.delay(Duration.ofMillis(5));

    run("main_submissions");

    assertSuccess("main_submissions");
    assertThat(toDatabase.affected()).isPositive();
  }

  @Test
  void shortlyFullDiskFailsNoRun() throws Exception {
    fillDisk(Warehouse.MAIN, RETRIES);

    run("main_submissions");

    assertSuccess("main_submissions");
    assertThat(attempts("main_submissions")).isEqualTo(1 + RETRIES);
  }

  static Stream<Arguments> fullDiskIsReportedAndLosesNothing() {
    return SelectedRows.first(
        2,
        Stream.of(
            arguments("person_details", "GRARentalDataCollection_person_details"),
            arguments("image_processing", "odk_attachment"),
            arguments("main_submissions", "GRARentalDataCollection"),
            arguments("url_refresh", "odk_attachment"),
            arguments("unified", "GRARentalDataCollection_unified")));
  }

  @ParameterizedTest
  @MethodSource
  void fullDiskIsReportedAndLosesNothing(String type, String table) throws Exception {
    if (!type.equals("main_submissions")) {
      run("main_submissions");
      passTime();
    }
    WarehouseSnapshot before = WarehouseSnapshot.in(warehouse);
    fillDisk(table, 1_000);

    run(type);

    assertError(type, "database", "53100");
    assertThat(recorded(type).get("error_message").textValue()).contains("disk");
    assertThat(WarehouseSnapshot.in(warehouse).table(table)).isEqualTo(before.table(table));
  }

  @Test
  void fullDiskThatBlocksTheHistoryIsLogged() throws Exception {
    fillDisk(Warehouse.MAIN, 1_000);
    warehouse.execute(
        "CREATE TRIGGER full_disk BEFORE UPDATE ON odk_sync_history"
            + " FOR EACH ROW EXECUTE FUNCTION full_disk(1000)");

    run("main_submissions");

    assertThat(log()).contains("main_submissions failed", "53100", "the end of main_submissions");
  }

  @Test
  void statementWithALostAnswerIsRepeated() throws Exception {
    loseAnswer(IN_COMMIT, Warehouse.MAIN);

    assertSuccess("main_submissions");
    assertThat(attempts("main_submissions")).isGreaterThan(1);
  }

  @Test
  void endWithALostAnswerCountsOnce() throws Exception {
    int before = successes();
    loseAnswer(IN_COMMIT_OF_SUCCESS, "odk_sync_history");

    assertSuccess("main_submissions");
    assertThat(successes()).isEqualTo(before + 1);
    assertThat(log()).doesNotContain("the end of main_submissions");
  }

  @Test
  void endIsRetriedDuringADatabaseOutage() throws Exception {
    int before = successes();
    CompletableFuture<Void> run;
    try (Connection gate = closeGate(IN_COMMIT_OF_SUCCESS, "odk_sync_history")) {
      run = start("main_submissions");
      warehouse.awaitWaiting("advisory");
      terminateBackends();
      gate.rollback();
    }
    run.join();

    assertSuccess("main_submissions");
    assertThat(successes()).isEqualTo(before + 1);
  }

  @Test
  void startWithALostAnswerDoesNotBlockTheRun() throws Exception {
    loseAnswer(IN_COMMIT, "odk_sync_lease");

    assertSuccess("main_submissions");
  }

  private void loseAnswer(String trigger, String table) throws Exception {
    CompletableFuture<Void> run;
    try (Connection gate = closeGate(trigger, table)) {
      run = start("main_submissions");
      warehouse.awaitWaiting("advisory");
      endOpen(End.RESET);
      gate.rollback();
    }
    run.join();
  }

  /** Makes statements that write the table wait until this connection rolls back. */
  private Connection closeGate(String trigger, String table) throws SQLException {
    warehouse.execute(trigger.formatted(table));
    Connection gate = warehouse.connect();
    gate.setAutoCommit(false);
    try (Statement lock = gate.createStatement()) {
      lock.execute("SELECT pg_advisory_xact_lock(1)");
    }
    return gate;
  }

  private CompletableFuture<Void> start(String type) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            run(type);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Starts the fault after the feed's request, before its answer. */
  private void duringTheFeed(FaultAction action) {
    Fault fault =
        normal ->
            exchange -> {
              try {
                action.start();
              } catch (Exception e) {
                throw new IOException(e);
              }
              normal.handle(exchange);
            };
    central.faults().next(FEED, fault);
  }

  private void restoreDatabase() {
    try {
      toDatabase.pass();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all sessions, as a restart or failover does. */
  private void terminateBackends() throws SQLException {
    warehouse.query(
        "SELECT to_jsonb(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE application_name = 'odk-sync' AND datname = current_database()");
  }

  private void endOpen(End how) throws IOException {
    toDatabase.end(how);
    toDatabase.pass();
  }

  private void fillDisk(String table, int statements) throws SQLException {
    warehouse.execute(
        "CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON \"%s\" FOR EACH ROW EXECUTE FUNCTION full_disk(%d)"
            .formatted(table, statements));
  }

  private int successes() throws SQLException {
    return warehouse.status("main_submissions").get("successful_sync_count").intValue();
  }

  private int runs() throws SQLException {
    return warehouse.query("SELECT to_jsonb(id) FROM odk_sync_history").size();
  }
}
