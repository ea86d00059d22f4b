package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odksync.cli.OdkSync;
import org.odksync.embedded.central.Release;
import picocli.CommandLine;

/** Each difference that the command verify can find is made once, and found. */
class VerifyTest extends OnPlatform {

  private static final ObjectMapper JSON = new ObjectMapper();

  VerifyTest() throws IOException, SQLException {
    super();
    platform.run(ALL);
  }

  @Test
  void equalIsExitZeroAndNothingIsChanged() throws Exception {
    List<JsonNode> before = everything();

    JsonNode answer = verify(0, "--images");

    assertThat(answer.get("ok").booleanValue()).isTrue();
    assertThat(message(answer, "submissions")).isEqualTo("127 at Central, 127 here");
    assertThat(message(answer, "unified table")).isEqualTo("127 rows");
    assertThat(message(answer, "children")).isEqualTo("127 submissions");
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

    JsonNode answer = verify(1);

    assertThat(check(answer, subject).get("status").textValue()).isEqualTo("differs");
    assertThat(message(answer, subject)).contains(words);
    assertThat(check(answer, subject).get("ids").toString()).contains(id);
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

    JsonNode answer = verify(1, "--images");

    assertThat(message(answer, subject)).contains(words);
  }

  @Test
  void whatIsYoungIsOnItsWay() throws Exception {
    platform.central().submissions().create(anyValues());

    assertThat(message(verify(0), "submissions")).contains("1 on their way");
  }

  @Test
  void restoreAndPurgeAreFoundAlsoWhenTheyBalance() throws Exception {
    platform.central().submissions().purge(oldest());
    platform
        .central()
        .submissions()
        .createLate(anyValues(), Instant.now().minus(Duration.ofDays(9)));

    JsonNode answer = verify(1);

    assertThat(message(answer, "submissions"))
        .isEqualTo("127 at Central, 127 here, 1 missing here, 1 here that Central has not");
  }

  @Test
  void oldCentralIsComparedAsWell() throws Exception {
    platform.central().behaveAs(Release.V2024_2);
    platform.central().submissions().purge(oldest());

    assertThat(message(verify(1), "submissions")).contains("1 here that Central has not");
  }

  @Test
  void centralThatIsAwayIsExitOneWithTheReason() throws Exception {
    platform.set("ODK_BASE_URL", "http://127.0.0.1:1");

    assertThat(message(verify(1), "submissions")).startsWith("not compared, network: ");
  }

  @Test
  void idsAreLimited() throws Exception {
    warehouse.execute("DELETE FROM \"GRARentalDataCollection_unified\"");

    JsonNode check = check(verify(1, "--limit", "3"), "unified table");

    assertThat(check.get("message").textValue()).contains("127 missing");
    assertThat(check.get("ids")).hasSize(3);
  }

  private JsonNode verify(int expected, String... options) throws Exception {
    platform.stop();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = new CommandLine(new OdkSync(platform.variables()));
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] arguments = new String[options.length + 2];
    arguments[0] = "verify";
    arguments[1] = "--json";
    System.arraycopy(options, 0, arguments, 2, options.length);
    int code = command.execute(arguments);
    assertThat(code).as("%s%s", out, err).isEqualTo(expected);
    return JSON.readTree(out.toString());
  }

  private static JsonNode check(JsonNode answer, String subject) {
    for (JsonNode check : answer.get("checks")) {
      if (check.get("subject").textValue().equals(subject)) {
        return check;
      }
    }
    throw new AssertionError("no " + subject + " in " + answer);
  }

  private static String message(JsonNode answer, String subject) {
    return check(answer, subject).get("message").textValue();
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
