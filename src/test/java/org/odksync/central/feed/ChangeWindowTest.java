package org.odksync.central.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChangeWindowTest {

  @Test
  void filterSelectsEveryKindOfChange() {
    assertThat(new ChangeWindow(Instant.parse("2026-11-22T00:02:03.456789Z"), null, true).filter())
        .isEqualTo(
            "__system/submissionDate ge 2026-11-22T00:02:03.456Z"
                + " or __system/updatedAt ge 2026-11-22T00:02:03.456Z"
                + " or __system/deletedAt ge 2026-11-22T00:02:03.456Z");
  }

  @Test
  void resumedPassIncludesTheMillisecondOfTheLastRow() {
    assertThat(
            new ChangeWindow(ChangeWindow.BEGINNING, Instant.parse("2026-11-22T00:00:00Z"), true)
                .filter())
        .startsWith("(__system/submissionDate ge 1970-01-01T00:00:00Z or ")
        .endsWith(") and __system/submissionDate le 2026-11-22T00:00:00Z");
  }
}
