package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that only look make no database of their own where none is. */
class OtherFolderTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"status", "history", "statistics", "monitor", "health", "verify", "doctor"})
  void lookingMakesNoDatabase(String command) {
    Path data = directory.resolve("data");

    CliResult told = CliResult.by(Map.of("DATA_DIR", data.toString()), command);

    assertThat(told.exitCode()).isEqualTo(2);
    assertThat(told.out() + told.err())
        .contains("odk-sync has left no data in %s: go to the folder where".formatted(data));
    assertThat(data).doesNotExist();
  }
}
