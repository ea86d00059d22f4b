package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.CentralRelease;
import org.odksync.run.RunOptions;

/** Deleted submissions, for each SYNC_DELETES setting and for old and new Centrals. */
class DeletesTest extends OnPlatform {

  DeletesTest() throws IOException, SQLException {
    super();
  }

  @Test
  void keptSubmissionsAreMarkedAndLeaveOnlyTheUnifiedTable() throws Exception {
    platform.set("SYNC_DELETES", "keep");
    platform.run(CYCLE);
    String id = anyId(1);
    int persons = warehouse.table(Warehouse.PERSONS).size();
    platform.central().submissions().delete(id);

    platform.run(CYCLE);

    JsonNode deleted = warehouse.table(Warehouse.MAIN).get(id);
    assertThat(deleted.get("deleted_at").isTextual()).isTrue();
    assertThat(deleted.get("property_location").isObject()).isTrue();
    assertThat(warehouse.table(Warehouse.PERSONS)).hasSize(persons);
    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(126).doesNotContainKey(id);
    platform.send("reconcile", RunOptions.comparing(true, false, false));
    assertThat(warehouse.lastRun("reconcile").get("records_processed").intValue()).isZero();

    platform.central().submissions().restore(id);
    platform.send("reconcile", RunOptions.comparing(true, false, false));
    platform.run(CYCLE);

    assertThat(warehouse.table(Warehouse.MAIN).get(id).get("deleted_at").isNull()).isTrue();
    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(127);
  }

  @Test
  void keptSubmissionsSurviveAPurge() throws Exception {
    platform.set("SYNC_DELETES", "keep");
    platform.run(CYCLE);
    String purged = anyId(1);
    String atOnce = anyId(2);
    platform.central().submissions().delete(purged);
    platform.run(CYCLE);
    JsonNode before = warehouse.table(Warehouse.MAIN).get(purged);
    platform.central().submissions().purge(purged);
    platform.central().submissions().purge(atOnce);

    platform.send("reconcile", RunOptions.comparing(true, false, false));
    platform.run(CYCLE);

    assertThat(warehouse.table(Warehouse.MAIN).get(purged)).isEqualTo(before);
    assertThat(warehouse.table(Warehouse.MAIN).get(atOnce).get("deleted_at").isTextual()).isTrue();
    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(125);
    platform.send("reconcile", RunOptions.comparing(true, false, false));
    assertThat(warehouse.lastRun("reconcile").get("records_processed").intValue()).isZero();
  }

  @Test
  void settingCanBeChangedAtAnyTime() throws Exception {
    platform.run(CYCLE);
    String id = anyId(1);
    platform.set("SYNC_DELETES", "keep");
    platform.central().submissions().delete(id);
    platform.run(CYCLE);
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127);

    platform.set("SYNC_DELETES", "mirror");
    platform.central().submissions().create();
    platform.run(CYCLE);

    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127).doesNotContainKey(id);
    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(127).doesNotContainKey(id);
  }

  @Test
  void reconcileFindsDeletesOfAnOldCentral() throws Exception {
    platform.central().behaveAs(CentralRelease.V2024_2);
    platform.run(CYCLE);
    String id = anyId(1);
    platform.central().submissions().delete(id);
    String added = platform.central().submissions().create();

    platform.run(CYCLE);
    assertThat(warehouse.table(Warehouse.MAIN)).containsKeys(id, added);
    platform.send("reconcile", RunOptions.comparing(false, false, false));
    platform.run(CYCLE);

    assertThat(warehouse.table(Warehouse.MAIN))
        .hasSize(127)
        .containsKey(added)
        .doesNotContainKey(id);
    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(127).doesNotContainKey(id);
    assertThat(warehouse.table(Warehouse.PERSONS).values())
        .noneMatch(person -> person.get("__Submissions-id").textValue().equals(id));
    assertThat(platform.central().requests().matching("deletedAt")).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void upgradedCentralReportsDeletes() throws Exception {
    platform.central().behaveAs(CentralRelease.V2024_2);
    platform.run(CYCLE);
    platform.central().behaveAs(CentralRelease.V2026_2);
    platform.send("reconcile", RunOptions.comparing(false, false, false));
    String id = anyId(1);
    platform.central().submissions().delete(id);

    platform.run(CYCLE);

    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(126).doesNotContainKey(id);
  }

  @Test
  void settingCanChangeOnAnIdleForm() throws Exception {
    platform.run(CYCLE);
    platform.run(CYCLE);
    platform.set("SYNC_DELETES", "keep");
    warehouse.update(
        "INSERT INTO odk_recheck (sync_type, submission_id) VALUES (?, ?)",
        "main_submissions",
        anyId(0));

    platform.run("unified", "reconcile", "main_submissions", "person_details", "unified");

    assertThat(
            warehouse.query(
                "SELECT to_jsonb(error_message) FROM odk_sync_history WHERE status <> 'success'"))
        .isEmpty();
    assertThat(warehouse.table(Warehouse.MAIN).get(anyId(0)).has("deleted_at")).isTrue();
  }

  @Test
  void oldCentralIsDetectedByARequestForSingleSubmissions() throws Exception {
    platform.central().behaveAs(CentralRelease.V2024_2);
    platform.run(CYCLE);
    platform.stop();
    warehouse.update(
        "INSERT INTO odk_recheck (sync_type, submission_id) VALUES (?, ?)",
        "main_submissions",
        anyId(0));

    platform.run("main_submissions");

    assertThat(warehouse.lastRun("main_submissions").get("status").textValue())
        .isEqualTo("success");
    assertThat(warehouse.query("SELECT to_jsonb(r) FROM odk_recheck r")).isEmpty();
  }

  @Test
  void keptSubmissionWithARejectedRowIsMarked() throws Exception {
    platform.set("SYNC_DELETES", "keep");
    platform.run(CYCLE);
    String id = anyId(1);
    warehouse.update(
        "ALTER TABLE \"GRARentalDataCollection\" ADD CHECK (sum_owner <> 77) NOT VALID");
    platform.central().submissions().edit(id, values -> values.put("sum_owner", 77));
    platform.run("main_submissions");
    platform.central().submissions().delete(id);

    platform.run("main_submissions", "unified");

    assertThat(warehouse.table(Warehouse.MAIN).get(id).get("deleted_at").isTextual()).isTrue();
    assertThat(warehouse.table(Warehouse.UNIFIED)).doesNotContainKey(id);
  }

  private String anyId(int rank) {
    return platform.central().submissions().list().get(rank).get("__id").textValue();
  }
}
