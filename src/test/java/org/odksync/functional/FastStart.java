package org.odksync.functional;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.odksync.embedded.central.SampleCentral;

/** Options for short-lived JVMs: an archive of the service's classes halves the start time. */
final class FastStart {

  private static final String LIGHT = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /** Creates the archive on first use. */
  private static final String ARCHIVED = LIGHT + " -XX:SharedArchiveFile=" + archive();

  /** Options for a process without embedded services. */
  static final String OPTIONS = ARCHIVED + " -Xmx128m";

  /** Options for a process with the default heap. */
  static final String WITH_DEFAULT_HEAP = ARCHIVED + " -Xmx256m";

  private FastStart() {}

  private static Path archive() {
    try {
      Path directory = Files.createTempDirectory("archive");
      Path archive = directory.resolve("odk-sync.jsa");
      directory.toFile().deleteOnExit();
      archive.toFile().deleteOnExit();
      fill(archive);
      return archive;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Fills the archive: a JVM writes it on a regular exit. */
  private static void fill(Path archive) throws IOException, InterruptedException, SQLException {
    SampleCentral central = SampleCentral.startEmpty(Clock.systemUTC());
    try (ProcessEnvironment surroundings = ProcessEnvironment.withoutTables(central)) {
      central.submissions().create();
      ServiceProcess instance =
          surroundings.start(
              Map.of("JAVA_OPTS", LIGHT + " -XX:ArchiveClassesAtExit=" + archive), "run");
      surroundings.awaitSuccesses(
          0, Set.of("main_submissions", "person_details", "image_processing", "unified"));
      instance.stop();
    }
  }
}
