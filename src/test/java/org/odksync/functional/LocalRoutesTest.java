package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The example of a local route in docs/routes.md. */
class LocalRoutesTest extends OnPlatform {

  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)<!-- example of a local route -->\n```yaml\n(.*?)```");

  @TempDir private Path routes;

  LocalRoutesTest() throws IOException, SQLException {}

  @Test
  void localRouteReceivesEachSuccess() throws Exception {
    EarlierWarehouse.copy(Path.of("routes"), routes);
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/routes.md")));
    assertThat(example.find()).isTrue();
    Files.createDirectories(routes.resolve("local"));
    Files.writeString(routes.resolve("local/after_runs.camel.yaml"), example.group(1));
    Files.writeString(
        routes.resolve("local/another.camel.yaml"),
        example.group(1).replace("id: local.after_runs", "id: local.another"));
    platform.routes(routes);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger local = (Logger) LoggerFactory.getLogger("local");
    local.addAppender(logged);
    try {
      platform.succeed("main_submissions", "person_details", "unified");

      int run = warehouse.lastRun("unified").get("id").intValue();
      await()
          .untilAsserted(
              () ->
                  assertThat(logged.list)
                      .extracting(ILoggingEvent::getFormattedMessage)
                      .containsExactly(
                          "dashboards have 127 new rows, run " + run,
                          "dashboards have 127 new rows, run " + run));
    } finally {
      local.detachAppender(logged);
    }
  }
}
