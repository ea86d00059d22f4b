package org.odksync.observability.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The log lines that logback.xml configures. */
class LogFormatTest {

  private final LoggerContext context = new LoggerContext();
  private final LoggingEvent event =
      new LoggingEvent(
          "",
          context.getLogger("org.odksync.Something"),
          Level.WARN,
          "it \"failed\"",
          new IllegalStateException("of Fatou", new SQLException("value Fatou", "53100")),
          new Object[0]);

  @Test
  void jsonNamesTheRun() throws Exception {
    event.setMDCPropertyMap(
        Map.of(
            "sync", "main_submissions",
            "history_id", "7",
            "instance", "host-1",
            "camel.exchangeId", "8"));

    JsonNode line = new ObjectMapper().readTree(line("json", "CONSOLE"));

    assertThat(line.properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder(
            "time", "level", "logger", "sync", "history_id", "instance", "message", "stack");
    assertThat(line.get("time").textValue()).endsWith("Z");
    assertThat(line.get("level").textValue()).isEqualTo("WARN");
    assertThat(line.get("logger").textValue()).isEqualTo("Something");
    assertThat(line.get("sync").textValue()).isEqualTo("main_submissions");
    assertThat(line.get("history_id").textValue()).isEqualTo("7");
    assertThat(line.get("message").textValue()).isEqualTo("it \"failed\"");
  }

  /** Also for lines outside of a run. */
  @Test
  void jsonNamesTheProcess() throws Exception {
    event.setMDCPropertyMap(Map.of());

    for (String appender : List.of("CONSOLE", "CAUSES")) {
      JsonNode line = new ObjectMapper().readTree(line("json", appender));

      assertThat(line.get("instance").textValue()).endsWith("-" + ProcessHandle.current().pid());
      assertThat(line.has("sync")).isFalse();
    }
  }

  @Test
  void noFormatPrintsMessagesOfExceptions() throws Exception {
    for (String format : Stream.of("text", "json").toList()) {
      assertThat(line(format, "CONSOLE"))
          .as(format)
          .contains("java.lang.IllegalStateException", "(SQLSTATE 53100)")
          .doesNotContain("Fatou");
      assertThat(line(format, "CAUSES")).as(format).doesNotContain("\tat ", "Fatou");
    }
  }

  private String line(String format, String appender) throws Exception {
    context.reset();
    context.putProperty("log.format", format);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .as("logback would print its status into the output of commands")
        .allSatisfy(status -> assertThat(status.getLevel()).isEqualTo(Status.INFO));
    Logger logger =
        context.getLogger(appender.equals("CAUSES") ? "org.quartz" : Logger.ROOT_LOGGER_NAME);
    ConsoleAppender<ILoggingEvent> console =
        (ConsoleAppender<ILoggingEvent>) logger.getAppender(appender);
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
