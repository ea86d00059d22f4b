package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentsTest {

  private SampleCentral central;
  private SampleClient caller;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    central = SampleCentral.start(directory, 0, Duration.ZERO, new SettableClock());
    caller = new SampleClient(central);
  }

  @AfterEach
  void stop() {
    central.close();
  }

  private String create(String file) {
    return central.submissions().create(Json.object().put("logo", file));
  }

  private static String path(String id, String name) {
    return SampleClient.attachments(id) + "/" + SampleClient.encoded(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1777731873164.jpg  | inline; filename="1777731873164.jpg"; filename*=UTF-8''1777731873164.jpg
          dir/../up?q=1.jpg  | inline; filename="dir..upq=1.jpg"; filename*=UTF-8''dir..upq%3D1.jpg
          a+b;%20 #x.jpg     | inline; filename="a+b;%20 #x.jpg"; filename*=UTF-8''a%2Bb%3B%2520%20%23x.jpg
          más ñ مبنى 🏠.jpg  | inline; filename="m-s - - -.jpg"; filename*=UTF-8''m%C3%A1s%20%C3%B1%20%D9%85%D8%A8%D9%86%D9%89%20%F0%9F%8F%A0.jpg
          plate 'q'.jpg      | inline; filename="plate 'q'.jpg"; filename*=UTF-8''plate%20%27q%27.jpg
          """,
      quoteCharacter = '`')
  void anyFileNameIsServed(String name, String disposition) {
    String id = create(name);
    central.submissions().putAttachment(id, name, new byte[] {1, 2, 3});
    HttpResponse<byte[]> answer = caller.get(path(id, name));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).containsExactly(1, 2, 3);
    assertThat(answer.headers().firstValue("Content-Disposition")).contains(disposition);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(SampleClient.etag(answer)).isEqualTo("\"5289df737df57326fcdd22597afb1fac\"");
    assertThat(caller.json(SampleClient.attachments(id)).at("/0/name").asText()).isEqualTo(name);
    assertThat(caller.json(SampleClient.attachments(id)).at("/0/exists").asBoolean()).isTrue();
  }

  @Test
  void unencodedSlashesSplitThePath() {
    String id = create("dir/up.jpg");
    central.submissions().drawMissing(id);

    assertThat(caller.get(SampleClient.attachments(id) + "/dir/up.jpg").statusCode())
        .isEqualTo(404);
  }

  @Test
  void matchingEtagGets304() {
    String id = create("a.jpg");
    central.submissions().putAttachment(id, "a.jpg", new byte[] {1});
    String etag = caller.etag(path(id, "a.jpg"));

    for (String header : new String[] {etag, "W/" + etag, "\"x\", " + etag}) {
      HttpResponse<byte[]> answer = caller.get(path(id, "a.jpg"), "If-None-Match", header);
      assertThat(answer.statusCode()).isEqualTo(304);
      assertThat(SampleClient.etag(answer)).isEqualTo(etag);
    }
    central.submissions().putAttachment(id, "a.jpg", new byte[] {2});
    assertThat(caller.get(path(id, "a.jpg"), "If-None-Match", etag).body()).containsExactly(2);
  }

  @Test
  void missingAndUnknownFilesGet404() {
    String id = create("a.jpg");

    assertThat(caller.json(SampleClient.attachments(id)).at("/0/exists").asBoolean(true)).isFalse();
    for (String name : new String[] {"a.jpg", "nope.jpg"}) {
      HttpResponse<byte[]> answer = caller.get(path(id, name));
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(SampleClient.json(answer).path("code").asDouble()).isEqualTo(404.1);
    }
    central.submissions().drawMissing(id);
    assertThat(caller.get(path(id, "a.jpg")).statusCode()).isEqualTo(200);
    central.submissions().removeAttachment(id, "a.jpg");
    assertThat(caller.get(path(id, "a.jpg")).statusCode()).isEqualTo(404);
  }

  @Test
  void emptyFileIsServed() {
    String id = create("zero.jpg");
    central.submissions().putAttachment(id, "zero.jpg", new byte[0]);
    HttpResponse<byte[]> answer = caller.get(path(id, "zero.jpg"));

    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Length")).contains("0");
    assertThat(SampleClient.etag(answer)).isEqualTo("\"d41d8cd98f00b204e9800998ecf8427e\"");
  }

  @Test
  void headHasTheContentLength() {
    String id = create("a.jpg");
    central.submissions().putAttachment(id, "a.jpg", new byte[1234]);
    HttpRequest head =
        HttpRequest.newBuilder(central.baseUrl().resolve(path(id, "a.jpg")))
            .header("Authorization", "Bearer " + caller.token())
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();

    assertThat(caller.send(head).headers().firstValue("Content-Length")).contains("1234");
  }

  @Test
  void drawnImagesAreJpegsAndNeverChange() throws IOException {
    int smallest = Integer.MAX_VALUE;
    int largest = 0;
    for (int i = 0; i < 40; i++) {
      byte[] jpeg = new Image("uuid:" + i, "image.jpg").jpeg();
      smallest = Math.min(smallest, jpeg.length);
      largest = Math.max(largest, jpeg.length);
      if (i % 10 == 0) {
        assertThat(ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth()).isBetween(320, 1280);
        assertThat(new Image("uuid:" + i, "image.jpg").jpeg()).isEqualTo(jpeg);
      }
    }

    assertThat(smallest).isGreaterThan(8_000);
    assertThat(largest).isLessThan(130_000);
  }
}
