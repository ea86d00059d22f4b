package org.odksync.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.Md5;
import org.odksync.config.Timeouts;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;

class ImageBytesTest {

  private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";
  private static final int LIMIT = 10_000;
  private static final String DEFAULT_TYPES = Timeouts.read().text("images.types");

  private final ImageBytes bytes = new ImageBytes(LIMIT, List.of("image/jpeg", "image/png"));

  @ParameterizedTest
  @ValueSource(strings = {"\"" + MD5 + "\"", "W/\"" + MD5 + "\"", MD5})
  void etagOfCentralHoldsTheMd5(String etag) {
    assertThat(bytes.md5(etag)).isEqualTo(MD5);
  }

  /** For example the ETag of a store, for a multipart upload. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\"" + MD5 + "-2\"", "\"1a-4bcd\"", "\"eventhash:" + MD5 + "\""})
  void otherEtagGivesNoMd5(String etag) {
    assertThat(bytes.md5(etag)).isEmpty();
  }

  @Test
  void unknownLengthIsCounted() throws IOException {
    byte[] content = image(5_000);

    ImageStream image = bytes.open(new ByteArrayInputStream(content), bytes.md5(null), null);

    assertThat(image.hasSize()).isFalse();
    assertThat(image.readAllBytes()).isEqualTo(content);
    assertThat(image.size()).isEqualTo(5_000);
    assertThat(image.md5()).isEmpty();
    assertThat(image.type()).isEqualTo("image/jpeg");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 4_095, 4_096, 4_097, LIMIT})
  void completeImagesPass(int size) throws IOException {
    byte[] content = image(size);

    ImageStream image = open(content, Md5.hex(content));

    assertThat(image.readAllBytes()).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 4_096, 9_000})
  void changedImageFailsBeforeItsEnd(int size) throws IOException {
    byte[] content = image(size);
    InputStream sent = new ByteArrayInputStream(content);
    ByteArrayOutputStream received = new ByteArrayOutputStream();

    assertThatThrownBy(() -> bytes.open(sent, MD5, String.valueOf(size)).transferTo(received))
        .isInstanceOf(SyncFailure.class)
        .hasMessageContaining("MD5")
        .extracting("errorClass")
        .isEqualTo(ErrorClass.NETWORK);
    assertThat(received.size()).isLessThan(size);
  }

  @Test
  void tooLargeFileIsRefusedByItsLength() {
    assertRefused(new byte[0], String.valueOf(LIMIT + 1), "IMAGE_MAX_MB");
  }

  @Test
  void tooLargeFileOfUnknownLengthIsRefusedWhileRead() {
    InputStream sent = new ByteArrayInputStream(image(LIMIT + 1));

    assertThatThrownBy(() -> bytes.open(sent, "", null).readAllBytes())
        .isInstanceOf(UnusableImage.class)
        .hasMessageContaining("IMAGE_MAX_MB");
  }

  @Test
  void emptyFileIsRefused() {
    assertRefused(new byte[0], "0", "empty");
    assertRefused(new byte[0], null, "empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><script>alert(1)</script></html>",
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "%PDF-1.7",
        "GIF89a",
        "x"
      })
  void otherContentTypesAreRefused(String content) {
    assertRefused(content.getBytes(StandardCharsets.UTF_8), null, "not an image");
  }

  /** The first bytes of each type that is enabled by default. */
  @ParameterizedTest
  @CsvSource({
    "image/jpeg, ffd8ffe000104a4649460001",
    "image/png,  89504e470d0a1a0a0000000d49484452",
    "image/gif,  474946383961",
    "image/webp, 52494646001000005745425056503820",
    "image/avif, 00000020667479706176696600000000",
    "image/heic, 00000018667479706865696300000000",
    "image/heif, 00000018667479706d69663100000000",
    "image/bmp,  424d0010000000000000360000002800000001000000010000000100180000",
    "image/tiff, 49492a0008000000"
  })
  void firstBytesDecideTheType(String type, String signature) throws IOException {
    byte[] image = Arrays.copyOf(HexFormat.of().parseHex(signature), 9_000);
    ImageBytes defaults = new ImageBytes(LIMIT, List.of(DEFAULT_TYPES.split(",")));

    assertThat(defaults.open(new ByteArrayInputStream(image), "", null).type()).isEqualTo(type);
  }

  private void assertRefused(byte[] content, String contentLength, String words) {
    assertThatThrownBy(() -> bytes.open(new ByteArrayInputStream(content), "", contentLength))
        .isInstanceOf(UnusableImage.class)
        .hasMessageContaining(words);
  }

  private ImageStream open(byte[] content, String md5) throws IOException {
    // like an HTTP answer, this stream throws when it is read after close
    InputStream sent = new BufferedInputStream(new ByteArrayInputStream(content));
    return bytes.open(sent, md5, String.valueOf(content.length));
  }

  /** Bytes that start like a JPEG and end in a byte that is not zero. */
  private static byte[] image(int size) {
    byte[] content = Arrays.copyOf(HexFormat.of().parseHex("ffd8ffe0"), size);
    content[size - 1] = 1;
    return content;
  }
}
