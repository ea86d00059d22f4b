package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SeedTest {

  private static final Instant NOW = SettableClock.START;

  private final PublishedForm form = PublishedForm.first(SampleForm.RENTAL, NOW);
  private final List<Submission> rows = new Seed(form, NOW).submissions();

  @Test
  void hasTheExpectedNumbers() {
    assertThat(rows).hasSize(127);
    assertThat(rows.stream().mapToInt(row -> row.values().path(Survey.PERSONS).size()).sum())
        .isEqualTo(498);
    assertThat(rows.stream().filter(row -> row.values().path(Survey.PERSONS).isEmpty())).hasSize(4);
    assertThat(rows.stream().map(Submission::id).distinct()).hasSize(127);
    assertThat(rows).allSatisfy(row -> assertThat(row.id()).matches("uuid:[0-9a-f-]{36}"));
  }

  @Test
  void isAlwaysTheSame() {
    assertThat(new Seed(form, NOW).submissions()).isEqualTo(rows);
    assertThat(new Seed(form, NOW.plusSeconds(77)).submissions().stream().map(Submission::id))
        .containsExactlyElementsOf(rows.stream().map(Submission::id).toList());
  }

  @Test
  void datesAreInTheLastSixtyDays() {
    List<Instant> dates = rows.stream().map(row -> row.system().submissionDate()).toList();

    assertThat(dates).isSorted();
    assertThat(new HashSet<>(dates)).hasSize(126);
    assertThat(dates.get(0)).isBetween(NOW.minus(Duration.ofDays(60)), NOW);
    assertThat(rows.stream().map(row -> row.system().updatedAt()).filter(Objects::nonNull))
        .isNotEmpty()
        .allMatch(NOW::isAfter);
  }

  @Test
  void hasEveryReviewState() {
    Set<String> states =
        rows.stream()
            .map(row -> String.valueOf(row.system().reviewState()))
            .collect(Collectors.toSet());

    assertThat(states).containsOnly("null", "approved", "hasIssues", "rejected", "edited");
    assertThat(rows.stream().filter(row -> row.system().edits() > 0)).isNotEmpty();
  }

  @Test
  void allImagesButTwoExist() {
    List<Attachment> files = rows.stream().flatMap(row -> row.attachments().stream()).toList();

    assertThat(files.stream().filter(file -> !file.exists())).hasSize(2);
    assertThat(files).hasSizeBetween(150, 200);
    assertThat(rows.stream().filter(row -> row.attachments().isEmpty())).isNotEmpty();
    assertThat(files.stream().map(Attachment::name)).contains("dir/../up?q=1.jpg");
  }

  @Test
  void hasUnusualValues() {
    String all =
        rows.stream().map(row -> row.expanded(form).toString()).collect(Collectors.joining());

    assertThat(all).contains("🏠", "<b>", "N'Jie", "not-a-date", "  Mosque Road", "\\n", "& Co");
  }
}
