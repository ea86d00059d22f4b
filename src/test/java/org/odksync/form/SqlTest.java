package org.odksync.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTest {

  @Test
  void quotesInNamesAndTextsAreDoubled() {
    assertThat(Sql.quoted("a\"b")).isEqualTo("\"a\"\"b\"");
    assertThat(Sql.literal("it's")).isEqualTo("'it''s'");
  }

  @Test
  void longNamesStayApart() {
    String common = "ü".repeat(40);

    assertThat(Sql.name(common + "1"))
        .isNotEqualTo(Sql.name(common + "2"))
        .satisfies(name -> assertThat(name.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(63));
    assertThat(Sql.name("x".repeat(63))).isEqualTo("x".repeat(63));
  }

  @Test
  void cutNeverSplitsACharacter() {
    assertThat(Sql.name("🏠".repeat(20))).matches("(🏠)+_[0-9a-f]{8}");
  }

  @Test
  void namesThatEveryTableHasAreGivenWay() {
    assertThat(Sql.name("xmin")).isEqualTo("xmin_");
  }
}
