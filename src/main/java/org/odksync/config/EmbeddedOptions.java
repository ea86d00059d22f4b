package org.odksync.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which systems run embedded, and where they keep their data.
 *
 * @param directory keeps data, ports and credentials across restarts
 * @param changeEvery interval between changes in the sample Central; zero for no changes
 */
public record EmbeddedOptions(Set<EmbeddedPart> parts, Path directory, Duration changeEvery) {

  public EmbeddedOptions {
    // enum order: parts are described and started in this order
    parts = Collections.unmodifiableSet(new TreeSet<>(parts));
  }

  /**
   * Reads the options from environment variables; without any part if all systems are external.
   *
   * @throws InvalidSettings if the variables contradict each other
   */
  public static EmbeddedOptions read(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    EmbeddedOptions options =
        new EmbeddedOptions(
            EmbeddedPart.read(environment),
            Path.of(environment.text("DATA_DIR", "data")),
            Duration.ofSeconds(environment.number("SAMPLE_CHANGE_SECONDS", 5, 0, 86_400)));
    environment.check();
    return options;
  }
}
