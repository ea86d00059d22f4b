package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.odksync.Md5;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.ReceivedRequest;

/** Files that arrive after their submission, and replaced files: neither changes a timestamp. */
class AttachmentsFlowTest extends OnPlatform {

  private static final String LISTS = "/attachments$";
  private static final String FILES = "/attachments/";

  private static final Fault SERVER_ERROR = Fault.error(500, 0, "Internal Server Error");

  /** Longer than a run, shorter than the shortest delay. */
  private static final int MARGIN_SECONDS = 50;

  AttachmentsFlowTest() throws IOException, SQLException {
    super();
    // no retries within a request
    platform.property("images.retry.attempts", "0");
  }

  // --- late

  @Test
  void lateFilesAreFoundByOneListAndCopied() throws Exception {
    String id = late("house.jpg", "plate.jpg");
    platform.run("image_processing");
    assertThat(requests(id, FILES)).hasSize(2);
    assertThat(requests(id, LISTS)).isEmpty();
    assertThat(states(id)).containsExactly("missing", "missing");
    platform.central().submissions().drawMissing(id);
    platform.central().requests().clear();

    platform.run("image_processing");
    assertThat(platform.central().requests().list()).isEmpty();
    pass(60);
    platform.run("image_processing", "unified");

    assertThat(requests(id, LISTS)).hasSize(1);
    assertThat(requests(id, FILES)).hasSize(2).doesNotHaveDuplicates();
    assertThat(states(id)).containsExactly("stored", "stored");
    assertThat(metadata("stored")).isEqualTo(2);
    assertServed(id, "building_image_url", "house.jpg");
    assertServed(id, "address_plus_code_url", "plate.jpg");
  }

  @Test
  void arrivedFileIsCopiedAndMissingFileIsCheckedLater() throws Exception {
    String id = late("house.jpg", "plate #1?.jpg");
    platform.run("image_processing");
    platform.central().submissions().putAttachment(id, "plate #1?.jpg", Jpeg.of("late"));
    platform.central().requests().clear();
    pass(60);

    platform.run("image_processing", "image_processing");

    assertThat(requests(id, LISTS)).hasSize(1);
    assertThat(requests(id, FILES)).hasSize(1);
    assertThat(states(id)).containsExactly("missing", "stored");
  }

