package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odksync.embedded.central.Release;

/** Each difference that the command verify can find is made once, and found. */
class VerifyTest extends OnPlatform {

  VerifyTest() throws IOException, SQLException {
    super();
    platform.run(ALL);
  }

  @Test
  void equalIsExitZeroAndNothingIsChanged() throws Exception {
    List<JsonNode> before = everything();

    Findings found = verify(0, "--images");

    assertThat(found.areGood()).isTrue();
    assertThat(found.message("submissions")).isEqualTo("127 at Central, 127 here");
    assertThat(found.message("unified table")).isEqualTo("127 rows");
    assertThat(found.message("children")).isEqualTo("127 submissions");
    assertThat(everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "submissions | 1 missing here | DELETE FROM \"GRARentalDataCollection\" WHERE \"UUID\" = '%s'",
        "submissions | 1 here that Central has not | INSERT INTO \"GRARentalDataCollection\" (\"UUID\") VALUES ('%s-x')",
        "submissions | 1 of another version | UPDATE \"GRARentalDataCollection\" SET \"__system\" = jsonb_set(\"__system\", '{updatedAt}', '\"2020-01-01T00:00:00.000Z\"') WHERE \"UUID\" = '%s'",
        "unified table | 1 missing | DELETE FROM \"GRARentalDataCollection_unified\" WHERE \"UUID\" = '%s'",
        "unified table | 1 of submissions that are gone | INSERT INTO \"GRARentalDataCollection_unified\" (\"UUID\") VALUES ('%s-x')",
        "unified table | 1 of another version | UPDATE \"GRARentalDataCollection_unified\" SET \"__system\" = jsonb_set(\"__system\", '{updatedAt}', '\"2020-01-01T00:00:00.000Z\"') WHERE \"UUID\" = '%s'",
        "children | 1 whose children were not read | DELETE FROM odk_expanded WHERE submission_id = '%s'",
        "children | 1 gone, but their children are not | INSERT INTO odk_expanded SELECT form, concat(submission_id, '-x'), submitted_at FROM odk_expanded WHERE submission_id = '%s'",
        "children | 1 with the children of another version | UPDATE odk_expanded SET updated_at = '2020-01-01Z' WHERE submission_id = '%s'",
        "children | 1 that do not exist have children | INSERT INTO \"GRARentalDataCollection_person_details\" (\"UUID\", \"__Submissions-id\") VALUES ('o', '%s-x')",
      })
  void differenceIsFoundAndNamed(String subject, String words, String change) throws Exception {
    String id = oldest();
    warehouse.execute(String.format(Locale.ROOT, change, id));

    Findings found = verify(1);

    assertThat(found.status(subject)).isEqualTo("differs");
    assertThat(found.message(subject)).contains(words);
    assertThat(found.about(subject).get("ids").toString()).contains(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pictures in the ledger | 1 without an object | object_key = NULL",
        "pictures in the ledger | 1 without a link | url = NULL",
        "pictures in the ledger | 1 with a link that has expired | url_expires_at = '2020-01-01Z'",
        "pictures in the bucket | 1 whose object is not there | object_key = concat(object_key, '-x')",
        "pictures in the bucket | 1 of another size | size = size + 1",
        "pictures in the bucket | 1 with other bytes | md5 = 'x'",
        "pictures in the bucket | 1 with a link that does not open | url = replace(url, 'Signature=', 'Signature=0')",
      })
  void pictureThatDiffersIsFound(String subject, String words, String change) throws Exception {
    warehouse.execute(
        "UPDATE odk_attachment SET %s WHERE ctid = (SELECT min(ctid) FROM odk_attachment WHERE state = 'stored')"
            .formatted(change));

    Findings found = verify(1, "--images");

    assertThat(found.message(subject)).contains(words);
  }

  @Test
  void whatIsYoungIsOnItsWay() throws Exception {
    platform.central().submissions().create(anyValues());

    assertThat(verify(0).message("submissions")).contains("1 on their way");
  }

  @Test
  void restoreAndPurgeAreFoundAlsoWhenTheyBalance() throws Exception {
    platform.central().submissions().purge(oldest());
    platform
        .central()
        .submissions()
        .createLate(anyValues(), Instant.now().minus(Duration.ofDays(9)));

    Findings found = verify(1);

    assertThat(found.message("submissions"))
        .isEqualTo("127 at Central, 127 here, 1 missing here, 1 here that Central has not");
  }

  @Test
  void oldCentralIsComparedAsWell() throws Exception {
    platform.central().behaveAs(Release.V2024_2);
    platform.central().submissions().purge(oldest());

    assertThat(verify(1).message("submissions")).contains("1 here that Central has not");
  }

  @Test
  void centralThatIsAwayIsExitOneWithTheReason() throws Exception {
    platform.set("ODK_BASE_URL", "http://127.0.0.1:1");

    assertThat(verify(1).message("submissions")).startsWith("not compared, network: ");
  }

  @Test
  void newWarehouseHasNothingToCompareYet() throws Exception {
    try (Platform fresh = new Platform()) {
      assertThat(Findings.of(fresh.variables(), 1, "verify").message("submissions"))
          .startsWith("no run has stored this form yet");
    }
  }

  @Test
  void idsAreLimited() throws Exception {
    warehouse.execute("DELETE FROM \"GRARentalDataCollection_unified\"");

    JsonNode check = verify(1, "--limit", "3").about("unified table");

    assertThat(check.get("message").textValue()).contains("127 missing");
    assertThat(check.get("ids")).hasSize(3);
  }

  private Findings verify(int exitCode, String... options) throws Exception {
    platform.stop();
    return Findings.of(platform.variables(), exitCode, "verify", options);
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
