package org.odksync.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStateTest {

  /** The lowest port that Linux assigns to outgoing connections. */
  private static final int FIRST_EPHEMERAL_PORT = 32_768;

  @TempDir private Path directory;

  /** Each start binds the port again: no outgoing connection may hold it by then. */
  @Test
  void portIsOutsideTheEphemeralRange() {
    EmbeddedState memory = new EmbeddedState(directory.resolve("memory"));

    assertThat(IntStream.range(0, 20).map(i -> memory.port("part" + i)))
        .allSatisfy(port -> assertThat(port).isBetween(1_024, FIRST_EPHEMERAL_PORT - 1));
  }

  @Test
  void portsAndSecretsSurviveARestart() throws IOException {
    EmbeddedState first = new EmbeddedState(directory.resolve("memory"));
    int port = first.port("port");
    String secret = first.secret("secret");
    first.save();

    EmbeddedState second = new EmbeddedState(directory.resolve("memory"));
    assertThat(second.port("port")).isEqualTo(port);
    assertThat(second.secret("secret")).isEqualTo(secret);
    assertThat(second.secret("other")).isNotEqualTo(secret);
  }
}
