package org.odksync.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageBytesTest {

  private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";

  private final ImageBytes bytes = new ImageBytes();

  @ParameterizedTest
  @ValueSource(strings = {"\"" + MD5 + "\"", "W/\"" + MD5 + "\"", MD5})
  void eTagOfCentralIsTheMd5(String etag) {
    assertThat(bytes.md5(etag)).isEqualTo(MD5);
  }

  /** Such as those of a store, for what was uploaded in parts. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\"" + MD5 + "-2\"", "\"1a-4bcd\"", "\"eventhash:" + MD5 + "\""})
  void otherETagIsNone(String etag) {
    assertThat(bytes.md5(etag)).isEmpty();
  }

  @Test
  void whatTheSenderDoesNotSayIsNotKnown() {
    assertThat(bytes.md5(null)).isEmpty();
    assertThat(bytes.size(null)).isEqualTo(-1);
  }
}
