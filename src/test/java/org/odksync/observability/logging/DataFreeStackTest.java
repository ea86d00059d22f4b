package org.odksync.observability.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataFreeStackTest {

  private final Exception failure =
      new IllegalStateException("of Fatou", new SQLException("value Fatou", "53100"));

  @Test
  void stackHoldsSqlStateAndNoData() {
    assertThat(formatted(List.of()))
        .contains(
            "java.lang.IllegalStateException",
            "caused by java.sql.SQLException (SQLSTATE 53100)",
            "\tat " + DataFreeStackTest.class.getName())
        .doesNotContain("Fatou");
  }

  @Test
  void framesCanBeLeftOut() {
    assertThat(formatted(List.of("0")))
        .isEqualToNormalizingNewlines(
            "\njava.lang.IllegalStateException\ncaused by java.sql.SQLException (SQLSTATE 53100)");
  }

  private String formatted(List<String> options) {
    DataFreeStack stack = new DataFreeStack();
    stack.setOptionList(options);
    stack.start();
    return stack.convert(
        new LoggingEvent(
            "",
            new LoggerContext().getLogger("x"),
            Level.ERROR,
            "message",
            failure,
            new Object[0]));
  }
}
