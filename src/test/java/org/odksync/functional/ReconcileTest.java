package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.Md5;
import org.odksync.embedded.central.Fault;
import org.odksync.run.RunOptions;

/** Reconcile finds changes that move no timestamp at Central. */
class ReconcileTest extends OnPlatform {

  ReconcileTest() throws IOException, SQLException {
    super();
  }

  @Test
  void equalDataIsRecordedAsVerified() throws SQLException {
    platform.run(CYCLE);

    reconcile(false);

    JsonNode run = warehouse.lastRun("reconcile");
    assertThat(run.get("records_processed").intValue()).isZero();
    assertThat(run.at("/sync_metadata/source_count").intValue()).isEqualTo(127);
    assertThat(run.at("/sync_metadata/warehouse_count").intValue()).isEqualTo(127);
    assertThat(run.at("/sync_metadata/repairs").intValue()).isZero();
    assertThat(run.at("/sync_metadata/buckets_that_differ").intValue()).isZero();
    assertThat(run.at("/sync_metadata/buckets_compared").intValue()).isEqualTo(1);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(sync_type) FROM odk_sync_cursor WHERE verified_at IS NOT NULL"))
        .hasSize(2);
  }

  @Test
  void reconcileIsPostponedUntilTheFirstFeedsComplete() throws SQLException {
    assertThat(platform.send("reconcile").postponed())
        .isEqualTo("main_submissions and person_details must complete a run first");
    platform.run("main_submissions");
    assertThat(platform.send("reconcile").postponed())
        .isEqualTo("person_details must complete a run first");

    assertThat(warehouse.status("reconcile").get("last_sync_status").textValue())
        .isEqualTo("pending");
  }

  @Test
  void commandRunsMissingFeedsAndThenCompares() throws Exception {
    platform.run("main_submissions");

    CliResult result = CliResult.by(platform.variables(), "sync", "reconcile", "--full");

    assertThat(result).isEqualTo(new CliResult("", "", 0));
    JsonNode run = warehouse.lastRun("reconcile");
    assertThat(run.at("/sync_metadata/source_count").intValue()).isEqualTo(127);
    assertThat(run.at("/sync_metadata/buckets_compared").longValue()).isEqualTo(months());
    comparison().check();
  }

  /** The second comparison has the command's options, too. */
  @Test
  void commandCompletesABrokenFeedAndThenComparesWithItsOptions() throws Exception {
    platform.run(ALL);
    JsonNode file =
        warehouse
            .query(
                "SELECT jsonb_build_array(submission_id, file_name) FROM odk_attachment"
                    + " WHERE state = 'stored' AND md5 IS NOT NULL ORDER BY 1 LIMIT 1")
            .get(0);
    String replacedId = file.get(0).textValue();
    byte[] replaced = Jpeg.of("replaced");
    platform.central().submissions().putAttachment(replacedId, file.get(1).textValue(), replaced);
    platform.central().submissions().list().stream()
        .map(submission -> submission.get("__id").textValue())
        .filter(id -> !id.equals(replacedId))
        .limit(101)
        .forEach(platform.central().submissions()::purge);
    interruptFeed("main_submissions");

    CliResult result =
        CliResult.by(
            platform.variables(), "sync", "reconcile", "--full", "--accept-deletes", "--images");

    assertThat(result).isEqualTo(new CliResult("", "", 0));
    assertThat(warehouse.lastRun("reconcile").at("/sync_metadata/absent").intValue())
        .isEqualTo(101);
    comparison().check();
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(a) FROM odk_attachment a WHERE submission_id = ?", replacedId))
        .extracting(row -> row.get("md5").textValue())
        .contains(Md5.hex(replaced));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void commandFailsWhenAFeedCannotComplete(boolean isThere) throws SQLException {
    platform.run("main_submissions");
    if (isThere) {
      platform.central().faults().next("/v1/projects/", Fault.error(404, 404.1, "x"), 1_000);
    } else {
      platform.set("ODK_BASE_URL", "http://127.0.0.1:1");
    }

    CliResult result = CliResult.by(platform.variables(), "sync", "reconcile", "--full");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .containsOnlyOnce("odk-sync: person_details: " + (isThere ? "config" : "network"))
        .containsOnlyOnce("odk-sync: reconcile compared nothing: ")
        .contains("person_details must complete a run first");
  }

  @Test
  void commandWaitsForFeedAndReconcileOfAnotherProcess() throws Exception {
    platform.run("main_submissions");
    platform.stop();
    String takeLease =
        "UPDATE odk_sync_lease SET holder = %s, instance = 'another',"
            + " expires_at = now() + interval '5 minutes'"
            + " WHERE sync_type = '%s'";
    warehouse.update(
        "INSERT INTO odk_sync_lease (sync_type, fencing_number, heartbeat_at, expires_at)"
            + " VALUES ('reconcile', 1, now(), now()), ('person_details', 1, now(), now())"
            + " ON CONFLICT DO NOTHING");
    warehouse.update(takeLease.formatted("'x'", "reconcile"));
    warehouse.update(takeLease.formatted("'x'", "person_details"));
    CompletableFuture<CliResult> result =
        CompletableFuture.supplyAsync(
            () -> CliResult.by(platform.variables(), "sync", "reconcile", "--full"));
    // person_details is next
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> result.isDone() || runs("main_submissions") == 2);
    warehouse.update(takeLease.formatted("NULL", "person_details"));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> result.isDone() || runs("person_details") == 1);
    warehouse.update(takeLease.formatted("NULL", "reconcile"));

