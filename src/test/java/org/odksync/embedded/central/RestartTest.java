package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

  private final Path directory;
  private final SettableClock clock = new SettableClock();

  RestartTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private SampleCentral start() throws IOException {
    return SampleCentral.start(directory, 0, Duration.ZERO, clock);
  }

  @Test
  void dataSurviveARestart() throws IOException {
    List<ObjectNode> present;
    List<ObjectNode> deleted;
    String form;
    String etag;
    String id;
    try (SampleCentral central = start()) {
      Submissions submissions = central.submissions();
      id = submissions.create(Json.object().put("logo", "a.jpg"));
      submissions.putAttachment(id, "a.jpg", new byte[] {7});
      submissions.edit(submissions.create(), values -> values.put("sum_owner", 9));
      submissions.delete(submissions.create());
      submissions.purge(submissions.create());
      present = submissions.list();
      deleted = submissions.deleted();
      etag = new SampleClient(central).etag(SampleClient.TABLE);
      form = new SampleClient(central).json(SampleClient.FORM).toString();
    }
    clock.move(Duration.ofDays(3));
    try (SampleCentral central = start()) {
      assertThat(central.submissions().list()).isEqualTo(present).hasSize(129);
      assertThat(central.submissions().deleted()).isEqualTo(deleted).hasSize(1);
      assertThat(central.submissions().attachments(id).get("a.jpg")).contains(new byte[] {7});
      assertThat(new SampleClient(central).etag(SampleClient.TABLE)).isEqualTo(etag);
      assertThat(new SampleClient(central).json(SampleClient.FORM).toString()).isEqualTo(form);
    }
  }

  @Test
  void formVersionsSurviveARestart() throws IOException {
    String versions;
    String rows;
    try (SampleCentral central = start()) {
      central.draft().add("/notes", FieldType.STRING).remove("/logo").publish();
      clock.move(Duration.ofHours(1));
      central.draft().add("/choices", FieldType.SELECT_MULTIPLE).remove("/notes").publish();
      central.submissions().create(Json.object().put("choices", "a b"));
      versions = new SampleClient(central).json(SampleClient.FORM + "/versions").toString();
      rows = new SampleClient(central).json(SampleClient.TABLE).path("value").toString();
    }
    // first from the appended lines, then from the rewritten file
    for (int i = 0; i < 2; i++) {
      try (SampleCentral central = start()) {
        SampleClient caller = new SampleClient(central);
        assertThat(caller.json(SampleClient.FORM + "/versions").toString()).isEqualTo(versions);
        assertThat(caller.json(SampleClient.TABLE).path("value").toString()).isEqualTo(rows);
        assertThat(caller.json(SampleClient.FORM + "/fields").toString()).contains("/choices");
      }
    }
  }

  @Test
  void incompleteLastLineIsIgnored() throws IOException {
    Path journal = directory.resolve("submissions.ndjson");
    try (SampleCentral central = start()) {
      central.submissions().create();
    }
    Files.writeString(journal, "{\"number\":129,\"id\":\"uuid:to", StandardOpenOption.APPEND);
    String id;
    try (SampleCentral central = start()) {
      assertThat(central.submissions().list()).hasSize(128);
      id = central.submissions().create();
    }
    try (SampleCentral central = start()) {
      assertThat(central.submissions().list()).hasSize(129);
      assertThat(central.submissions().get(id).path("__id").asText()).isEqualTo(id);
    }
  }

  @Test
  void idsAreNotReusedAfterAPurge() throws IOException {
    String first;
    String etag;
    try (SampleCentral central = start()) {
      first = central.submissions().create();
      etag = new SampleClient(central).etag(SampleClient.TABLE);
      central.submissions().purge(first);
    }
    start().close();
    try (SampleCentral central = start()) {
      assertThat(central.submissions().create()).isNotEqualTo(first);
      assertThat(new SampleClient(central).etag(SampleClient.TABLE)).isNotEqualTo(etag);
    }
  }

  @Test
  void journalIsRewrittenBeforeItGrowsTooLarge() throws IOException {
    try (SampleCentral central = start()) {
      String id = central.submissions().create();
      for (int i = 0; i < 1_500; i++) {
        central.submissions().setReviewState(id, "approved");
      }
    }
    try (var lines = Files.lines(directory.resolve("submissions.ndjson"))) {
      assertThat(lines.count()).isLessThan(1_200);
    }
  }
}
