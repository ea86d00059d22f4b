package org.odksync.image;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class ObjectKeysTest {

  private static final String ID = "uuid:1f3e5b6c-0000-4000-8000-00000000000a";
  private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";

  private final ObjectKeys keys = new ObjectKeys("odk_images");

  @Test
  void plainNamesGetTheKeysOfThePythonService() {
    assertThat(keys.of("building-images", ID, "1777.jpg"))
        .isEqualTo("odk_images/building-images/" + ID + "-1777.jpg");
  }

  @Test
  void otherNamesAreEscapedAndStayUnique() {
    String escaped = keys.of("f", ID, "dir/../up?q=1.jpg");

    assertThat(escaped).matches("odk_images/f/" + ID + "-[0-9a-f]{8}~dir_.._up_q_1\\.jpg");
    assertThat(keys.of("f", ID, "a b.jpg")).isNotEqualTo(keys.of("f", ID, "a?b.jpg"));
    assertThat(keys.of("f", ID, "x".repeat(300) + ".jpg")).hasSizeLessThan(170).endsWith(".jpg");
    assertThat(keys.of("f", "../x", "a.jpg")).matches("odk_images/f/[0-9a-f]{8}~.._x-a\\.jpg");
  }

  @Test
  void idsThatEndLikeNamesGetUniqueKeys() {
    assertThat(keys.of("f", ID + "-a", "b.jpg")).isNotEqualTo(keys.of("f", ID, "a-b.jpg"));
  }

  @Test
  void nameThatLooksEscapedGetsAnotherKey() {
    String safe = keys.of("f", ID, "a b.jpg");
    String imitation = safe.substring(safe.indexOf(ID) + ID.length() + 1);

    assertThat(keys.of("f", ID, imitation)).isNotEqualTo(safe);
  }

  @Test
  void newVersionHasItsOwnKey() {
    String second = keys.ofVersion("f", ID, "a.jpg", MD5);

    assertThat(second).matches("odk_images/f/[0-9a-f]{8}/" + ID + "-a\\.jpg");
    assertThat(keys.ofVersion("f", ID, "a.jpg", "another")).isNotEqualTo(second);
  }

  @Property
  void anyNameGivesASafeKey(@ForAll @NotEmpty String id, @ForAll @NotEmpty String name) {
    assertThat(keys.of("f", id, name)).matches("odk_images/f/[A-Za-z0-9:._~-]{1,420}");
  }
}
