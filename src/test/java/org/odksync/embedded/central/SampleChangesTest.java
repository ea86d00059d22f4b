package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleChangesTest {

  @Test
  void eachStepChangesOneSubmission(@TempDir Path directory) throws IOException {
    SettableClock clock = new SettableClock();
    Submissions submissions = Submissions.open(directory, Optional.empty(), clock);
    try (SampleChanges changes = new SampleChanges(submissions, clock)) {
      for (int i = 0; i < 60; i++) {
        clock.move(Duration.ofSeconds(20));
        List<ObjectNode> before = submissions.list();
        changes.once();
        assertThat(submissions.list()).isNotEqualTo(before);
      }
    }

    assertThat(submissions.list()).hasSizeBetween(140, 175);
    assertThat(submissions.rows().stream().filter(row -> row.system().edits() > 0))
        .hasSizeGreaterThan(12);
    assertThat(submissions.rows().stream().map(Submission::id).distinct())
        .hasSameSizeAs(submissions.rows());
  }

  @Test
  void changesContinueWhenTheFormLosesTheirFields() {
    SettableClock clock = new SettableClock();
    Submissions submissions = Submissions.inMemory(SampleForm.RENTAL, clock);
    new Draft(submissions).remove("/person_details").remove("/property_description").publish();
    try (SampleChanges changes = new SampleChanges(submissions, clock)) {
      for (int i = 0; i < 60; i++) {
        clock.move(Duration.ofSeconds(20));
        changes.once();
      }
    }

    assertThat(submissions.list()).hasSizeGreaterThan(10);
  }

  @Test
  void timerMakesChanges(@TempDir Path directory) throws Exception {
    SettableClock clock = new SettableClock();
    try (SampleCentral central = SampleCentral.start(directory, 0, Duration.ofMillis(1), clock)) {
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> central.submissions().list().size() > 127);
    }
  }
}
