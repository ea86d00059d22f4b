package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read commands in a directory without data do not create an embedded database. */
class MissingDataTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"status", "history", "statistics", "monitor", "health", "verify", "doctor"})
  void readCommandCreatesNoDatabase(String command) {
    Path data = directory.resolve("data");

    CliResult result = CliResult.by(Map.of("DATA_DIR", data.toString()), command);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out() + result.err())
        .contains("odk-sync has left no data in %s: go to the folder where".formatted(data));
    assertThat(data).doesNotExist();
  }
}
