package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.Submissions;
import org.odksync.run.RunOptions;
import org.odksync.status.Health;

/**
 * Encrypted submissions, which Central lists without answers, are counted and not stored as NULLs.
 */
class EncryptedSubmissionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"mirror", "keep"})
  void encryptedSubmissionIsCountedUntilItIsReadable(String deletes) throws Exception {
    try (Platform platform = new Platform()) {
      platform.set("SYNC_DELETES", deletes);
      Warehouse warehouse = platform.warehouse();
      Submissions central = platform.central().submissions();
      platform.run(OnPlatform.CYCLE);
      String arrived = central.createEncrypted();
      central.create();

      platform.run(OnPlatform.CYCLE);

      assertThat(warehouse.table(Warehouse.MAIN)).hasSize(128).doesNotContainKey(arrived);
      assertThat(encrypted(warehouse)).containsExactly(arrived);
      assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(128);
      for (String feed : List.of("main_submissions", "person_details")) {
        JsonNode run = warehouse.lastRun(feed);
        assertThat(run.get("status").textValue()).isEqualTo("success");
        assertThat(run.at("/sync_metadata/encrypted").intValue()).isEqualTo(1);
      }
      assertThat(health(platform).reasons())
          .anySatisfy(
              reason ->
                  assertThat(reason.message()).startsWith("1 submissions are encrypted and not"));
      assertEqualToCentral(platform, "129 at Central, 128 here, 1 encrypted");

      // a phone that encrypts edits a submission with answers, persons and images
      String edited = withPersons(warehouse);
      central.encrypt(edited);
      central.create();
      platform.run(OnPlatform.CYCLE);
      assertThat(encrypted(warehouse)).containsExactlyInAnyOrder(arrived, edited);
      assertNoTrace(warehouse, edited);
      assertEqualToCentral(platform, "130 at Central, 128 here, 2 encrypted");

      // without answers there is nothing to keep
      central.delete(edited);
      central.create();
      platform.run(OnPlatform.CYCLE);
      assertThat(encrypted(warehouse)).containsExactly(arrived);
      assertNoTrace(warehouse, edited);

      central.restore(edited);
      platform.run("reconcile");
      central.create();
      platform.run(OnPlatform.CYCLE);
      assertThat(encrypted(warehouse)).containsExactlyInAnyOrder(arrived, edited);

      central.edit(edited, values -> {});
      central.purge(arrived);
      platform.send("reconcile", RunOptions.comparing(true, false, false));
      platform.run(OnPlatform.CYCLE);
      assertThat(encrypted(warehouse)).isEmpty();
      assertThat(warehouse.table(Warehouse.UNIFIED).get(edited).get("person_details")).isNotEmpty();
      assertEqualToCentral(platform, "131 at Central, 131 here");
    }
  }

  @Test
  void formWithOnlyEncryptedSubmissionsIsAnError() throws Exception {
    try (Platform platform = new Platform(SampleCentral.startEmpty(Clock.systemUTC()))) {
      Warehouse warehouse = platform.warehouse();
      Submissions central = platform.central().submissions();
      central.setKeyId(7);
      for (int i = 0; i < 3; i++) {
        // with or without the file of answers: both are unreadable
        String id = central.createEncrypted();
        if (i > 0) {
          central.putAttachment(id, "submission.xml.enc", new byte[] {1, 2, 3});
        }
      }

      // also when Central answers 304
      for (int i = 0; i < 3; i++) {
        platform.run("main_submissions");
        JsonNode run = warehouse.lastRun("main_submissions");
        assertThat(run.get("status").textValue()).isEqualTo("error");
        assertThat(run.get("error_message").textValue())
            .startsWith("data: all 3 submissions ")
            .contains("encrypted");
      }
      platform.run("person_details", "unified");
      assertThat(warehouse.lastRun("person_details").at("/sync_metadata/error_class").textValue())
          .isEqualTo("data");
      assertThat(warehouse.table(Warehouse.MAIN)).isEmpty();
      assertThat(encrypted(warehouse)).hasSize(3);
      platform.stop();
      assertThat(CheckFindings.of(platform.variables(), 0, "doctor").message("encryption"))
          .startsWith("phones encrypt this form");

      central.create();
      platform.run("main_submissions");
      assertThat(warehouse.lastRun("main_submissions").get("status").textValue())
          .isEqualTo("success");
    }
  }

  /** An earlier build stored it as a row of NULLs, too long ago for the next feed to read it. */
  @Test
  void nullRowsOfAnEarlierBuildAreDeleted() throws Exception {
    try (EarlierWarehouse earlier =
        EarlierWarehouse.restored(Path.of("src/test/resources/warehouses/2026-11/mirror"))) {
      Warehouse warehouse = earlier.warehouse();
      String id =
          earlier.central().submissions().createEncrypted(Instant.now().minus(Duration.ofDays(30)));
      for (String table : List.of(Warehouse.MAIN, Warehouse.UNIFIED)) {
        warehouse.update(
            ("INSERT INTO \"%s\" (\"UUID\", \"__id\", \"__system\")"
                    + " VALUES (?, ?, '{\"status\":\"notDecrypted\"}')")
                .formatted(table),
            id,
            id);
      }

      earlier.platform().run(OnPlatform.CYCLE);

      assertNoTrace(warehouse, id);
      assertThat(encrypted(warehouse)).containsExactly(id);
      assertThat(warehouse.table(Warehouse.UNIFIED)).isNotEmpty();
    }
  }

  private static List<String> encrypted(Warehouse warehouse) throws SQLException {
    return warehouse.query("SELECT to_jsonb(submission_id) FROM odk_encrypted_submission").stream()
        .map(JsonNode::textValue)
        .toList();
  }

  private static String withPersons(Warehouse warehouse) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(a.submission_id) FROM odk_attachment a"
                + " JOIN \"GRARentalDataCollection_person_details\" p"
                + " ON p.\"__Submissions-id\" = a.submission_id LIMIT 1")
        .get(0)
        .textValue();
  }

  private static void assertNoTrace(Warehouse warehouse, String id) throws SQLException {
    assertThat(warehouse.table(Warehouse.MAIN)).doesNotContainKey(id);
    assertThat(warehouse.table(Warehouse.UNIFIED)).doesNotContainKey(id);
    assertThat(warehouse.table(Warehouse.PERSONS).values())
        .noneMatch(person -> person.get("__Submissions-id").textValue().equals(id));
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(file_name) FROM odk_attachment WHERE submission_id = ?", id))
        .isEmpty();
  }

  private static Health health(Platform platform) throws SQLException {
    return platform.service().monitor().health();
  }

  /** Checks with reconcile and verify. */
  private static void assertEqualToCentral(Platform platform, String submissions)
      throws SQLException, IOException {
    platform.send("reconcile", RunOptions.comparing(true, false, false));
    JsonNode run = platform.warehouse().lastRun("reconcile");
    assertThat(run.get("records_processed").intValue()).as(run.toString()).isZero();
    assertThat(run.at("/sync_metadata/source_count").isMissingNode()).isFalse();
    platform.stop();
    CheckFindings found = CheckFindings.of(platform.variables(), 0, "verify");
    assertThat(found.message("submissions")).isEqualTo(submissions);
  }
}
