package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.Fault;

/** All flows together, while Central changes. */
class FlowsTest extends OnPlatform {

  FlowsTest() throws IOException, SQLException {
    super();
  }

  @Test
  void warehouseEqualsCentral() throws Exception {
    platform.run(ALL);

    WarehouseComparison comparison = comparison();
    comparison.check();
    assertThat(comparison.submissions()).isEqualTo(127);
    assertThat(comparison.persons()).isEqualTo(498);
    for (String type : ALL) {
      assertThat(warehouse.lastRun(type).get("status").textValue()).as(type).isEqualTo("success");
    }
    assertThat(warehouse.query("SELECT to_jsonb(r) FROM odk_rejected_record r")).hasSize(3);
  }

  @Test
  void everyLinkServesItsImage() throws Exception {
    try (Platform whole = new Platform(Servers.SHARED.wholeSampleCentral())) {
      whole.run(ALL);

      int images = 0;
      for (JsonNode row : whole.warehouse().table(Warehouse.UNIFIED).values()) {
        Map<String, Optional<byte[]>> held =
            whole.central().submissions().attachments(row.get("UUID").textValue());
        images += check(row, "property_description", "building_image", "building_image_url", held);
        images +=
            check(
                row, "property_location", "address_plus_code_image", "address_plus_code_url", held);
      }
      JsonNode run = whole.warehouse().lastRun("image_processing");
      assertThat(images).isGreaterThan(100).isEqualTo(run.get("records_processed").intValue());
    }
  }

  @Test
  void runWithoutChangesProcessesNothing() throws SQLException {
    platform.run(ALL);
    platform.run(ALL);

    for (String type : ALL) {
      assertThat(warehouse.lastRun(type).get("records_processed").intValue()).as(type).isZero();
    }
  }

  /** Also on a table of an earlier release. */
  @Test
  void unifiedTableHasAnIndexOnTheDate() throws SQLException {
    String index =
        "SELECT to_jsonb(indexdef) FROM pg_indexes WHERE tablename = 'GRARentalDataCollection_unified'"
            + " AND indexname = 'GRARentalDataCollection_unified_submitted'";
    platform.run("main_submissions", "unified");
    assertThat(warehouse.query(index).get(0).textValue()).endsWith("(\"SubmittedDate\")");

    warehouse.update("DROP INDEX \"GRARentalDataCollection_unified_submitted\"");
    platform.stop();
    platform.run("unified");

    assertThat(warehouse.query(index)).hasSize(1);
  }

  @Test
  void formWithoutSubmissionsHasEmptyTables() throws Exception {
    for (ObjectNode submission : platform.central().submissions().list()) {
      platform.central().submissions().purge(submission.get("__id").textValue());
    }

    platform.run(ALL);
    platform.run(ALL);

    comparison().check();
    assertThat(warehouse.table(Warehouse.UNIFIED)).isEmpty();
    assertThat(warehouse.lastRun("person_details").at("/sync_metadata/no_change").booleanValue())
        .isTrue();
  }

  @Test
  void editsReachEveryTable() throws Exception {
    platform.run(ALL);
    String id = submissionWithPersons(3);
    platform
        .central()
        .submissions()
        .edit(
            id,
            submission -> {
              ((ArrayNode) submission.get("person_details")).remove(1);
              ((ObjectNode) submission.get("property_description")).put("property_name", "Renamed");
            });
    String added = platform.central().submissions().create();

    platform.run(ALL);

    comparison().check();
    assertThat(warehouse.table(Warehouse.UNIFIED)).containsKey(added);
    assertThat(warehouse.lastRun("main_submissions").get("records_processed").intValue())
        .isEqualTo(2);
  }

  @Test
  void deletesReachEveryTable() throws Exception {
    platform.run(ALL);
    String id = submissionWithPersons(3);
    platform.central().submissions().delete(id);

    platform.run(ALL);

    comparison().check();
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(126).doesNotContainKey(id);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(submission_id) FROM odk_tombstone WHERE submission_id = ?", id))
        .hasSize(1);
    assertThat(
            warehouse.query("SELECT to_jsonb(a) FROM odk_attachment a WHERE submission_id = ?", id))
        .isEmpty();
  }

  @Test
  void idleFeedCostsOneConditionalRequest() throws SQLException {
    platform.run(ALL);
    platform.run(ALL);
    platform.central().requests().clear();

    platform.run(ALL);

    assertThat(platform.central().requests().list()).hasSize(2);
    assertThat(warehouse.lastRun("main_submissions").at("/sync_metadata/no_change").booleanValue())
        .isTrue();
    String id = platform.central().submissions().create();
    platform.run(ALL);
    assertThat(warehouse.table(Warehouse.UNIFIED)).containsKey(id);
  }

