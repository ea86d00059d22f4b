package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which change affects which timestamp, count and ETag. */
class ChangeEffectsTest {

  private final SettableClock clock = new SettableClock();
  private SampleCentral central;
  private Submissions submissions;
  private SampleClient caller;
  private String id;
  private String etag;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    central = SampleCentral.start(directory, 0, Duration.ZERO, clock);
    submissions = central.submissions();
    caller = new SampleClient(central);
    etag = caller.etag(SampleClient.TABLE);
    ObjectNode values = Json.object();
    values.putObject("property_description").put("building_image", "a.jpg");
    for (String name : new String[] {"A", "B", "C"}) {
      values.withArray("person_details").addObject().put("individual_first_name", name);
    }
    id = submissions.create(values);
  }

  @AfterEach
  void stop() {
    central.close();
  }

  private void assertEtagChanged(boolean changed) {
    String before = etag;
    etag = caller.etag(SampleClient.TABLE);
    assertThat(!etag.equals(before)).isEqualTo(changed);
    int conditional = caller.get(SampleClient.TABLE, "If-None-Match", before).statusCode();
    assertThat(conditional).isEqualTo(changed ? 200 : 304);
  }

  private JsonNode system() {
    return submissions.get(id).path("__system");
  }

  private List<String> persons() {
    List<String> ids = new ArrayList<>();
    submissions.get(id).path("person_details").forEach(each -> ids.add(each.path("__id").asText()));
    return ids;
  }

  private static void remove(ObjectNode values, int person) {
    ((ArrayNode) values.path("person_details")).remove(person);
  }

  @Test
  void newSubmissionHasOnlyASubmissionDate() {
    assertEtagChanged(true);
    assertThat(system().path("submissionDate").asText()).isEqualTo("2026-12-20T10:00:00.123Z");
    assertThat(system().path("updatedAt").isNull()).isTrue();
    assertThat(system().path("deletedAt").isNull()).isTrue();
    assertThat(system().path("edits").asInt()).isZero();
    assertThat(system().path("attachmentsExpected").asInt()).isEqualTo(1);
    assertThat(system().path("attachmentsPresent").asInt()).isZero();
  }

  @Test
  void renamingASubmitterKeepsTheEtag() {
    assertEtagChanged(true);
    submissions.renameSubmitter(system().path("submitterId").asText(), "Fatou Njie");

    assertEtagChanged(false);
    assertThat(system().path("submitterName").asText()).isEqualTo("Fatou Njie");
    assertThat(system().path("updatedAt").isNull()).isTrue();
    String later = submissions.create(Json.object());
    assertThat(submissions.get(later).at("/__system/submitterName").asText())
        .isEqualTo("Fatou Njie");
  }

  @Test
  void editChangesUpdatedAtAndTheEtag() {
    assertEtagChanged(true);
    clock.move(Duration.ofSeconds(2));
    submissions.edit(id, values -> values.put("survey_date", "2026-12-19"));

    assertEtagChanged(true);
    assertThat(system().path("updatedAt").asText()).isEqualTo("2026-12-20T10:00:02.123Z");
    assertThat(system().path("submissionDate").asText()).isEqualTo("2026-12-20T10:00:00.123Z");
    assertThat(system().path("edits").asInt()).isEqualTo(1);
    assertThat(system().path("reviewState").asText()).isEqualTo("edited");
    assertThat(submissions.get(id).path("__id").asText()).isEqualTo(id);
    assertThat(submissions.get(id).at("/meta/instanceID").asText()).startsWith("uuid:");
    assertThat(submissions.get(id).at("/meta/instanceID").asText()).isNotEqualTo(id);
  }

  @Test
  void reviewStateChangesUpdatedAtAndTheEtag() {
    assertEtagChanged(true);
    submissions.setReviewState(id, "approved");

    assertEtagChanged(true);
    assertThat(system().path("updatedAt").isNull()).isFalse();
    assertThat(system().path("edits").asInt()).isZero();
  }

  @Test
  void attachmentChangesOnlyAttachmentsPresent() {
    assertEtagChanged(true);
    JsonNode before = submissions.get(id);
    submissions.putAttachment(id, "a.jpg", new byte[] {1});
    submissions.putAttachment(id, "a.jpg", new byte[] {2});

    assertEtagChanged(false);
    ObjectNode after = submissions.get(id);
    assertThat(after.at("/__system/attachmentsPresent").asInt()).isEqualTo(1);
    ((ObjectNode) after.path("__system")).put("attachmentsPresent", 0);
    assertThat(after).isEqualTo(before);
  }

  @Test
  void deleteAndRestoreChangeTheEtag() {
    assertEtagChanged(true);
    JsonNode before = submissions.get(id);
    submissions.delete(id);

    assertEtagChanged(true);
    assertThat(system().path("deletedAt").isNull()).isFalse();
    assertThat(system().path("updatedAt").isNull()).isTrue();
    submissions.restore(id);

    assertEtagChanged(true);
    assertThat(submissions.get(id)).isEqualTo(before);
  }

  @Test
  void purgedSubmissionIsGone() {
    submissions.delete(id);
    submissions.purge(id);

    assertEtagChanged(false);
    assertThat(caller.ids("__system/deletedAt ne null")).isEmpty();
  }

  @Test
  void emptyAnswerHasAZeroEtag() {
    String path = SampleClient.TABLE + "?$filter=" + SampleClient.encoded("__id eq 'none'");

    assertThat(caller.etag(path)).isEqualTo("W/\"eventhash:" + "0".repeat(32) + "\"");
  }

  @Test
  void etagDependsOnlyOnSelectedRows() {
    String other = SampleClient.TABLE + "?$filter=" + SampleClient.encoded("__id ne '" + id + "'");
    String before = caller.etag(other);
    submissions.setReviewState(id, "rejected");

    assertThat(caller.etag(other)).isEqualTo(before);
  }

  @Test
  void childIdsArePositional() {
    List<String> before = persons();
    submissions.edit(id, values -> remove(values, 1));

    assertThat(persons()).isEqualTo(before.subList(0, 2));
    assertThat(submissions.get(id).at("/person_details/1/individual_first_name").asText())
        .isEqualTo("C");
  }

  @Test
  void withoutPersonsTheFieldAndItsLinkAreAbsent() {
    submissions.edit(id, values -> values.putArray("person_details"));
    String filter = SampleClient.encoded("__id eq '" + id + "'");
    JsonNode row = caller.json(SampleClient.TABLE + "?$expand=*&$filter=" + filter).at("/value/0");

    assertThat(row.has("person_details")).isFalse();
    assertThat(row.has("person_details@odata.navigationLink")).isFalse();
    submissions.edit(id, values -> values.withArray("person_details").addObject());
    assertThat(persons()).hasSize(1);
  }

  @Test
  void editKeepsKnownFilesAndNewOnesAreMissing() {
    submissions.putAttachment(id, "a.jpg", new byte[] {1});
    submissions.edit(id, values -> values.put("logo", "b.jpg"));

    assertThat(submissions.attachments(id).get("a.jpg")).contains(new byte[] {1});
    assertThat(submissions.attachments(id).get("b.jpg")).isEmpty();
    assertThat(system().path("attachmentsExpected").asInt()).isEqualTo(2);
  }

  @Test
  void timeNeverGoesBack() {
    clock.move(Duration.ofHours(-5));

    assertThat(submissions.get(submissions.create()).at("/__system/submissionDate").asText())
        .isEqualTo("2026-12-20T10:00:00.123Z");
  }

  @Test
  void lateSubmissionAppearsBelowNewerOnes() {
    Instant late = SettableClock.START.minusSeconds(3);
    String lateId = submissions.createLate(Json.object(), late);

    assertThat(submissions.list().get(0).path("__id").asText()).isEqualTo(id);
    assertThat(submissions.list().get(1).path("__id").asText()).isEqualTo(lateId);
  }

  @Test
  void dataDoNotChangeTheMetadataEtag() {
    String before = caller.etag(SampleClient.FORM + ".svc/$metadata");
    submissions.create();

    assertThat(caller.etag(SampleClient.FORM + ".svc/$metadata")).isEqualTo(before);
  }
}
