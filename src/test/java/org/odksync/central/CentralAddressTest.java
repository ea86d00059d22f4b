package org.odksync.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.odksync.form.Form;

class CentralAddressTest {

  private final CentralAddress central =
      new CentralAddress(URI.create("https://c.example.org/odk"), Duration.ofMinutes(5));
  private final Form form = new Form();

  CentralAddressTest() {
    form.setId("My form/1");
    form.setProject("3");
  }

  @Test
  void everyNameIsOnePathSegment() {
    assertThat(central.attachment(form, "uuid:1 a", "dir/../up?q=1+é.jpg"))
        .isEqualTo(
            "https://c.example.org/odk/v1/projects/3/forms/My%20form%2F1"
                + "/submissions/uuid%3A1%20a/attachments/dir%2F..%2Fup%3Fq%3D1%2B%C3%A9.jpg");
  }

  @Test
  void firstWalkAsksForEverything() {
    assertThat(central.submissions(form, false, null))
        .endsWith("/forms/My%20form%2F1.svc/Submissions");
    assertThat(central.submissions(form, true, null)).endsWith(".svc/Submissions?%24expand=*");
  }

  @Test
  void windowReachesBackBeforeTheWatermarkForNewAndEdited() {
    assertThat(central.submissions(form, false, "2026-11-22T00:02:03.456789Z"))
        .endsWith(
            "?%24filter=__system%2FsubmissionDate%20ge%202026-11-21T23%3A57%3A03.456Z"
                + "%20or%20__system%2FupdatedAt%20ge%202026-11-21T23%3A57%3A03.456Z");
    assertThat(central.submissions(form, true, "2026-11-22T00:02:03Z"))
        .contains("?%24expand=*&%24filter=__system%2FsubmissionDate%20ge%20");
  }
}