  @Test
  void newFormVersionIsReadFromTheBeginning() throws SQLException {
    platform.run("main_submissions");
    warehouse.update("UPDATE odk_form SET hash = 'older'");
    warehouse.update("UPDATE odk_sync_cursor SET form_hash = 'older'");
    platform.stop();
    platform.central().submissions().create();

    platform.run("main_submissions");

    assertThat(warehouse.lastRun("main_submissions").at("/sync_metadata/records_read").intValue())
        .isEqualTo(128);
    assertThat(warehouse.query("SELECT to_jsonb(hash) FROM odk_form").get(0).textValue())
        .isNotEqualTo("older");
  }

  @Test
  void changedImageReplacesTheOldOneAfterItsUpload() throws Exception {
    platform.run(ALL);
    String id = submissionWithImage();
    String before = link(id);
    platform
        .central()
        .submissions()
        .edit(
            id,
            submission ->
                ((ObjectNode) submission.get("property_description"))
                    .put("building_image", "new one.jpg"));

    platform.run(ALL);
    assertThat(link(id)).isEqualTo(before);

    platform.central().submissions().drawMissing(id);
    warehouse.update("UPDATE odk_attachment SET next_attempt_at = now() WHERE state = 'missing'");
    platform.run(ALL);
    assertThat(link(id)).isNotEqualTo(before).contains("new");
  }

  @Test
  void expiringLinksAreSignedAgain() throws SQLException {
    platform.run(ALL);
    String id = submissionWithImage();
    String before = link(id);
    warehouse.update(
        "UPDATE odk_attachment SET url = 'old', url_expires_at = now() + interval '119 minutes'"
            + " WHERE submission_id = ?",
        id);
    warehouse.update(
        "UPDATE \"GRARentalDataCollection\" SET building_image_url = 'old' WHERE \"UUID\" = ?", id);

    platform.run("url_refresh", "unified");

    assertThat(warehouse.lastRun("url_refresh").get("records_processed").intValue())
        .isBetween(1, 2);
    assertThat(link(id)).startsWith(before.substring(0, before.indexOf('?')));
  }

  @Test
  void nextLinksAreFollowedToTheEnd() throws Exception {
    Fault pages =
        next ->
            exchange -> {
              byte[] answer =
                  "{\"value\":[],\"@odata.nextLink\":\"http://elsewhere/?%24top=50\"}"
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, answer.length);
              exchange.getResponseBody().write(answer);
              exchange.close();
            };
    platform.central().faults().next("svc/Submissions", pages);

    platform.run("main_submissions");

    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127);
    assertThat(warehouse.lastRun("main_submissions").at("/sync_metadata/requests").intValue())
        .isEqualTo(4);
  }

  @Test
  void sessionIsReusedAndRenewedOnce() throws SQLException {
    platform.run(ALL);
    platform.central().faults().dropSessions();
    platform.run(ALL);

    assertThat(platform.central().requests().matching("/v1/sessions$")).hasSize(2);
    assertThat(warehouse.lastRun("person_details").get("status").textValue()).isEqualTo("success");
  }

  @Test
  void withoutBucketOnlyImagesAndLinksAreOff() throws SQLException {
    platform.set("AWS_BUCKET_NAME", null);

    platform.run("main_submissions", "person_details", "unified");

    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(127);
    assertThat(platform.service().camel().getRoute("image_processing")).isNull();
    assertThat(platform.service().camel().getRoute("url_refresh")).isNull();
  }

  private int check(
      JsonNode row, String group, String field, String column, Map<String, Optional<byte[]>> held)
      throws IOException, InterruptedException {
    String name = row.path(group).path(field).textValue();
    Optional<byte[]> bytes =
        name == null ? Optional.empty() : held.getOrDefault(name, Optional.empty());
    if (bytes.isEmpty()) {
      assertThat(row.get(column).isNull()).isTrue();
      return 0;
    }
    HttpResponse<byte[]> answer = Platform.get(row.get(column).textValue());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(bytes.get());
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
    return 1;
  }

  private String link(String id) throws SQLException {
    return warehouse.table(Warehouse.UNIFIED).get(id).get("building_image_url").textValue();
  }

  private String submissionWithPersons(int count) {
    return first(s -> s.path("person_details").size() >= count);
  }

  private String submissionWithImage() throws SQLException {
    List<JsonNode> linked =
        warehouse.query(
            "SELECT to_jsonb(\"UUID\") FROM \"GRARentalDataCollection\""
                + " WHERE building_image_url IS NOT NULL ORDER BY \"UUID\"");
    return linked.get(0).textValue();
  }

  private String first(java.util.function.Predicate<ObjectNode> wanted) {
    return platform.central().submissions().list().stream()
        .filter(wanted)
        .map(s -> s.get("__id").textValue())
        .findFirst()
        .orElseThrow();
  }
}