  @Test
  void missingFileIsCheckedLessAndLessOften() throws Exception {
    String id = late("house.jpg", "plate.jpg");
    platform.run("image_processing");

    for (int minutes : List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360)) {
      platform.central().requests().clear();
      pass(minutes * 60 - MARGIN_SECONDS);
      platform.run("image_processing");
      assertThat(platform.central().requests().list()).as("before %d min", minutes).isEmpty();

      pass(MARGIN_SECONDS);
      platform.run("image_processing");
      assertThat(platform.central().requests().list())
          .as("after %d min", minutes)
          .isEqualTo(requests(id, LISTS))
          .hasSize(1);
      assertThat(status()).isEqualTo("success");
      assertThat(metadata("missing")).isEqualTo(2);
    }
  }

  @Test
  void filesOfADeletedSubmissionAreCheckedLessAndLessOften() throws Exception {
    String id = late("house.jpg", "plate.jpg");
    platform.run("image_processing");
    platform.central().submissions().delete(id);
    platform.central().requests().clear();
    pass(60);

    platform.run("image_processing", "image_processing");

    assertThat(platform.central().requests().list()).isEqualTo(requests(id, LISTS)).hasSize(1);
    assertThat(states(id)).containsExactly("missing", "missing");
    assertThat(status()).isEqualTo("success");
  }

  @Test
  void runFailsOnlyWhenAllListsFail() throws Exception {
    late("house.jpg", "plate.jpg");
    late("house.jpg", "plate.jpg");
    platform.run("image_processing");
    pass(60);
    platform.central().faults().next(LISTS, SERVER_ERROR);
    platform.run("image_processing");
    assertThat(status()).isEqualTo("success");
    assertThat(metadata("failed")).isEqualTo(2);
    assertThat(metadata("missing")).isEqualTo(2);

    pass(120);
    platform.central().faults().next(LISTS, SERVER_ERROR, 2);
    platform.run("image_processing");

    assertThat(status()).isEqualTo("error");
    assertThat(warehouse.lastRun("image_processing").get("error_message").textValue())
        .startsWith("network: Central answered 500");
  }

  @Test
  void editChecksLateFilesAtOnce() throws Exception {
    String id = late("house.jpg", "plate.jpg");
    platform.run("image_processing");
    platform.central().submissions().drawMissing(id);
    platform.central().submissions().edit(id, submission -> submission.put("sum_owner", 41));
    platform.central().requests().clear();

    platform.run("main_submissions", "image_processing");

    assertThat(requests(id, LISTS)).isEmpty();
    assertThat(states(id)).containsExactly("stored", "stored");
  }

  @Test
  void runFailsWhenCentralFailsForAllFiles() throws Exception {
    late("house.jpg", "plate.jpg");
    platform.central().faults().next(FILES, SERVER_ERROR, 2);

    platform.run("image_processing");

    assertThat(status()).isEqualTo("error");
  }

  // --- unchanged

  @Test
  void editDoesNotUploadImagesAgain() throws Exception {
    String id = stored(1).get(0);
    JsonNode before = file(id);
    platform.central().submissions().edit(id, values -> values.put("sum_owner", 41));

    platform.run("main_submissions", "image_processing");

    JsonNode after = file(id);
    assertThat(after.get("state").textValue()).isEqualTo("stored");
    assertThat(after.get("outcome").textValue()).isEqualTo("unchanged");
    assertThat(after.get("stored_at")).isEqualTo(before.get("stored_at"));
    assertThat(after.get("md5")).isEqualTo(before.get("md5"));
    assertThat(after.get("size")).isEqualTo(before.get("size"));
  }

  @Test
  void objectsInTheBucketAreNotUploadedAgainAfterALostLedger() throws Exception {
    List<String> ids = stored(3);
    warehouse.update("DELETE FROM odk_attachment");
    warehouse.update("DELETE FROM odk_sync_cursor");
    warehouse.update("DELETE FROM \"GRARentalDataCollection\"");

    platform.run("main_submissions", "image_processing", "unified");

    assertThat(metadata("unchanged")).isEqualTo(3);
    for (String id : ids) {
      assertServed(id, "building_image_url", buildingImage(id));
    }
  }

  @Test
  void fieldThatNamesAnEarlierImageGetsItsLink() throws Exception {
    String id = stored(1).get(0);
    String first = buildingImage(id);
    byte[] bytes = platform.central().submissions().attachments(id).get(first).orElseThrow();
    rename(id, "other.jpg");
    platform.central().submissions().putAttachment(id, "other.jpg", Jpeg.of("other"));
    platform.run("main_submissions", "image_processing");
    rename(id, first);
    platform.central().submissions().putAttachment(id, first, bytes);

    platform.run("main_submissions", "image_processing", "unified");

    assertThat(file(id).get("outcome").textValue()).isEqualTo("unchanged");
    assertServed(id, "building_image_url", first);
  }

  @Test
  void editThatRemovesAImageRemovesItsLink() throws Exception {
    String id = stored(1).get(0);
    platform.run("person_details", "unified");
    assertThat(link(id, "building_image_url")).isNotNull();
    rename(id, null);

    platform.run("main_submissions", "unified");

    assertThat(link(id, "building_image_url")).isNull();
    assertThat(warehouse.table(Warehouse.UNIFIED).get(id).get("building_image_url_html").isNull())
        .isTrue();
  }

  private void rename(String id, @Nullable String image) {
    platform
        .central()
        .submissions()
        .edit(
            id,
            values ->
                ((ObjectNode) values.get("property_description")).put("building_image", image));
  }

  // --- replaced

  @Test
  void replacedFileIsFoundByConditionalRequests() throws Exception {
    List<String> ids = stored(5);
    platform.run("person_details", "unified");
    String id = ids.get(2);
    byte[] replaced = Jpeg.of("replaced");
    platform.central().submissions().putAttachment(id, buildingImage(id), replaced);
    platform.central().requests().clear();
    platform.run("image_processing");
    passDays(6);
    platform.run("image_processing");
    assertThat(platform.central().requests().list()).isEmpty();
    passDays(1);

    platform.run("image_processing");

    assertThat(platform.central().requests().list())
        .isEqualTo(platform.central().requests().matching(FILES))
        .hasSize(5)
        .doesNotHaveDuplicates();
    assertThat(metadata("stored")).isEqualTo(1);
    assertThat(metadata("unchanged")).isEqualTo(4);
    assertThat(warehouse.query("SELECT to_jsonb(submission_id) FROM odk_unified_dirty"))
        .extracting(JsonNode::textValue)
        .containsExactly(id);
    JsonNode row = file(id);
    assertThat(row.get("md5").textValue()).isEqualTo(Md5.hex(replaced));
    assertThat(row.get("size").intValue()).isEqualTo(replaced.length);
    platform.run("unified");
    assertServed(id, "building_image_url", buildingImage(id));

    platform.central().requests().clear();
    platform.run("image_processing");
    assertThat(platform.central().requests().list()).isEmpty();
  }

  @Test
  void checksPerRunAreLimitedAndOldestFirst() throws Exception {
    stored(5);
    // the last one to be checked, of a submission that Central no longer has
    warehouse.update(
        "INSERT INTO odk_attachment (form, submission_id, file_name, folder, state, md5, next_check_at)"
            + " SELECT form, 'uuid:gone', i || '.jpg', folder, 'stored', md5, now() + interval '8 days'"
            + " FROM (SELECT * FROM odk_attachment LIMIT 1) a, generate_series(1, 405) i");
    passDays(8);
    platform.central().requests().clear();

    platform.run("image_processing");
    assertThat(platform.central().requests().list()).hasSize(200);
    assertThat(metadata("unchanged")).isEqualTo(5);
    platform.run("image_processing");
    assertThat(platform.central().requests().list()).hasSize(400);
    platform.run("image_processing", "image_processing");

    assertThat(platform.central().requests().list()).hasSize(410).doesNotHaveDuplicates();
  }

  @Test
  void imageThatCentralNoLongerHasIsKept() throws Exception {
    String id = stored(2).get(0);
    JsonNode before = file(id);
    platform.central().submissions().removeAttachment(id, buildingImage(id));
    passDays(7);
    platform.central().requests().clear();

    platform.run("image_processing", "image_processing");

    assertThat(requests(id, FILES)).hasSize(1);
    assertThat(file(id).get("state").textValue()).isEqualTo("stored");
    assertThat(file(id).get("url")).isEqualTo(before.get("url"));
    assertThat(Platform.get(link(id, "building_image_url")).statusCode()).isEqualTo(200);
    assertThat(status()).isEqualTo("success");
    passDays(7);
    platform.run("image_processing");
    assertThat(requests(id, FILES)).hasSize(2);
  }

  @Test
  void failedCheckIsRepeatedAfterAnHour() throws Exception {
    stored(3);
    passDays(7);
    platform.central().faults().next(FILES, SERVER_ERROR);
    platform.run("image_processing");
    assertThat(status()).isEqualTo("success");
    assertThat(metadata("failed")).isEqualTo(1);
    platform.central().requests().clear();

    pass(3600 - MARGIN_SECONDS);
    platform.run("image_processing");
    assertThat(platform.central().requests().list()).isEmpty();
    pass(MARGIN_SECONDS);
    platform.run("image_processing");

    assertThat(platform.central().requests().list()).hasSize(1);
    assertThat(metadata("unchanged")).isEqualTo(1);
    assertThat(count("state = 'stored' AND reason IS NULL")).isEqualTo(3);
  }

  @Test
  void editDuringACheckIsNotLost() throws Exception {
    List<String> ids = stored(3);
    String id = ids.get(0);
    platform.central().submissions().putAttachment(id, buildingImage(id), Jpeg.of("replaced"));
    platform.central().faults().next(buildingImage(id), editDuringTheCheck(id));
    platform.central().faults().next(buildingImage(ids.get(1)), editDuringTheCheck(ids.get(1)));
    passDays(7);

    platform.run("image_processing");
    assertThat(count("state = 'pending'")).isEqualTo(2);
    platform.run("image_processing");

    assertThat(metadata("unchanged")).isEqualTo(2);
    assertThat(count("state = 'stored'")).isEqualTo(3);
    assertThat(Platform.get(link(id, "building_image_url")).body()).isEqualTo(Jpeg.of("replaced"));
  }

  @Test
  void fileWithoutETagIsNeverChecked() throws Exception {
    byte[] bytes = Jpeg.of("from elsewhere");
    Fault withoutETag =
        next ->
            exchange -> {
              exchange.sendResponseHeaders(200, bytes.length);
              exchange.getResponseBody().write(bytes);
              exchange.close();
            };
    platform.central().faults().next(FILES, withoutETag);
    stored(3);
    assertThat(count("state = 'stored' AND md5 IS NULL")).isEqualTo(1);
    passDays(7);
    platform.central().requests().clear();

    platform.run("image_processing");

    assertThat(platform.central().requests().list()).hasSize(2);
  }

  @Test
  void zeroDaysTurnsChecksOff() throws Exception {
    platform.set("IMAGE_RECHECK_DAYS", "0");
    stored(3);
    passDays(4_000);
    platform.central().requests().clear();
    platform.run("image_processing");
    assertThat(platform.central().requests().list()).isEmpty();

    platform.set("IMAGE_RECHECK_DAYS", "7");
    platform.run("image_processing");

    assertThat(platform.central().requests().matching(FILES)).hasSize(3);
  }

  @Test
  void idleRunSendsNoRequestAndWritesNothing() throws Exception {
    stored(3);
    String id = platform.central().submissions().create(values("house.jpg", "plate.jpg"));
    platform.run("main_submissions", "image_processing", "unified");
    assertThat(states(id)).containsExactly("missing", "missing");
    String written = "SELECT to_jsonb(a.xmin::text) FROM odk_attachment a ORDER BY a.ctid";
    List<JsonNode> before = warehouse.query(written);
    platform.central().requests().clear();

    platform.run("image_processing");

    assertThat(platform.central().requests().list()).isEmpty();
    assertThat(warehouse.query(written)).isEqualTo(before);
    assertThat(warehouse.query("SELECT to_jsonb(d) FROM odk_unified_dirty d")).isEmpty();
    assertThat(status()).isEqualTo("success");
  }

  // --- helpers

  /** Creates a submission whose two files have not arrived; leaves only these in the ledger. */
  private String late(String building, String plate) throws SQLException {
    String id = platform.central().submissions().create(values(building, plate));
    platform.run("main_submissions");
    warehouse.update("DELETE FROM odk_attachment WHERE file_name !~ '^(house|plate)'");
    return id;
  }

  /** Copies the building's image of this number of submissions; leaves only these in the ledger. */
  private List<String> stored(int count) throws SQLException {
    platform.run("main_submissions");
    warehouse.update(
        "DELETE FROM odk_attachment WHERE (submission_id, file_name) NOT IN (SELECT \"UUID\","
            + " property_description->>'building_image' FROM \"GRARentalDataCollection\""
            + " WHERE property_description->>'building_image' ~ '^[0-9]+[.]jpg$'"
            + " ORDER BY \"SubmittedDate\" LIMIT ?)",
        count);
    platform.run("image_processing");
    assertThat(count("state = 'stored'")).isEqualTo(count);
    return warehouse
        .query("SELECT to_jsonb(submission_id) FROM odk_attachment WHERE state = 'stored'")
        .stream()
        .map(JsonNode::textValue)
        .toList();
  }

  /** The values of a submission with these two images. */
  private ObjectNode values(String building, String plate) {
    ObjectNode values =
        platform.central().submissions().list().stream()
            .filter(s -> s.path("property_description").isObject())
            .filter(s -> s.path("property_location").isObject())
            .findFirst()
            .orElseThrow();
    values.remove("meta");
    ((ObjectNode) values.get("property_description")).put("building_image", building);
    ((ObjectNode) values.get("property_location")).put("address_plus_code_image", plate);
    return values;
  }

  /** Edits the submission between the start of the check and Central's answer. */
  private Fault editDuringTheCheck(String id) {
    return next ->
        exchange -> {
          try {
            warehouse.update(
                "UPDATE odk_attachment SET state = 'pending', requested_at = clock_timestamp(),"
                    + " next_attempt_at = now(), history_id = NULL WHERE submission_id = ?",
                id);
          } catch (SQLException e) {
            throw new IOException(e);
          }
          next.handle(exchange);
        };
  }

  /** Shifts the due times by this number of seconds. */
  private void pass(long seconds) throws SQLException {
    warehouse.update(
        "UPDATE odk_attachment SET next_attempt_at = next_attempt_at - make_interval(secs => ?),"
            + " next_check_at = next_check_at - make_interval(secs => ?)",
        seconds,
        seconds);
  }

  private void passDays(int days) throws SQLException {
    pass(days * 86_400L);
  }

  /** The requests about a submission. */
  private List<ReceivedRequest> requests(String id, String regex) {
    return platform.central().requests().matching(id.replace(":", "%3A") + regex);
  }

  /** States in the order of the file names. */
  private List<String> states(String id) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(state) FROM odk_attachment WHERE submission_id = ? ORDER BY file_name",
            id)
        .stream()
        .map(JsonNode::textValue)
        .toList();
  }

  /** The ledger's row of the building's image. */
  private JsonNode file(String id) throws SQLException {
    return file(id, buildingImage(id));
  }

  private JsonNode file(String id, String name) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(a) FROM odk_attachment a WHERE submission_id = ? AND file_name = ?",
            id,
            name)
        .get(0);
  }

  private int count(String condition) throws SQLException {
    return warehouse
        .query("SELECT to_jsonb(count(*)) FROM odk_attachment WHERE " + condition)
        .get(0)
        .intValue();
  }

  private String status() throws SQLException {
    return warehouse.lastRun("image_processing").get("status").textValue();
  }

  private int metadata(String outcome) throws SQLException {
    return warehouse.lastRun("image_processing").get("sync_metadata").required(outcome).intValue();
  }

  private String buildingImage(String id) {
    JsonNode submission = platform.central().submissions().get(id);
    return submission.at("/property_description/building_image").textValue();
  }

  private String link(String id, String column) throws SQLException {
    return warehouse.table(Warehouse.MAIN).get(id).get(column).textValue();
  }

  /** Main and unified table have the same link, which serves Central's bytes. */
  private void assertServed(String id, String column, String name) throws Exception {
    String link = link(id, column);
    assertThat(warehouse.table(Warehouse.UNIFIED).get(id).get(column).textValue())
        .isEqualTo(link)
        .isEqualTo(file(id, name).get("url").textValue());
    assertThat(Platform.get(link).body())
        .isEqualTo(platform.central().submissions().attachments(id).get(name).orElseThrow());
  }
}
