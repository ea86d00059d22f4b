package org.odksync.central.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttachmentListTest {

  @Test
  void onlyExistingFilesHaveArrived() {
    assertThat(
            AttachmentList.arrived(
                List.of(
                    Map.of("name", "a \"1\".jpg", "exists", true),
                    Map.of("name", "b.jpg", "exists", false),
                    Map.of("name", "c.jpg"),
                    Map.of("exists", true))))
        .isEqualTo("[\"a \\\"1\\\".jpg\"]");
  }

  @Test
  void nameThatPostgresRefusesIsSkipped() {
    assertThat(
            AttachmentList.arrived(
                List.of(
                    Map.of("name", "a\0.jpg", "exists", true),
                    Map.of("name", "b.jpg", "exists", true))))
        .isEqualTo("[\"b.jpg\"]");
  }
}
