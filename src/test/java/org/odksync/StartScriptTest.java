package org.odksync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM options that bin/odk-sync sets. */
class StartScriptTest {

  private static final String HEAP = "-Xmx256m";

  @TempDir private Path javaHome;
  @TempDir private Path home;

  @Test
  void defaultHeapIsSmall() throws Exception {
    assertThat(options(null)).contains(HEAP);
    assertThat(options("")).contains(HEAP);
  }

  @Test
  void javaOptsKeepTheDefaultHeap() throws Exception {
    assertThat(options("-Dhttp.proxyHost=proxy -verbose:gc"))
        .contains(HEAP, "-Dhttp.proxyHost=proxy", "-verbose:gc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-Xmx512m", "-verbose:gc -XX:MaxRAMPercentage=50", "-XX:MaxHeapSize=512m"})
  void heapInJavaOptsReplacesTheDefault(String options) throws Exception {
    assertThat(options(options)).contains(options.split(" ", -1)).doesNotContain(HEAP);
  }

  @Test
  void collectorInJavaOptsReplacesTheDefault() throws Exception {
    assertThat(options(null)).contains("-XX:+UseSerialGC");
    // the JVM does not start with two collectors
    assertThat(options("-XX:+UseG1GC")).contains("-XX:+UseG1GC").doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void classPathIsSortedByName() throws Exception {
    for (String jar : List.of("lib/b.jar", "lib/a.jar", "lib/embedded/c.jar")) {
      Path file = home.resolve(jar);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }

    List<String> options = options(null);

    String directory = home.resolve("lib").toString();
    assertThat(options.get(options.indexOf("-cp") + 1))
        .isEqualTo("%1$s/a.jar:%1$s/b.jar:%1$s/embedded/c.jar".formatted(directory));
  }

  /** JDK 17 crashes if it records from its start with an archive. */
  @Test
  void flightRecordingReplacesTheClassArchive() throws Exception {
    Path archive = home.resolve("lib/odk-sync.jsa");
    Files.createDirectories(archive.getParent());
    Files.createFile(archive);

    assertThat(options("-XX:StartFlightRecording=filename=run.jfr"))
        .contains("-XX:StartFlightRecording=filename=run.jfr")
        .noneMatch(option -> option.startsWith("-XX:SharedArchiveFile"));
  }

  @Test
  void classArchiveIsUsedIfItExists() throws Exception {
    assertThat(options(null)).noneMatch(option -> option.contains("Archive"));

    Path archive = home.resolve("lib/odk-sync.jsa");
    Files.createDirectories(archive.getParent());
    Files.createFile(archive);

    // the JVM's warning about an unusable archive would appear in the output
    assertThat(options(null)).contains("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off");
  }

  /** The options that the script passes to the JVM. */
  private List<String> options(@Nullable String javaOpts) throws Exception {
    Path script = home.resolve("bin/odk-sync");
    Files.createDirectories(script.getParent());
    Files.copy(Path.of("src/main/bin/odk-sync"), script, StandardCopyOption.REPLACE_EXISTING);
    Path java = Files.createDirectories(javaHome.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProcessBuilder command = new ProcessBuilder("sh", script.toString(), "run");
    command.environment().put("JAVA_HOME", javaHome.toString());
    command.environment().remove("JAVA_OPTS");
    if (javaOpts != null) {
      command.environment().put("JAVA_OPTS", javaOpts);
    }
    Process process = command.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines().toList();
  }
}
