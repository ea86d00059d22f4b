package org.odksync.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A PostgreSQL server that keeps its data. Reuses a server that a killed process left running on
 * the directory.
 */
final class LocalPostgres implements AutoCloseable {

  static final String USER = "postgres";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;

  private LocalPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts it with durable settings: the library's defaults, meant for tests, lose data in a crash.
   */
  static LocalPostgres start(Path directory, int port) throws IOException {
    return new LocalPostgres(
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "50")
            .setPGStartupWait(START_TIMEOUT)
            .start());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
