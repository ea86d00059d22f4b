package org.odksync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With which options bin/odk-sync starts the JVM. */
class StartScriptTest {

  private static final String HEAP = "-Xmx256m";

  @TempDir private Path javaHome;

  @Test
  void heapIsSmallByDefault() throws Exception {
    assertThat(options(null)).contains(HEAP);
    assertThat(options("")).contains(HEAP);
  }

  @Test
  void optionsAddToTheDefaultHeap() throws Exception {
    assertThat(options("-Dhttp.proxyHost=proxy -verbose:gc"))
        .contains(HEAP, "-Dhttp.proxyHost=proxy", "-verbose:gc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-Xmx512m", "-verbose:gc -XX:MaxRAMPercentage=50", "-XX:MaxHeapSize=512m"})
  void anotherHeapTakesThePlaceOfTheDefault(String options) throws Exception {
    assertThat(options(options)).contains(options.split(" ", -1)).doesNotContain(HEAP);
  }

  /** What the script gives to a JVM that only prints it. */
  private List<String> options(@Nullable String javaOpts) throws Exception {
    Path java = Files.createDirectories(javaHome.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProcessBuilder script = new ProcessBuilder("sh", "src/main/bin/odk-sync", "run");
    script.environment().put("JAVA_HOME", javaHome.toString());
    script.environment().remove("JAVA_OPTS");
    if (javaOpts != null) {
      script.environment().put("JAVA_OPTS", javaOpts);
    }
    Process process = script.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines().toList();
  }
}
