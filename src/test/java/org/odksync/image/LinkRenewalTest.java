package org.odksync.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkRenewalTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  /** Each link expires before the last one, as with credentials that get shorter. */
  private static final class ShrinkingLinks implements LinkFactory {

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
    public String stablePrefix() {
      return "";
    }
  }

  @Test
  void noLinkIsRenewedTwiceInOneRun() {
    LinkRenewal renewal =
        new ShrinkingLinks()
            .renewal(new ImageSettings(true, 7, 200, "odk_images", "store", "none"));
    List<Map<String, Object>> row =
        List.of(Map.of("submission_id", "s", "file_name", "f", "object_key", "k"));
    assertThat(renewal.parameters()).containsEntry("renew_before", "2026-11-24T12:00:00Z");

    assertThat(links(renewal, row)).contains("2026-11-24T12:00:01Z");
    assertThat(renewal.parameters()).containsEntry("renew_before", "2026-11-24T12:00:00Z");
    renewal.renew(row);
    assertThat(links(renewal, row)).contains("2026-11-24T11:59:59Z");

    assertThat(renewal.parameters()).containsEntry("renew_before", "2026-11-24T11:59:59Z");
  }

  private static String links(LinkRenewal renewal, List<Map<String, Object>> rows) {
    return String.valueOf(renewal.renew(rows).parameters().get("links"));
  }
}
