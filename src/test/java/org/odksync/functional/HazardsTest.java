package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.SampleCentral;

/** Failures that need two things at the same time. */
class HazardsTest extends OnPlatform {

  HazardsTest() throws IOException, SQLException {
    super();
  }

  @Test
  void flowsThatWriteTheSameRowsDoNotDeadlock() throws Exception {
    platform.run("main_submissions");
    for (int round = 0; round < 6; round++) {
      warehouse.update(
          "UPDATE odk_attachment SET state = 'pending', next_attempt_at = now(), url_expires_at = now()");
      CompletableFuture<Void> images = CompletableFuture.runAsync(() -> run("image_processing"));
      CompletableFuture<Void> links = CompletableFuture.runAsync(() -> run("url_refresh"));
      for (int pass = 0; pass < 5; pass++) {
        warehouse.update("DELETE FROM odk_sync_cursor");
        changeEveryRow(pass);
        run("main_submissions");
      }
      images.join();
      links.join();
    }

    assertThat(
            warehouse.query(
                "SELECT to_jsonb(error_message) FROM odk_sync_history WHERE status = 'error'"))
        .isEmpty();
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(reason) FROM odk_attachment WHERE state NOT IN ('stored', 'missing')"
                    + " AND reason IS NOT NULL"))
        .isEmpty();
  }

  /** Updates all rows in key order, as every statement that writes several of them must. */
  private void changeEveryRow(int value) throws SQLException {
    warehouse.update(
        """
        UPDATE "GRARentalDataCollection" m SET sum_owner = ?
        FROM (SELECT "UUID" FROM "GRARentalDataCollection" ORDER BY "UUID" FOR NO KEY UPDATE) locked
        WHERE m."UUID" = locked."UUID\"""",
        value);
  }

  @Test
  void databaseRestartDuringAFeedFailsNoRun() throws Exception {
    platform.run("main_submissions");
    warehouse.update("CREATE SEQUENCE tries");
    warehouse.update(
        """
        CREATE FUNCTION restart() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF nextval('tries') <= 2 THEN RAISE EXCEPTION 'restart' USING ERRCODE = '57P01'; END IF;
          RETURN NEW;
        END $$""");
    warehouse.update(
        "CREATE TRIGGER restart BEFORE INSERT ON \"GRARentalDataCollection\""
            + " FOR EACH ROW EXECUTE FUNCTION restart()");
    String added = platform.central().submissions().create();
    platform.central().requests().clear();

    platform.run("main_submissions");

    assertThat(warehouse.lastRun("main_submissions").get("status").textValue())
        .isEqualTo("success");
    assertThat(warehouse.table(Warehouse.MAIN)).containsKey(added);
    assertThat(platform.central().requests().matching("svc/Submissions")).hasSize(3);
  }

  @Test
  void imageWithoutContentLengthIsStoredWhole() throws Exception {
    byte[] bytes = Jpeg.markAsJpeg(new byte[300_000]);
    Fault chunked =
        next ->
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(bytes);
              exchange.close();
            };
    platform.central().faults().next("/attachments/", chunked);

    platform.run("main_submissions", "image_processing");

    JsonNode file =
        warehouse
            .query(
                "SELECT to_jsonb(a) FROM odk_attachment a WHERE size = 300000 AND state = 'stored'")
            .get(0);
    assertThat(file.get("content_type").textValue()).isEqualTo("image/jpeg");
    assertThat(Platform.get(file.get("url").textValue()).body()).isEqualTo(bytes);
  }

  @Test
  void imageEditedDuringItsCopyIsFetchedAgain() throws Exception {
    platform.run("main_submissions");
    Fault editMeanwhile =
        next ->
            exchange -> {
              try {
                warehouse.update(
                    "UPDATE odk_attachment SET requested_at = requested_at + interval '1 second'");
              } catch (SQLException e) {
                throw new IOException(e);
              }
              next.handle(exchange);
            };
    platform.central().faults().next("/attachments/", editMeanwhile);
    platform.central().requests().clear();

    platform.run("image_processing");

    assertThat(warehouse.query("SELECT to_jsonb(a) FROM odk_attachment a WHERE state = 'pending'"))
        .isEmpty();
    int files = warehouse.query("SELECT to_jsonb(a) FROM odk_attachment a").size();
    assertThat(platform.central().requests().matching("/attachments/")).hasSizeGreaterThan(files);
  }

  @Test
  void formOfAnotherCentralIsReadFromTheBeginning() throws Exception {
    platform.run("main_submissions");
    String first = warehouse.table(Warehouse.MAIN).keySet().iterator().next();
    warehouse.update("DELETE FROM \"GRARentalDataCollection\"");
    try (SampleCentral other =
        SampleCentral.start(
            Files.createTempDirectory("central"), 0, Duration.ZERO, Clock.systemUTC())) {
      platform.set("ODK_BASE_URL", other.baseUrl().toString());

      platform.run("main_submissions");
    }

    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127).containsKey(first);
  }

  @Test
  void rowsOlderThanTheUnifiedTableAreInIt() throws Exception {
    platform.run("main_submissions", "person_details", "unified");
    platform.stop();
    warehouse.update("DROP TABLE \"GRARentalDataCollection_unified\"");
    warehouse.update("DELETE FROM odk_form");
    warehouse.update("DELETE FROM odk_sync_cursor");

    platform.run("main_submissions", "person_details", "unified");

    comparison().check();
  }

  @Test
  void runWithoutARecordedEndIsEndedByTheNext() throws Exception {
    platform.run("main_submissions");
    warehouse.update(
        "ALTER TABLE odk_sync_status ADD CONSTRAINT no_end CHECK (successful_sync_count < 2)");

    platform.run("main_submissions");
    assertThat(warehouse.lastRun("main_submissions").get("status").textValue())
        .isEqualTo("in_progress");

    warehouse.update("ALTER TABLE odk_sync_status DROP CONSTRAINT no_end");
    warehouse.update("UPDATE odk_sync_lease SET expires_at = now() - interval '1 second'");
    platform.run("main_submissions");
    assertThat(
            warehouse.query("SELECT to_jsonb(status) FROM odk_sync_history ORDER BY id").stream()
                .map(JsonNode::textValue))
        .containsExactly("success", "error", "success");
  }

  @Test
  void valuesThatPostgresRefusesDoNotStopTheFeed() throws Exception {
    for (String time :
        List.of("2026-01-01T00:00:00+17:00", "2026-01-01T00:00:00+01:00[Europe/Paris]")) {
      edit(submission -> submission.put("survey_start", time));
    }
    edit(
        submission ->
            ((ObjectNode) submission.get("property_description"))
                .put("building_image", "a\u0000.jpg"));

    platform.run("main_submissions");

    assertThat(warehouse.lastRun("main_submissions").get("status").textValue())
        .isEqualTo("success");
    assertThat(warehouse.query("SELECT to_jsonb(column_name) FROM odk_rejected_record")).hasSize(6);
  }

  private void edit(Consumer<ObjectNode> change) {
    List<ObjectNode> all = platform.central().submissions().list();
    String id =
        all.stream()
            .filter(s -> s.path("__system").path("updatedAt").isNull())
            .filter(s -> s.path("property_description").isObject())
            .map(s -> s.get("__id").textValue())
            .findFirst()
            .orElseThrow();
    platform.central().submissions().edit(id, change);
  }
}
