package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sample in memory starts empty, and can be cleared any number of times. */
class EmptyStartTest {

  private final SettableClock clock = new SettableClock();
  private SampleCentral central;
  private Submissions submissions;
  private SampleClient caller;

  @BeforeEach
  void start() throws IOException {
    central = SampleCentral.startEmpty(clock);
    submissions = central.submissions();
    caller = new SampleClient(central);
  }

  @AfterEach
  void stop() {
    central.close();
  }

  private int count() {
    return caller.json(SampleClient.TABLE + "?$top=0&$count=true").path("@odata.count").asInt(-1);
  }

  @Test
  void startsEmpty() {
    assertThat(count()).isZero();
    assertThat(caller.json(SampleClient.TABLE + "?$expand=*").path("value")).isEmpty();
    assertThat(caller.etag(SampleClient.TABLE)).contains("0".repeat(32));
    assertThat(caller.json(SampleClient.FORM).path("publishedAt").asText()).isNotEmpty();
  }

  @Test
  void acceptsSubmissionsAndFiles() {
    String id = submissions.create(Json.object().put("logo", "a.jpg"));
    byte[] bytes = {1, 2, 3};
    submissions.putAttachment(id, "a.jpg", bytes);
    bytes[0] = 9;

    assertThat(submissions.attachments(id).get("a.jpg")).contains(new byte[] {1, 2, 3});
    assertThat(caller.ids("__id eq '" + id + "'")).containsExactly(id);
  }

  @Test
  void clearRemovesEverything() {
    submissions.create();
    submissions.delete(submissions.create());
    submissions.clear();

    assertThat(count()).isZero();
    assertThat(submissions.deleted()).isEmpty();
    assertThat(caller.ids("__system/deletedAt ne null")).isEmpty();
  }

  @Test
  void idsAndEtagsAreNotReusedAfterClear() {
    Set<String> ids = new HashSet<>();
    Set<String> etags = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      ids.add(submissions.create());
      etags.add(caller.etag(SampleClient.TABLE));
      submissions.clear();
    }

    assertThat(ids).hasSize(5);
    assertThat(etags).hasSize(5);
  }

  @Test
  void clockCanGoBackAfterClear() {
    submissions.create();
    submissions.clear();
    clock.move(Duration.ofDays(-400));
    ObjectNode row = submissions.get(submissions.create());

    assertThat(row.at("/__system/submissionDate").asText()).isEqualTo("2025-11-15T10:00:00.123Z");
  }
}
