package org.odksync.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be embedded, and how.
 *
 * @param directory keeps data, ports and credentials over restarts
 * @param changeEvery how often the sample Central receives a submission or an edit; zero for never
 */
public record EmbeddedOptions(Set<EmbeddedPart> parts, Path directory, Duration changeEvery) {

  public EmbeddedOptions {
    // in the order of the enum, in which they are described and started
    parts = Collections.unmodifiableSet(new TreeSet<>(parts));
  }

  /**
   * What these variables ask for; no parts in a set-up that is all real.
   *
   * @throws InvalidSettings where they clash
   */
  public static EmbeddedOptions read(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    EmbeddedOptions embedding =
        new EmbeddedOptions(
            EmbeddedPart.chosen(environment),
            Path.of(environment.text("DATA_DIR", "data")),
            Duration.ofSeconds(environment.number("SAMPLE_CHANGE_SECONDS", 5, 0, 86_400)));
    environment.check();
    return embedding;
  }
}
