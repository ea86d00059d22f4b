package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odksync.config.InvalidSettings;
import org.slf4j.LoggerFactory;

/**
 * Mistakes in route files are reported at the start, in one sentence with file or route, and value.
 */
class WrongRoutesTest extends OnPlatform {

  @TempDir private Path routes;

  WrongRoutesTest() throws IOException, SQLException {}

  @Test
  void unknownSyncTypeCannotBeTriggered() throws Exception {
    change("submissions.camel.yaml", "image_processing,unified", "image_procesing,unified");

    assertRefused("then of main_submissions names image_procesing, which is no sync type");
  }

  @Test
  void circularTriggersAreRefused() throws Exception {
    change(
        "unified.camel.yaml",
        "      - name: cycle\n",
        "      - name: then\n        defaultValue: main_submissions\n      - name: cycle\n");

    assertRefused("then of unified names main_submissions, which does not come later in a cycle");
  }

  @Test
  void unknownTriggerOptionIsRefused() throws Exception {
    change("runs.camel.yaml", "trigger.repeatInterval:", "trigger.repeatIntervall:");

    assertRefused(
        platform::serve,
        "schedule is no option of a trigger; known are trigger.misfireInstruction");
  }

  @Test
  void fileOfAnEarlierBuildGetsUpgradeHints() throws Exception {
    change(
        "forms/GRARentalDataCollection.camel.yaml",
        "- beans:",
        "- templatedRoute:\n    routeTemplateRef: submissions\n    routeId: main_submissions\n\n- beans:");

    assertRefused(
        "GRARentalDataCollection.camel.yaml is a form's file of an earlier odk-sync"
            + " (routeTemplateRef: submissions): keep its beans and delete its templatedRoute entries");
  }

  @Test
  void folderOfAnEarlierReleaseIsRefused() throws Exception {
    EarlierWarehouse.copy(Path.of("routes"), routes);
    Files.createDirectories(routes.resolve("templates"));
    platform.routes(routes);

    assertRefused(
        "has a folder templates of an earlier odk-sync: unpack this release into an empty folder");
  }

  @Test
  void formsWithTheSameNamesAreRefused() throws Exception {
    EarlierWarehouse.copy(Path.of("routes"), routes);
    String form = Files.readString(routes.resolve("forms/GRARentalDataCollection.camel.yaml"));
    Files.writeString(
        routes.resolve("forms/second.camel.yaml"), form.replace("name: form", "name: second"));
    platform.routes(routes);

    assertRefused("have the same alias ''");
  }

  /** Camel itself would run the route without its error handlers. */
  @Test
  void unknownRouteConfigurationIsRefused() throws Exception {
    change("submissions.camel.yaml", "", "");
    Path own = Files.createDirectories(routes.resolve("local")).resolve("own.camel.yaml");
    Files.writeString(
        own,
        """
        - route:
            id: local.own
            routeConfigurationId: backgroud
            from:
              uri: direct:own
              steps:
                - log:
                    message: own
        """);

    assertRefused(
        "route local.own (%s): routeConfigurationId names backgroud, which does not exist; known are"
            .formatted(own));
  }

  /** Other sync types still run. */
  @Test
  void missingFileAndFieldAreReportedAtTheStart() throws Exception {
    change(
        "forms/GRARentalDataCollection.camel.yaml",
        "persons: GRARentalDataCollection_persons.sql",
        "persons: GRARentalDataCollection_person.sql");
    change(
        "forms/GRARentalDataCollection.camel.yaml",
        "property_location/address_plus_code_image:",
        "property_location/address_plus_code_imag:");
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(logged);
    try {
      platform.succeed("main_submissions");
    } finally {
      root.detachAppender(logged);
    }

    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains(
            "config: the file of form GRARentalDataCollection names"
                + " GRARentalDataCollection_person.sql, which does not exist: put it beside the form's file, or"
                + " correct the name",
            "config: the file of form GRARentalDataCollection lists the images"
                + " property_location/address_plus_code_imag, but the form has no such fields: correct"
                + " their names");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'has no routes: begin each with ''- route:'', or delete the file'",
    "'# - later', 'has no routes: begin each with ''- route:'', or delete the file'",
    "'route:', 'has no routes: begin each with ''- route:'', or delete the file'",
    "\u00ff, 'is not text in UTF-8: save it as that'"
  })
  void fileWithoutRoutesIsReported(String text, String problem) throws Exception {
    change("submissions.camel.yaml", "", "");
    Path own = Files.createDirectories(routes.resolve("local")).resolve("own.camel.yaml");
    Files.writeString(own, text, StandardCharsets.ISO_8859_1);

    assertRefused("local/own.camel.yaml " + problem);
  }

  private void change(String file, String before, String after) throws IOException {
    if (!Files.exists(routes.resolve(file))) {
      EarlierWarehouse.copy(Path.of("routes"), routes);
    }
    Path changed = routes.resolve(file);
    Files.writeString(changed, Files.readString(changed).replaceFirst(before, after));
    platform.routes(routes);
  }

  private void assertRefused(String sentence) {
    assertRefused(platform::service, sentence);
  }

  private static void assertRefused(ThrowingCallable start, String sentence) {
    assertThatExceptionOfType(InvalidSettings.class)
        .isThrownBy(start)
        .satisfies(wrong -> assertThat(wrong.problems().get(0)).contains(sentence));
  }
}
