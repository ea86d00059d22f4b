package org.odksync.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenewalTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  /** Each link gets less than the one before: credentials that only get worse. */
  private static final class Dwindling implements Links {

    private Instant next = NOON.plusSeconds(2);

    @Override
    public Link of(String objectKey) {
      next = next.minusSeconds(1);
      return new Link("u", Optional.of(next));
    }

    @Override
    public Optional<Instant> renewBefore() {
      return Optional.of(NOON);
    }

    @Override
    public String getPermanent() {
      return "";
    }
  }

  @Test
  void noLinkIsDueAgainInTheRunThatMadeItWhateverCredentialsDo() {
    Renewal renewal = new Dwindling().renewal();
    List<Map<String, Object>> row =
        List.of(Map.of("submission_id", "s", "file_name", "f", "object_key", "k"));
    assertThat(renewal.getBefore()).isEqualTo("2026-11-24T12:00:00Z");

    assertThat(renewal.linkAll(row)).contains("2026-11-24T12:00:01Z");
    assertThat(renewal.getBefore()).isEqualTo("2026-11-24T12:00:00Z");
    renewal.linkAll(row);
    assertThat(renewal.linkAll(row)).contains("2026-11-24T11:59:59Z");

    assertThat(renewal.getBefore()).isEqualTo("2026-11-24T11:59:59Z");
  }
}