    assertThat(result.get()).isEqualTo(new CliResult("", "", 0));
    assertThat(runs("reconcile")).isEqualTo(1);
    comparison().check();
  }

  @Test
  void newCentralHasNothingToCompareYet() throws SQLException {
    platform.run(CYCLE);
    reconcile(false);
    // no server listens there
    platform.set("ODK_BASE_URL", "http://127.0.0.1:1");

    platform.run("reconcile");

    assertThat(
            warehouse.query(
                "SELECT to_jsonb(h) FROM odk_sync_history h WHERE sync_type = 'reconcile'"))
        .hasSize(1);
  }

  @Test
  void restoreAndPurgeAreFoundAlsoWhenCountsMatch() throws Exception {
    platform.run(CYCLE);
    String restored = oldest(3);
    String purged = oldest(5);
    platform.central().submissions().delete(restored);
    platform.run(CYCLE);
    assertThat(warehouse.table(Warehouse.MAIN)).doesNotContainKey(restored);
    platform.central().submissions().restore(restored);
    platform.central().submissions().purge(purged);

    reconcile(true);
    platform.run(CYCLE);

    comparison().check();
    assertThat(warehouse.table(Warehouse.UNIFIED)).containsKey(restored).doesNotContainKey(purged);
    assertThat(warehouse.query("SELECT to_jsonb(t) FROM odk_tombstone t")).isEmpty();
    reconcile(true);
    assertThat(warehouse.lastRun("reconcile").get("records_processed").intValue()).isZero();
  }

  @Test
  void purgeAfterADeleteRemovesTheTombstone() throws Exception {
    platform.run(CYCLE);
    String id = oldest(2);
    platform.central().submissions().delete(id);
    platform.run(CYCLE);
    platform.central().submissions().purge(id);

    reconcile(false);
    platform.run(CYCLE);

    comparison().check();
    assertThat(warehouse.query("SELECT to_jsonb(t) FROM odk_tombstone t")).isEmpty();
  }

  @Test
  void lateCommitIsFoundByTheCount() throws Exception {
    platform.run(CYCLE);
    ObjectNode values = platform.central().submissions().get(oldest(0));
    ((ObjectNode) values.get("meta")).remove("instanceID");
    String late =
        platform
            .central()
            .submissions()
            .createLate(values, Instant.now().minus(Duration.ofDays(9)));
    platform.run(CYCLE);
    assertThat(warehouse.table(Warehouse.MAIN)).doesNotContainKey(late);

    reconcile(false);
    platform.run(CYCLE);

    comparison().check();
    assertThat(warehouse.table(Warehouse.MAIN)).containsKey(late);
  }

  @Test
  void lateFileAndRenamedSubmitterAreFoundWithoutATimestamp() throws Exception {
    platform.run(CYCLE);
    JsonNode submission =
        platform.central().submissions().list().stream()
            .filter(row -> row.at("/__system/attachmentsPresent").intValue() > 0)
            .reduce((later, earlier) -> earlier)
            .orElseThrow();
    String late = submission.get("__id").textValue();
    String name = platform.central().submissions().attachments(late).keySet().iterator().next();
    platform.central().submissions().removeAttachment(late, name);
    reconcile(true);
    platform.run(CYCLE);
    platform.central().submissions().putAttachment(late, name, new byte[] {1});
    platform
        .central()
        .submissions()
        .renameSubmitter(submission.at("/__system/submitterId").textValue(), "Fatou Njie");

    assertThat(CliResult.by(platform.variables(), "verify").out())
        .contains("whose __system changed without a new timestamp");
    reconcile(true);
    platform.run(CYCLE);

    for (String table : new String[] {Warehouse.MAIN, Warehouse.UNIFIED}) {
      JsonNode system = warehouse.table(table).get(late).get("__system");
      assertThat(system).isEqualTo(platform.central().submissions().get(late).get("__system"));
      assertThat(system.get("submitterName").textValue()).isEqualTo("Fatou Njie");
    }
    assertThat(CliResult.by(platform.variables(), "verify").out()).doesNotContain("no timestamp");
    reconcile(true);
    assertThat(warehouse.lastRun("reconcile").get("records_processed").intValue()).isZero();
  }

  @Test
  void everyMonthIsComparedInRotation() throws Exception {
    platform.run(CYCLE);
    long months = months();
    assertThat(months).isGreaterThan(1);
    // the count matches, but not the row: only a comparison by id finds it
    String id = oldest(0);
    warehouse.update(
        "UPDATE \"GRARentalDataCollection\" SET \"UUID\" = 'uuid:nobody' WHERE \"UUID\" = ?", id);

    for (int run = 0; run < months; run++) {
      reconcile(false);
    }
    platform.run(CYCLE);

    comparison().check();
  }

  @Test
  void childrenThatAFeedMissedAreFound() throws Exception {
    platform.run(CYCLE);
    String id = oldest(0);
    warehouse.update(
        "DELETE FROM \"GRARentalDataCollection_person_details\" WHERE \"__Submissions-id\" = ?",
        id);
    warehouse.update("DELETE FROM odk_expanded WHERE submission_id = ?", id);
    warehouse.update(
        "INSERT INTO \"GRARentalDataCollection_person_details\" (\"UUID\", \"__Submissions-id\")"
            + " VALUES ('uuid:nobody_1', 'uuid:nobody')");

    reconcile(true);
    platform.run(CYCLE);

    comparison().check();
  }

  @Test
  void childrenOfABrokenRunAreDeletedWithTheirSubmission() throws Exception {
    platform.run(CYCLE);
    String id = oldest(0);
    assertThat(childrenOf(id)).isPositive();
    // as after a run that ends between the two: children are stored without their version
    warehouse.update("DELETE FROM odk_expanded WHERE submission_id = ?", id);
    platform.central().submissions().delete(id);
    platform.central().submissions().purge(id);

    reconcile(false);
    platform.run(CYCLE);

    comparison().check();
    assertThat(childrenOf(id)).isZero();
    reconcile(true);
    assertThat(warehouse.lastRun("reconcile").get("records_processed").intValue()).isZero();
  }

  @Test
  void nothingIsVerifiedWhileSuspectsRemain() throws Exception {
    platform.run(CYCLE);
    warehouse.update("UPDATE odk_sync_cursor SET verified_at = NULL");
    warehouse.update("DELETE FROM \"GRARentalDataCollection\" WHERE \"UUID\" = ?", oldest(0));

    reconcile(true);
    reconcile(true);

    assertThat(warehouse.lastRun("reconcile").get("records_processed").intValue()).isEqualTo(1);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(sync_type) FROM odk_sync_cursor WHERE verified_at IS NOT NULL"))
        .isEmpty();
    platform.run(CYCLE);
    reconcile(true);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(sync_type) FROM odk_sync_cursor WHERE verified_at IS NOT NULL"))
        .hasSize(2);
  }

  @Test
  void feedIsNotComparedDuringAFullRead() throws Exception {
    platform.run(CYCLE);
    warehouse.update("DELETE FROM odk_sync_cursor");
    warehouse.update("DELETE FROM odk_expanded");

    platform.send("reconcile", RunOptions.comparing(true, false, false));

    assertThat(warehouse.query("SELECT to_jsonb(r) FROM odk_recheck r")).isEmpty();
  }

  @Test
  void brokenFeedOfChangesDoesNotBlockTheComparison() throws Exception {
    platform.run(CYCLE);
    warehouse.update(
        "UPDATE odk_sync_cursor SET walk_bound = now(), walk_latest = watermark,"
            + " resume_point = watermark");

    reconcile(true);

    assertThat(warehouse.lastRun("reconcile").at("/sync_metadata/source_count").intValue())
        .isEqualTo(127);
  }

  @Test
  void feedThatRestartsDuringTheComparisonFailsNoRun() throws Exception {
    platform.run(CYCLE);
    warehouse.update(
        "CREATE FUNCTION begin_again() RETURNS trigger LANGUAGE plpgsql AS $$"
            + " BEGIN UPDATE odk_sync_cursor SET filter = NULL, watermark = NULL; RETURN NULL; END $$");
    warehouse.update(
        "CREATE TRIGGER t AFTER INSERT ON odk_sync_history"
            + " FOR EACH ROW WHEN (NEW.sync_type = 'reconcile') EXECUTE FUNCTION begin_again()");

    reconcile(true);

    assertThat(warehouse.query("SELECT to_jsonb(r) FROM odk_recheck r")).isEmpty();
  }

  @Test
  void childrenWithoutASubmissionAreLeftAlone() throws Exception {
    platform.run(CYCLE);
    warehouse.update(
        "INSERT INTO \"GRARentalDataCollection_person_details\" (\"UUID\", \"__Submissions-id\")"
            + " VALUES ('a', NULL), ('b', '')");

    reconcile(true);

    assertThat(warehouse.query("SELECT to_jsonb(r) FROM odk_recheck r")).isEmpty();
  }

  @Test
  void refusalDuringARecheckEndsTheRun() throws Exception {
    platform.run(CYCLE);
    warehouse.update(
        "INSERT INTO odk_recheck (sync_type, submission_id) VALUES (?, ?)",
        "main_submissions",
        oldest(0));
    warehouse.update(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$"
            + " BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '42501'; END $$");
    warehouse.update(
        "CREATE TRIGGER t BEFORE INSERT ON \"GRARentalDataCollection\""
            + " FOR EACH ROW EXECUTE FUNCTION full_disk()");

    platform.run("main_submissions");
    assertThat(warehouse.lastRun("main_submissions").get("error_message").textValue())
        .startsWith("database: ");
    warehouse.update("DROP TRIGGER t ON \"GRARentalDataCollection\"");
    platform.run("main_submissions");

    assertThat(warehouse.lastRun("main_submissions").at("/sync_metadata/rechecked").intValue())
        .isEqualTo(1);
    assertThat(warehouse.query("SELECT to_jsonb(r) FROM odk_recheck r")).isEmpty();
  }

  @Test
  void fullOptionNeedsReconcile() {
    CliResult full = CliResult.by(platform.variables(), "sync", "--full");
    CliResult accepted = CliResult.by(platform.variables(), "sync", "unified", "--accept-deletes");

    assertThat(full.exitCode()).isEqualTo(2);
    assertThat(full.err())
        .isEqualTo("odk-sync: --full is for reconcile: write odk-sync sync reconcile --full\n");
    assertThat(accepted.exitCode()).isEqualTo(2);
    assertThat(accepted.err()).contains("write odk-sync sync reconcile --full --accept-deletes");
  }

  @Test
  void repairWaitsForTheRunOfAnotherProcess() throws Exception {
    platform.run(CYCLE);
    platform.stop();
    warehouse.update("DELETE FROM \"GRARentalDataCollection\" WHERE \"UUID\" = ?", oldest(0));
    String takeLease =
        "UPDATE odk_sync_lease SET holder = %s, instance = 'another',"
            + " expires_at = now() + interval '1 minute'"
            + " WHERE sync_type IN ('main_submissions', 'url_refresh')";
    warehouse.update(
        "INSERT INTO odk_sync_lease (sync_type, fencing_number, heartbeat_at, expires_at)"
            + " VALUES ('url_refresh', 1, now(), now()) ON CONFLICT DO NOTHING");
    warehouse.update(takeLease.formatted("'x'"));
    CompletableFuture<CliResult> result =
        CompletableFuture.supplyAsync(
            () -> CliResult.by(platform.variables(), "sync", "reconcile", "--full"));
    // reconcile has ended; main_submissions is next
    await()
        .until(
            () ->
                result.isDone()
                    || warehouse
                        .status("reconcile")
                        .get("last_sync_status")
                        .textValue()
                        .equals("success"));
    warehouse.update(takeLease.formatted("NULL") + " AND sync_type = 'main_submissions'");

    assertThat(result.get().exitCode()).as(result.get().toString()).isZero();
    comparison().check();
  }

  /** Leaves a full read unfinished, as a stop does. */
  private void interruptFeed(String feed) throws SQLException {
    warehouse.update(
        "UPDATE odk_sync_cursor SET walk_bound = now(), walk_latest = watermark,"
            + " resume_point = watermark, watermark = NULL, filter = NULL WHERE sync_type = ?",
        feed);
    assertThat(platform.send("reconcile").postponed())
        .isEqualTo(feed + " must complete a run first");
  }

  private int runs(String type) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(h) FROM odk_sync_history h"
                + " WHERE sync_type = ? AND status = 'success'",
            type)
        .size();
  }

  private void reconcile(boolean full) throws SQLException {
    platform.send("reconcile", RunOptions.comparing(full, false, false));
    assertThat(warehouse.lastRun("reconcile").get("status").textValue())
        .as(warehouse.lastRun("reconcile").toString())
        .isEqualTo("success");
  }

  private int childrenOf(String id) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(c) FROM \"GRARentalDataCollection_person_details\" c"
                + " WHERE c.\"__Submissions-id\" = ?",
            id)
        .size();
  }

  /** The id of one of the oldest submissions; the list starts with the latest. */
  private String oldest(int rank) {
    var all = platform.central().submissions().list();
    return all.get(all.size() - 1 - rank).get("__id").textValue();
  }

  /**
   * All months from the oldest submission's to the current one, which may have no submission yet.
   */
  private long months() {
    String submitted = "/__system/submissionDate";
    Instant oldest =
        platform.central().submissions().list().stream()
            .map(submission -> Instant.parse(submission.at(submitted).textValue()))
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return ChronoUnit.MONTHS.between(month(oldest), month(Instant.now())) + 1;
  }

  private static YearMonth month(Instant time) {
    return YearMonth.from(time.atOffset(ZoneOffset.UTC));
  }
}
