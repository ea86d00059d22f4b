package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odksync.run.RunOptions;

/**
 * Upgrades warehouses of earlier builds: nothing is lost, no value moves to another column, no
 * image is copied again.
 */
class UpgradeTest {

  /** The sync types in the order of their dependencies. */
  private static final String[] CYCLE = {
    "main_submissions", "person_details", "image_processing", "url_refresh", "unified", "views"
  };

  /** Tables that a start may change. */
  private static final Set<String> CHANGED_BY_STARTS = Set.of("odk_sync_lease");

  /** Tables that an idle run changes. */
  private static final Set<String> CHANGED_BY_RUNS =
      Set.of(
          "odk_sync_lease",
          "odk_sync_history",
          "odk_sync_status",
          "odk_sync_cursor",
          "odk_unified_dirty",
          "odk_attachment",
          "odk_listing",
          "odk_unlisted");

  /** Columns of odk_form that the first run fills for a warehouse of an early build. */
  private static final Set<String> RECORDED =
      Set.of("project", "central", "names", "options", "options_hash", "media_types", "linked");

  static List<Path> all() {
    return EarlierWarehouse.all();
  }

  static List<Path> inUse() {
    return all().stream().filter(fixture -> !fixture.endsWith("interrupted")).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void startKeepsEverythingAndASecondStartChangesNothing(Path fixture) throws Exception {
    try (EarlierWarehouse earlier = EarlierWarehouse.restored(fixture)) {
      WarehouseContents before =
          WarehouseContents.of(earlier.warehouse()).withoutTables(CHANGED_BY_STARTS);

      earlier.platform().service();

      WarehouseContents after =
          WarehouseContents.of(earlier.warehouse()).withoutTables(CHANGED_BY_STARTS);
      List<JsonNode> migrations = migrations(earlier);
      assertThat(before.columnsMissingIn(after)).isEmpty();
      assertThat(before.rowsMissingIn(after)).isEmpty();

      earlier.platform().stop();
      earlier.platform().service();

      WarehouseContents again =
          WarehouseContents.of(earlier.warehouse()).withoutTables(CHANGED_BY_STARTS);
      assertThat(again.columns()).isEqualTo(after.columns());
      assertThat(after.rowsMissingIn(again)).isEmpty();
      assertThat(again.rowsMissingIn(after)).isEmpty();
      assertThat(migrations(earlier)).isEqualTo(migrations);
    }
  }

  /** The history continues, no image is copied again, and every link opens its image. */
  @ParameterizedTest
  @MethodSource("all")
  void firstCycleContinuesWhereTheEarlierBuildStopped(Path fixture) throws Exception {
    try (EarlierWarehouse earlier = EarlierWarehouse.restored(fixture)) {
      WarehouseContents before = WarehouseContents.of(earlier.warehouse());
      Map<String, Integer> successes = successes(earlier);
      int last = lastRun(earlier);
      List<JsonNode> stored = stored(earlier);
      Map<String, String> links = links(earlier);
      earlier.warehouse().update("UPDATE odk_attachment SET next_check_at = now()");

      earlier.platform().run(CYCLE);

      assertThat(errors(earlier)).isEmpty();
      WarehouseContents after = WarehouseContents.of(earlier.warehouse());
      assertThat(before.only("odk_sync_history").rowsMissingIn(after)).isEmpty();
      for (String type : CYCLE) {
        assertThat(earlier.warehouse().lastRun(type).get("id").intValue()).isGreaterThan(last);
        assertThat(successes(earlier).get(type))
            .as(type)
            .isEqualTo(successes.getOrDefault(type, 0) + 1);
      }
      assertThat(earlier.uploads()).noneMatch(UploadRecorder.Upload::again);
      assertThat(stored(earlier)).containsAll(stored);
      assertThat(links(earlier).keySet()).containsAll(links.keySet());
      if (isStable(earlier)) {
        assertThat(links(earlier)).containsAllEntriesOf(links);
      } else {
        for (String link : links(earlier).values()) {
          assertThat(Platform.get(link).statusCode()).isEqualTo(200);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void pendingWorkIsDone(Path fixture) throws Exception {
    try (EarlierWarehouse earlier = EarlierWarehouse.restored(fixture)) {
      earlier.platform().run(CYCLE);
      earlier.platform().send("reconcile", RunOptions.comparing(true, false, false));
      earlier.platform().run(CYCLE);

      assertThat(errors(earlier)).isEmpty();
      new FormTablesComparison(earlier).check();
      assertVerified(earlier);
    }
  }

  /** Runs verify, without images: stable links need a running service. */
  private static void assertVerified(EarlierWarehouse earlier) throws IOException {
    earlier.platform().stop();
    CliResult result = CliResult.by(earlier.platform().variables(), "verify", "--values");
    assertThat(result.out())
        .contains("OK      submissions", "OK      values", "OK      children", "OK      links")
        .doesNotContain("FAIL", "DIFFERS unified table");
  }

  /** Unchanged submissions keep every value in its column. */
  @ParameterizedTest
  @MethodSource("inUse")
  void storedValuesStayInTheirColumns(Path fixture) throws Exception {
    try (EarlierWarehouse earlier = EarlierWarehouse.restored(fixture)) {
      earlier.platform().service();
      WarehouseContents before = settled(earlier);

      earlier.platform().run("main_submissions", "person_details");
      earlier.warehouse().update("DELETE FROM odk_sync_cursor");
      earlier.platform().run(CYCLE);

      assertThat(errors(earlier)).isEmpty();
      WarehouseContents after = WarehouseContents.of(earlier.warehouse()).without(isLink(earlier));
      assertThat(before.rowsMissingIn(after)).isEmpty();
    }
  }

  /** Rows of submissions that Central has not changed, without links, which expire. */
  private static WarehouseContents settled(EarlierWarehouse earlier) throws SQLException {
    FormTablesComparison form = new FormTablesComparison(earlier);
    return form.only(
        WarehouseContents.of(earlier.warehouse())
            .withoutTables(CHANGED_BY_RUNS)
            .without(isLink(earlier))
            .withoutColumns("odk_form", RECORDED)
            // early builds did not record any
            .withoutColumns("odk_rejected_record", Set.of("reason"))
            .withoutColumns("odk_expanded", Set.of("children")));
  }

  private static boolean isStable(EarlierWarehouse earlier) {
    return "stable".equals(earlier.platform().variable("IMAGE_LINKS"));
  }

  private static Predicate<String> isLink(EarlierWarehouse earlier) {
    boolean expire = !isStable(earlier);
    return column -> expire && (column.endsWith("_url") || column.endsWith("_url_html"));
  }

  /** Also with the triggers of the earlier build. */
  @ParameterizedTest
  @MethodSource("inUse")
  void serviceRunsEverySyncType(Path fixture) throws Exception {
    try (EarlierWarehouse earlier = EarlierWarehouse.restored(fixture)) {
      int last = lastRun(earlier);

      earlier.platform().serve();

      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(
                          earlier
                              .warehouse()
                              .query(
                                  "SELECT DISTINCT to_jsonb(sync_type) FROM odk_sync_history"
                                      + " WHERE id > ? AND status = 'success'",
                                  last))
                      .hasSizeGreaterThanOrEqualTo(8));
    }
  }

  private static List<JsonNode> migrations(EarlierWarehouse earlier) throws SQLException {
    return earlier
        .warehouse()
        .query("SELECT to_jsonb(h) FROM odk_schema_history h ORDER BY installed_rank");
  }

  /** Errors of the current build's runs; earlier runs may have failed. */
  private static List<JsonNode> errors(EarlierWarehouse earlier) throws SQLException {
    return earlier
        .warehouse()
        .query(
            "SELECT to_jsonb(h) FROM odk_sync_history h"
                + " WHERE status <> 'success' AND service_instance <> 'earlier-1'");
  }

  private static int lastRun(EarlierWarehouse earlier) throws SQLException {
    return earlier
        .warehouse()
        .query("SELECT to_jsonb(max(id)) FROM odk_sync_history")
        .get(0)
        .intValue();
  }

  private static Map<String, Integer> successes(EarlierWarehouse earlier) throws SQLException {
    Map<String, Integer> successes = new TreeMap<>();
    for (JsonNode status : earlier.warehouse().query("SELECT to_jsonb(s) FROM odk_sync_status s")) {
      successes.put(
          status.get("sync_type").textValue(), status.get("successful_sync_count").intValue());
    }
    return successes;
  }

  private static List<JsonNode> stored(EarlierWarehouse earlier) throws SQLException {
    return earlier
        .warehouse()
        .query(
            "SELECT jsonb_build_array(submission_id, file_name, object_key, md5, link_id, stored_at)"
                + " FROM odk_attachment WHERE object_key IS NOT NULL");
  }

  /** The ledger's links by object key. */
  private static Map<String, String> links(EarlierWarehouse earlier) throws SQLException {
    Map<String, String> links = new TreeMap<>();
    for (JsonNode file :
        earlier
            .warehouse()
            .query(
                "SELECT jsonb_build_array(object_key, odk_link(url, url_expires_at, link_id))"
                    + " FROM odk_attachment WHERE url IS NOT NULL")) {
      links.put(file.get(0).textValue(), file.get(1).textValue());
    }
    return links;
  }
}
