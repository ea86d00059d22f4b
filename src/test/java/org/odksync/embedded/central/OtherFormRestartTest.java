package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sample's directory keeps its form. */
class OtherFormRestartTest {

  private static final SampleForm FORM =
      new SampleForm(
          "Хане 1.2",
          "Households",
          "7",
          List.of("string /g.1", "repeat /r", "repeat /r/s", "int /r/s/n", "binary /photo"));

  private static final String PATH = "/v1/projects/7/forms/" + SampleClient.encoded(FORM.id());

  private final Path directory;
  private final SettableClock clock = new SettableClock();

  OtherFormRestartTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private SampleCentral start() throws IOException {
    return SampleCentral.start(directory, 0, Duration.ZERO, clock);
  }

  private SampleCentral start(SampleForm form) throws IOException {
    return SampleCentral.start(directory, 0, Duration.ofMillis(1), clock, form);
  }

  private Path journal() {
    return directory.resolve("submissions.ndjson");
  }

  @Test
  void formAndRowsSurviveARestart() throws IOException {
    JsonNode rows;
    JsonNode versions;
    String etag;
    String id;
    try (SampleCentral central = start(FORM)) {
      assertThat(central.submissions().list()).isEmpty();
      ObjectNode values = Json.object().put("g.1", "x").put("photo", "a.jpg");
      values.putArray("r").addObject().putArray("s").addObject().put("n", 5);
      id = central.submissions().create(values);
      central.submissions().putAttachment(id, "a.jpg", new byte[] {7});
      central.draft().add("/r/s/late", FieldType.DATE).publish();
      clock.move(Duration.ofHours(1));
      central.submissions().edit(id, again -> again.put("g.1", "y"));
      central.submissions().delete(central.submissions().create(Json.object()));
      SampleClient caller = new SampleClient(central);
      rows = caller.json(PATH + ".svc/Submissions?$expand=*").path("value");
      versions = caller.json(PATH + "/versions");
      etag = caller.etag(PATH + ".svc/Submissions");
    }
    // first from the appended lines, then from the rewritten file
    for (int i = 0; i < 2; i++) {
      clock.move(Duration.ofDays(1));
      try (SampleCentral central = start()) {
        SampleClient caller = new SampleClient(central);
        assertThat(central.form()).isEqualTo(FORM);
        assertThat(caller.json(PATH + ".svc/Submissions?$expand=*").path("value")).isEqualTo(rows);
        assertThat(caller.json(PATH + "/versions")).isEqualTo(versions).hasSize(2);
        assertThat(caller.etag(PATH + ".svc/Submissions")).isEqualTo(etag);
        assertThat(central.submissions().deleted()).hasSize(1);
        assertThat(central.submissions().attachments(id).get("a.jpg")).contains(new byte[] {7});
      }
    }
    assertThat(rows.at("/0/r/0/s/0/n").asInt()).isEqualTo(5);
  }

  @Test
  void formSurvivesClear() throws IOException {
    try (SampleCentral central = start(FORM)) {
      central.draft().remove("/r").publish();
      central.submissions().clear();
    }
    try (SampleCentral central = start(FORM)) {
      assertThat(central.form()).isEqualTo(FORM);
      assertThat(new SampleClient(central).json(PATH + "/fields")).hasSize(5);
    }
  }

  @Test
  void directoryWithAnotherFormIsRefused() throws IOException {
    start(FORM).close();

    assertThatIllegalStateException()
        .isThrownBy(() -> start(SampleForm.RENTAL))
        .withMessageContaining("has another form, Хане 1.2");
  }

  @Test
  void journalWithoutFormHasTheSampleData() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(
        journal(),
        """
        {"since":"2026-01-01T00:00:00.000Z","lastTime":"2026-03-01T00:00:00.000Z","lastEvent":3,"lastNumber":2}
        {"number":2,"event":3,"id":"uuid:old","values":{"person_details":[{"email":"a@b"}]},"system":\
        {"submissionDate":"2026-03-01T00:00:00.000Z","updatedAt":null,"submitterId":"5","submitterName":"E",\
        "reviewState":null,"deviceId":null,"edits":0,"formVersion":"2026010101","deletedAt":null},"attachments":[]}
        """);
    for (int i = 0; i < 2; i++) {
      try (SampleCentral central = start()) {
        assertThat(central.form()).isEqualTo(SampleForm.RENTAL);
        assertThat(central.submissions().list()).hasSize(1);
        assertThat(central.submissions().get("uuid:old").at("/person_details/0/email").asText())
            .isEqualTo("a@b");
      }
    }
    assertThat(Files.readString(journal()))
        .startsWith(
            "{\"since\":\"2026-01-01T00:00:00.000Z\",\"lastTime\":\"2026-03-01T00:00:00.000Z\",\"lastEvent\":3,\"lastNumber\":2}\n");
  }

  @Test
  void sampleDataHasItsForm() throws IOException {
    try (SampleCentral central =
        SampleCentral.start(directory, 0, Duration.ZERO, clock, SampleForm.RENTAL)) {
      assertThat(central.submissions().list()).hasSize(Seed.SUBMISSIONS);
    }
  }
}
