package org.odksync.central.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.odksync.form.Form;

class CentralUrlsTest {

  private final CentralUrls central =
      new CentralUrls(
          URI.create("https://c.example.org/odk"), Duration.ofMinutes(5), Clock.systemUTC());
  private final Form form = new Form();

  CentralUrlsTest() {
    form.setId("My form/1");
    form.setProject("3");
  }

  @Test
  void namesAreEncodedAsOnePathSegment() {
    assertThat(central.attachment(form, "uuid:1 a", "dir/../up?q=1+é.jpg"))
        .isEqualTo(
            "https://c.example.org/odk/v1/projects/3/forms/My%20form%2F1"
                + "/submissions/uuid%3A1%20a/attachments/dir%2F..%2Fup%3Fq%3D1%2B%C3%A9.jpg");
  }

  @Test
  void feedUrlsRequestNoPages() {
    assertThat(central.feed(form, false))
        .isEqualTo("https://c.example.org/odk/v1/projects/3/forms/My%20form%2F1.svc/Submissions?");
    assertThat(central.feed(form, true)).endsWith(".svc/Submissions?%24expand=*&");
  }
}
