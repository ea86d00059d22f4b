package org.odksync.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObjectKeysTest {

  private final ObjectKeys keys = new ObjectKeys("odk_images");

  @Test
  void plainNamesGiveTheKeysOfThePythonService() {
    assertThat(keys.of("building-images", "uuid:1f", "1777.jpg"))
        .isEqualTo("odk_images/building-images/uuid:1f-1777.jpg");
  }

  @Test
  void otherNamesAreSafeAndStayApart() {
    String hostile = keys.of("f", "uuid:1", "dir/../up?q=1.jpg");

    assertThat(hostile).matches("odk_images/f/uuid:1-[0-9a-f]{8}-dir_.._up_q_1\\.jpg");
    assertThat(keys.of("f", "uuid:1", "a b.jpg")).isNotEqualTo(keys.of("f", "uuid:1", "a?b.jpg"));
    assertThat(keys.of("f", "uuid:1", "x".repeat(300) + ".jpg"))
        .hasSizeLessThan(150)
        .endsWith(".jpg");
    assertThat(keys.of("f", "../x", "a.jpg")).matches("odk_images/f/[0-9a-f]{8}-.._x-a\\.jpg");
  }
}
