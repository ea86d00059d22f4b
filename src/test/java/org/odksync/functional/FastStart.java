package org.odksync.functional;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.odksync.embedded.central.SampleCentral;

/**
 * Options for a JVM that is started often and lives shortly: with an archive of the classes that
 * the service loads, a start takes half of the time.
 */
final class FastStart {

  private static final String LIGHT = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /** The archive is made when they are needed for the first time. */
  private static final String ARCHIVED = LIGHT + " -XX:SharedArchiveFile=" + archive();

  /** For one that has nothing embedded. */
  static final String OPTIONS = ARCHIVED + " -Xmx128m";

  /** For one with the memory that it has without any options. */
  static final String OF_ANY = ARCHIVED + " -Xmx256m";

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

  /** A JVM that ends in order leaves it behind. */
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
