package org.odksync.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlQuotingTest {

  @Test
  void quotesInNamesAndTextsAreDoubled() {
    assertThat(SqlQuoting.quoted("a\"b")).isEqualTo("\"a\"\"b\"");
    assertThat(SqlQuoting.literal("it's")).isEqualTo("'it''s'");
  }

  @Test
  void longNamesStayDistinct() {
    String common = "ü".repeat(40);

    assertThat(SqlQuoting.name(common + "1"))
        .isNotEqualTo(SqlQuoting.name(common + "2"))
        .satisfies(name -> assertThat(name.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(63));
    assertThat(SqlQuoting.name("x".repeat(63))).isEqualTo("x".repeat(63));
  }

  @Test
  void cutNameKeepsWholeCharacters() {
    assertThat(SqlQuoting.name("🏠".repeat(20))).matches("(🏠)+_[0-9a-f]{8}");
  }

  @Test
  void systemColumnNamesAreAvoided() {
    assertThat(SqlQuoting.name("xmin")).isEqualTo("xmin_");
  }
}
