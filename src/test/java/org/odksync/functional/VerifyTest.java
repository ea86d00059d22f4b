package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.odksync.Md5;
import org.odksync.embedded.central.CentralRelease;

/** Creates each difference that verify can find, and expects verify to find it. */
class VerifyTest extends OnPlatform {

  private static final String OUTDATED =
      "jsonb_set(\"__system\", '{updatedAt}', '\"2020-01-01T00:00:00.000Z\"') WHERE \"UUID\" = '%s'";

  private final List<String> changedIds = new ArrayList<>();

  VerifyTest() throws IOException, SQLException {
    super();
    platform.run(ALL);
  }

  @Test
  void equalDataExitsZeroAndNothingChanges() throws Exception {
    List<JsonNode> before = everything();

    CheckFindings report = verify(0, "--images");

    assertThat(report.areGood()).isTrue();
    assertThat(report.message("submissions")).isEqualTo("127 at Central, 127 here");
    assertThat(report.message("unified table")).isEqualTo("127 rows");
    assertThat(report.message("children")).isEqualTo("127 submissions");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void differingSubmissionsAreReported() throws Exception {
    damage(
        "DELETE FROM \"GRARentalDataCollection\" WHERE \"UUID\" = '%s'",
        "INSERT INTO \"GRARentalDataCollection\" (\"UUID\") VALUES ('%s-x')",
        "UPDATE \"GRARentalDataCollection\" SET \"__system\" = " + OUTDATED);

    assertFound(
        "submissions", "127 at Central, 127 here, 1 missing here, 1 not at Central, 1 outdated");
  }

  @Test
  void differingUnifiedRowsAreReported() throws Exception {
    damage(
        "DELETE FROM \"GRARentalDataCollection_unified\" WHERE \"UUID\" = '%s'",
        "INSERT INTO \"GRARentalDataCollection_unified\" (\"UUID\") VALUES ('%s-x')",
        "UPDATE \"GRARentalDataCollection_unified\" SET \"__system\" = " + OUTDATED);

    assertFound("unified table", "127 rows, 1 missing, 1 of deleted submissions, 1 outdated");
  }

  @Test
  void differingChildrenAreReported() throws Exception {
    damage(
        "DELETE FROM odk_expanded WHERE submission_id = '%s'",
        "INSERT INTO odk_expanded SELECT form, submission_id || '-x', submitted_at FROM odk_expanded"
            + " WHERE submission_id = '%s'",
        "UPDATE odk_expanded SET updated_at = '2020-01-01Z' WHERE submission_id = '%s'",
        "INSERT INTO \"GRARentalDataCollection_person_details\" (\"UUID\", \"__Submissions-id\")"
            + " VALUES ('o', '%s-x')");

    assertFound(
        "children",
        "127 submissions, 1 whose children were not read, 1 deleted, but their children remain,"
            + " 1 with outdated children, 1 missing, but with children");
  }

  @Test
  void differingImagesAreReported() throws Exception {
    String[] changes = {
      "object_key = NULL",
      "url = NULL",
      "url_expires_at = '2020-01-01Z'",
      "object_key = object_key || '-x'",
      "size = size + 1",
      "md5 = 'x'",
      "url = replace(url, 'Signature=', 'Signature=0')"
    };
    List<String> ids = ids("SELECT submission_id FROM odk_attachment WHERE state = 'stored'");
    for (int i = 0; i < changes.length; i++) {
      warehouse.execute(
          ("UPDATE odk_attachment SET %s WHERE ctid = (SELECT min(ctid) FROM odk_attachment"
                  + " WHERE state = 'stored' AND submission_id = '%s')")
              .formatted(changes[i], ids.get(i)));
    }

    int stored =
        warehouse
            .query("SELECT to_jsonb(count(*)) FROM odk_attachment WHERE state = 'stored'")
            .get(0)
            .intValue();

    CheckFindings report = verify(1, "--images", "--limit", "10");

    assertThat(report.message("images in the ledger"))
        .isEqualTo(
            stored + " stored, 1 without an object, 1 without a link, 1 with an expired link");
    assertThat(report.message("images in the bucket"))
        .isEqualTo(
            (stored - 1)
                + " compared, 1 whose object is missing or not readable, 1 with another size,"
                + " 1 with other bytes, 1 with a link that does not open");
    assertThat(reportedIds(report, "images in the bucket"))
        .containsExactlyInAnyOrderElementsOf(ids.subList(3, 7));
  }

  @Test
  void replacedImagesAreReportedAndCopied() throws Exception {
    List<JsonNode> files =
        warehouse.query(
            "SELECT jsonb_build_array(submission_id, file_name) FROM odk_attachment"
                + " WHERE state = 'stored' AND md5 IS NOT NULL ORDER BY 1 LIMIT 2");
    byte[] replaced = HexFormat.of().parseHex("ffd8ffe0" + Md5.hex("replaced"));
    for (JsonNode file : files) {
      platform
          .central()
          .submissions()
          .putAttachment(file.get(0).textValue(), file.get(1).textValue(), replaced);
    }

    CheckFindings report = verify(1, "--images");
    assertThat(report.message("images in the bucket")).endsWith("compared, 2 replaced at Central");
    assertThat(reportedIds(report, "images in the bucket"))
        .containsExactlyInAnyOrderElementsOf(
            files.stream().map(file -> file.get(0).textValue()).distinct().toList());

    CliResult result =
        CliResult.by(platform.variables(), "sync", "reconcile", "--full", "--images");

    assertThat(result.exitCode()).as("%s", result).isZero();
    assertThat(verify(0, "--images").areGood()).isTrue();
    for (JsonNode file : files) {
      String url =
          warehouse
              .query(
                  "SELECT to_jsonb(url) FROM odk_attachment WHERE submission_id = ? AND file_name ="
                      + " ?",
                  file.get(0).textValue(),
                  file.get(1).textValue())
              .get(0)
              .textValue();
      assertThat(Platform.get(url).body()).isEqualTo(replaced);
    }
  }

  @Test
  void manualChangesAreReportedAndRepaired() throws Exception {
    List<String> with_images =
        ids(
            "SELECT \"UUID\" FROM \"GRARentalDataCollection\" WHERE building_image_url IS NOT NULL");
    List<String> parents =
        ids("SELECT \"__Submissions-id\" FROM \"GRARentalDataCollection_person_details\"");
    Map<String, List<String>> changed =
        Map.of(
            "values",
            change(
                parents,
                "UPDATE \"GRARentalDataCollection\" SET sum_owner = 4711 WHERE \"UUID\" = '%s'",
                "UPDATE \"GRARentalDataCollection\" SET meta = '{}' WHERE \"UUID\" = '%s'",
                "UPDATE \"GRARentalDataCollection_person_details\" SET repeat_position = 7"
                    + " WHERE \"__Submissions-id\" = '%s' AND repeat_position = 1"),
            "children",
            change(
                parents,
                "DELETE FROM \"GRARentalDataCollection_person_details\" WHERE \"__Submissions-id\" = '%s'"
                    + " AND repeat_position = 1",
                "INSERT INTO \"GRARentalDataCollection_person_details\" (\"UUID\", \"__Submissions-id\")"
                    + " VALUES ('twice', '%s')"),
            "unified table",
            change(
                parents,
                "UPDATE \"GRARentalDataCollection_unified\" SET sum_owner = 4711 WHERE \"UUID\" = '%s'",
                "UPDATE \"GRARentalDataCollection_unified\" SET person_details = '[]' WHERE \"UUID\" = '%s'",
                "UPDATE \"GRARentalDataCollection_unified\" SET building_image_url = 'x' WHERE \"UUID\" = '%s'"),
            "links",
            change(
                with_images,
                "UPDATE \"GRARentalDataCollection\" SET building_image_url = NULL WHERE \"UUID\" = '%s'",
                "UPDATE \"GRARentalDataCollection\" m SET building_image_url = o.building_image_url"
                    + " FROM \"GRARentalDataCollection\" o WHERE m.\"UUID\" = '%s' AND o.building_image_url"
                    + " IS NOT NULL AND o.\"UUID\" <> m.\"UUID\"",
                "DELETE FROM odk_attachment WHERE submission_id = '%s'"));

    CheckFindings report = verify(1, "--values", "--limit", "10");

    assertThat(report.message("values"))
        .isEqualTo("all compared with Central, 5 with values or children that differ from Central");
    assertThat(report.message("children"))
        .isEqualTo("127 submissions, 2 with a wrong number of children");
    assertThat(report.message("unified table"))
        .matches("127 rows, \\d+ with values that differ from their source tables");
    assertThat(report.message("links"))
        .endsWith(", 2 rows without the ledger's link, 1 rows whose file is not in the ledger");
    changed.forEach(
        (subject, ids) -> assertThat(reportedIds(report, subject)).as(subject).containsAll(ids));
    List<String> repairs = report.repairs();
    assertThat(repairs)
        .containsExactly("odk-sync resync", "odk-sync sync reconcile --full", "odk-sync rebuild");

    for (String repair : repairs) {
      CliResult result =
          CliResult.by(platform.variables(), repair.substring("odk-sync ".length()).split(" "));
      assertThat(result.exitCode()).as("%s: %s", repair, result).isZero();
    }
    assertThat(verify(0, "--values", "--images").repairs()).isEmpty();
  }

  /** Applies each change to a different submission; gives their ids. */
  private List<String> change(List<String> ids, String... changes) throws SQLException {
    List<String> changed = new ArrayList<>();
    for (String change : changes) {
      String id = ids.stream().filter(each -> !changedIds.contains(each)).findFirst().orElseThrow();
      warehouse.execute(change.formatted(id));
      changedIds.add(id);
      changed.add(id);
    }
    return changed;
  }

  /** Applies each change to a different submission. */
  private void damage(String... changes) throws SQLException {
    List<String> ids = ids("SELECT \"UUID\" FROM \"GRARentalDataCollection\"");
    for (int i = 0; i < changes.length; i++) {
      warehouse.execute(changes[i].formatted(ids.get(i)));
      changedIds.add(ids.get(i));
    }
  }

  private void assertFound(String subject, String message) throws Exception {
    CheckFindings report = verify(1, "--limit", "10");
    assertThat(report.status(subject)).isEqualTo("differs");
    assertThat(report.message(subject)).isEqualTo(message);
    assertThat(reportedIds(report, subject))
        .extracting(id -> id.replace("-x", ""))
        .containsExactlyInAnyOrderElementsOf(changedIds);
  }

  private static List<String> reportedIds(CheckFindings report, String subject) {
    return StreamSupport.stream(report.about(subject).get("ids").spliterator(), false)
        .map(JsonNode::textValue)
        .toList();
  }

  private List<String> ids(String query) throws SQLException {
    return warehouse.query("SELECT to_jsonb(q) FROM (%s) q ORDER BY 1".formatted(query)).stream()
        .map(row -> row.iterator().next().textValue())
        .distinct()
        .toList();
  }

  @Test
  void recentChangeIsNotADifference() throws Exception {
    platform.central().submissions().create(anyValues());

    assertThat(verify(0).message("submissions")).contains("1 changed recently");
  }

  @Test
  void missingAndSurplusAreFoundAlsoWhenCountsMatch() throws Exception {
    platform.central().submissions().purge(oldest());
    platform
        .central()
        .submissions()
        .createLate(anyValues(), Instant.now().minus(Duration.ofDays(9)));

    CheckFindings report = verify(1);

    assertThat(report.message("submissions"))
        .isEqualTo("127 at Central, 127 here, 1 missing here, 1 not at Central");
  }

  @Test
  void oldCentralIsCompared() throws Exception {
    platform.central().behaveAs(CentralRelease.V2024_2);
    platform.central().submissions().purge(oldest());

    assertThat(verify(1).message("submissions")).contains("1 not at Central");
  }

  @Test
  void unreachableCentralExitsOneWithReason() throws Exception {
    platform.set("ODK_BASE_URL", "http://127.0.0.1:1");

    assertThat(verify(1).message("submissions")).startsWith("not compared, network: ");
  }

  @Test
  void newWarehouseHasNothingToCompare() throws Exception {
    try (Platform fresh = new Platform()) {
      assertThat(CheckFindings.of(fresh.variables(), 1, "verify").message("submissions"))
          .startsWith("not compared: no run has stored this form yet");
    }
  }

  @Test
  void limitCapsReportedIds() throws Exception {
    warehouse.execute("DELETE FROM \"GRARentalDataCollection_unified\"");

    JsonNode check = verify(1, "--limit", "3").about("unified table");

    assertThat(check.get("message").textValue()).contains("127 missing");
    assertThat(check.get("ids")).hasSize(3);
  }

  private CheckFindings verify(int exitCode, String... options) throws Exception {
    platform.stop();
    return CheckFindings.of(platform.variables(), exitCode, "verify", options);
  }

  private String oldest() {
    var all = platform.central().submissions().list();
    return all.get(all.size() - 1).get("__id").textValue();
  }

  private ObjectNode anyValues() {
    ObjectNode values = platform.central().submissions().get(oldest());
    ((ObjectNode) values.get("meta")).remove("instanceID");
    return values;
  }

  private List<JsonNode> everything() throws SQLException {
    return warehouse.query(
        "SELECT to_jsonb(h) FROM odk_sync_history h UNION ALL SELECT to_jsonb(l) FROM odk_sync_lease l"
            + " UNION ALL SELECT to_jsonb(s) FROM odk_sync_status s"
            + " UNION ALL SELECT to_jsonb(r) FROM odk_recheck r");
  }
}
