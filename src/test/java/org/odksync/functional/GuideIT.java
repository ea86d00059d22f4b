package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.example.OwnRuns;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.FreePort;

/**
 * The parts of docs/migrating.md about the service: {@code odk-sync run} with a jar in lib/ and a
 * file in routes/local/, and its HTTP answers.
 */
class GuideIT {

  static final String RUN = "odk-sync run";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PACKAGED = Path.of(System.getProperty("odk-sync.distribution"));
  private static final Pattern CURL = Pattern.compile("curl -s -u viewer localhost:8080(/\\S+)");

  private final Path home = Files.createTempDirectory("home");

  GuideIT() throws IOException {}

  @Test
  void serviceRunsOwnCodeAndAnswersRequests() throws Exception {
    unpack();
    addOwnCode();
    int port = FreePort.any();
    Path output = home.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin/odk-sync").toString(), "run")
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("JAVA_OPTS");
    builder.environment().put("HTTP_PORT", String.valueOf(port));
    builder.environment().put("SAMPLE_CHANGE_SECONDS", "0");
    Process service = builder.start();
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () ->
                  assertThat(Files.readString(output))
                      .containsPattern("census done, run \\d+, 3 records")
                      .contains("main_submissions done"));
      List<String> spans =
          GuidePage.table("guide table").stream()
              .flatMap(row -> GuidePage.spans(row.get(1)).stream())
              .toList();
      assertThat(spans).contains(RUN);
      List<String> paths =
          spans.stream()
              .flatMap(span -> CURL.matcher(span).results())
              .map(request -> request.group(1))
              .toList();
      assertThat(paths).hasSize(2);
      for (String path : paths) {
        JsonNode answer = JSON.readTree(Platform.get("http://127.0.0.1:" + port + path).body());
        assertThat(answer.at("/census/last_sync_status").textValue()).isEqualTo("success");
      }
    } finally {
      service.destroy();
    }
    assertThat(service.onExit().join().exitValue()).isZero();
    assertThat(Files.readString(output)).doesNotContain(" ERROR ");
  }

  private void unpack() throws IOException {
    EarlierWarehouse.copy(PACKAGED.resolve("routes"), home.resolve("routes"));
    Files.createDirectories(home.resolve("bin"));
    Files.copy(PACKAGED.resolve("bin/odk-sync"), home.resolve("bin/odk-sync"));
    assertThat(home.resolve("bin/odk-sync").toFile().setExecutable(true)).isTrue();
    Files.createDirectories(home.resolve("lib"));
    try (Stream<Path> files = Files.list(PACKAGED.resolve("lib"))) {
      for (Path file : files.toList()) {
        Files.createSymbolicLink(home.resolve("lib").resolve(file.getFileName()), file);
      }
    }
  }

  private void addOwnCode() throws Exception {
    Path classes =
        Path.of(OwnRuns.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (OutputStream file = Files.newOutputStream(home.resolve("lib/own.jar"));
        JarOutputStream jar = new JarOutputStream(file);
        Stream<Path> own = Files.list(classes.resolve("org/example"))) {
      for (Path each : own.toList()) {
        jar.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
        Files.copy(each, jar);
      }
    }
    Path local = Files.createDirectories(home.resolve("routes/local"));
    Files.writeString(
        local.resolve("census.camel.yaml"),
        GuidePage.blocks("example of a route that calls it").get(0));
  }
}
