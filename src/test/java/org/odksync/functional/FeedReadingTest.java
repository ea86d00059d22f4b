package org.odksync.functional;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.Fault;
import org.odksync.functional.RunPoint.Place;
import org.odksync.run.RunOptions;

/** Feeds lose nothing, read nothing twice without need, and block no other session. */
class FeedReadingTest extends OnPlatform {

  FeedReadingTest() throws IOException, SQLException {
    super();
  }

  @Test
  void moreRowsOfAMillisecondThanFitAChunkAreAllRead() throws Exception {
    ObjectNode values = platform.central().submissions().get(latest());
    ((ObjectNode) values.get("meta")).remove("instanceID");
    values.remove("person_details");
    Instant moment = Instant.now().minus(Duration.ofHours(1));
    for (int i = 0; i < 2_300; i++) {
      platform.central().submissions().createLate(values, moment);
    }
    // the first run breaks in the second chunk, the next run in the third, both within the
    // millisecond
    platform.central().faults().next("svc/Submissions", Fault.cut(2_000_000));
    platform.central().faults().next("svc/Submissions", Fault.cut(3_500_000));
    platform.central().requests().clear();

    platform.run("main_submissions");

    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127 + 2_300);
    assertThat(warehouse.lastRun("main_submissions").get("status").textValue())
        .isEqualTo("success");
    assertThat(platform.central().requests().matching("svc/Submissions")).hasSize(3);
  }

  @Test
  void resumedFeedAlsoReadsLaterChanges() throws Exception {
    platform.property("walk.chunkRecords", "10");
    platform.central().faults().next("svc/Submissions", Fault.cut(40_000), 4);
    platform.run("main_submissions");
    assertThat(warehouse.table(Warehouse.MAIN)).hasSizeBetween(1, 126).containsKey(latest());
    platform.central().submissions().delete(latest());
    String added = platform.central().submissions().create();
    platform.central().requests().clear();

    platform.run("main_submissions");

    assertThat(warehouse.table(Warehouse.MAIN).keySet())
        .isEqualTo(
            platform.central().submissions().list().stream()
                .map(row -> row.get("__id").textValue())
                .collect(Collectors.toSet()))
        .contains(added);
    assertThat(platform.central().requests().matching("svc/Submissions")).hasSize(2);
    JsonNode run = warehouse.lastRun("main_submissions");
    assertThat(run.at("/sync_metadata/requests").intValue()).isEqualTo(2);
    assertThat(run.get("records_processed").intValue()).isLessThan(127);
  }

  @Test
  void rowsReadBeforeANewFormVersionAreReadAgain() throws Exception {
    AtomicBoolean published = new AtomicBoolean();
    StatementHooks.weave(
        platform.service().camel(),
        (place, exchange) -> {
          boolean rowsBegin =
              place == Place.AFTER_REQUEST
                  && exchange.getProperty("url", String.class).contains(".svc/Submissions");
          if (rowsBegin && published.compareAndSet(false, true)) {
            platform.central().draft().remove("/property_description/building_type").publish();
          }
        });

    platform.run("main_submissions", "person_details", "unified");

    assertThat(published).isTrue();
    comparison().check();
  }

  @Test
  void silentEndOfPagesIsNotTheEnd() throws Exception {
    platform
        .central()
        .faults()
        .next("svc/Submissions", answer("@odata.nextLink", "\"?%24top=50\""));
    platform
        .central()
        .faults()
        .next("svc/Submissions[?]%24top=50", answer("@odata.context", "\"purged\""));

    platform.run("main_submissions");

    assertThat(platform.central().requests().matching("%24count=true")).hasSize(1);
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127);
    assertThat(warehouse.lastRun("main_submissions").get("status").textValue())
        .isEqualTo("success");
  }

  @Test
  void newColumnsWaitForADashboardAndBlockNoSession() throws Exception {
    platform.run("main_submissions");
    warehouse.update("UPDATE odk_form SET hash = 'older'");
    warehouse.update("ALTER TABLE \"GRARentalDataCollection\" DROP COLUMN sum_owner");
    platform.stop();
    platform.service();
    platform.central().submissions().create();
    CompletableFuture<Void> run;
    try (Connection dashboard = warehouse.connect();
        Statement query = dashboard.createStatement()) {
      dashboard.setAutoCommit(false);
      query.execute("SELECT count(*) FROM \"GRARentalDataCollection\"");
      run = CompletableFuture.runAsync(() -> run("main_submissions"));
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(30))
          .until(this::isTableLockAwaited);
      for (int i = 0; i < 20; i++) {
        Instant before = Instant.now();
        warehouse.query("SELECT to_jsonb(count(*)) FROM \"GRARentalDataCollection\"");
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
      }
      dashboard.rollback();
    }
    run.join();

    assertThat(warehouse.lastRun("main_submissions").get("status").textValue())
        .isEqualTo("success");
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(128);
    assertThat(warehouse.table(Warehouse.MAIN).values()).noneMatch(row -> !row.has("sum_owner"));
  }

  @Test
  void idleCycleSendsTwoRequestsAndWritesNothing() throws Exception {
    platform.run(ALL);
    platform.run(ALL);
    platform.run(ALL);
    platform.stop();
    Map<String, Long> before = writes();
    platform.central().requests().clear();

    platform.run(ALL);
    platform.stop();

    assertThat(platform.central().requests().list())
        .filteredOn(request -> !request.target().contains("/sessions"))
        .hasSize(2)
        .allMatch(request -> request.target().contains(".svc/Submissions"));
    assertThat(writes()).isEqualTo(before);
    assertThat(warehouse.lastRun("person_details").at("/sync_metadata/no_change").booleanValue())
        .isTrue();
  }

  @Test
  void resyncReadsAgainWithoutEmptyingTables() throws Exception {
    platform.run(ALL);
    List<ObjectNode> all = platform.central().submissions().list();
    String id = all.get(all.size() - 1).get("__id").textValue();
    warehouse.update(
        "UPDATE \"GRARentalDataCollection\" SET property_location = NULL WHERE \"UUID\" = ?", id);
    platform.run("main_submissions");
    assertThat(warehouse.table(Warehouse.MAIN).get(id).get("property_location").isNull()).isTrue();

    platform.send("main_submissions", RunOptions.since(Instant.now()));
    assertThat(recordsRead()).isLessThan(127);
    platform.send("main_submissions", RunOptions.since(Instant.EPOCH));

    assertThat(recordsRead()).isEqualTo(127);
    assertThat(warehouse.lastRun("main_submissions").get("records_processed").intValue())
        .isEqualTo(1);
    assertThat(warehouse.table(Warehouse.MAIN).get(id).get("property_location").isNull()).isFalse();
  }

  private int recordsRead() throws SQLException {
    return warehouse.lastRun("main_submissions").at("/sync_metadata/records_read").intValue();
  }

  private boolean isTableLockAwaited() throws SQLException {
    return !warehouse
        .query("SELECT to_jsonb(pid) FROM pg_locks WHERE NOT granted AND locktype = 'relation'")
        .isEmpty();
  }

  /** The number of rows written so far in each table, except those that record runs. */
  private Map<String, Long> writes() throws SQLException {
    // a session's statistics become visible when it ends
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                warehouse
                    .query(
                        "SELECT to_jsonb(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()")
                    .isEmpty());
    List<JsonNode> counts =
        warehouse.query(
            "SELECT jsonb_build_object(relname, n_tup_ins + n_tup_upd + n_tup_del)"
                + " FROM pg_stat_user_tables WHERE relname NOT IN"
                + " ('odk_sync_status', 'odk_sync_history', 'odk_sync_lease') ORDER BY relname");
    return counts.stream()
        .collect(
            java.util.stream.Collectors.toMap(
                row -> row.fieldNames().next(), row -> row.elements().next().longValue()));
  }

  private static Fault answer(String field, String value) {
    byte[] body = "{\"value\":[],\"%s\":%s}".formatted(field, value).getBytes(UTF_8);
    return next ->
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        };
  }

  private String latest() {
    return platform.central().submissions().list().get(0).get("__id").textValue();
  }
}
