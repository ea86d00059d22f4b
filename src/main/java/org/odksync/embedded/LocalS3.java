package org.odksync.embedded;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * S3Proxy on a directory. It checks signatures. It runs in its own process because its libraries
 * conflict with ours. Reuses a process that a killed service left running.
 */
final class LocalS3 implements AutoCloseable {

  static final String IDENTITY = "odk-sync";
  static final String BUCKET = "odk-images";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final int POLL_MILLIS = 50;

  /** Our clients have ended, so do not wait the 30 s that S3Proxy grants open connections. */
  private static final int STOP_TIMEOUT_SECONDS = 5;

  private final ProcessHandle process;

  private LocalS3(ProcessHandle process) {
    this.process = process;
  }

  /**
   * @param directory for objects, settings, log and process id
   */
  static LocalS3 start(Path directory, int port, String secret) throws IOException {
    Files.createDirectories(directory.resolve("objects").resolve(BUCKET));
    Path id = directory.resolve("pid");
    Optional<ProcessHandle> running = running(id, port);
    if (running.isPresent()) {
      return new LocalS3(running.get());
    }
    if (answers(port)) {
      throw new IllegalStateException(
          "port %d of the embedded S3 store is used by another program: stop that program"
              .formatted(port));
    }
    ProcessHandle process = launch(directory, settings(directory, port, secret));
    Files.writeString(id, String.valueOf(process.pid()));
    await(process, port, directory);
    return new LocalS3(process);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (Exception stillRunning) {
      process.destroyForcibly();
    }
  }

  private static Optional<ProcessHandle> running(Path id, int port) throws IOException {
    if (!Files.exists(id) || !answers(port)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(id).strip()))
        .filter(ProcessHandle::isAlive);
  }

  private static Path settings(Path directory, int port, String secret) throws IOException {
    Properties settings = new Properties();
    settings.setProperty("s3proxy.authorization", "aws-v2-or-v4");
    settings.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
    settings.setProperty("s3proxy.identity", IDENTITY);
    settings.setProperty("s3proxy.credential", secret);
    settings.setProperty("jclouds.provider", "filesystem-nio2");
    settings.setProperty(
        "jclouds.filesystem.basedir", directory.resolve("objects").toAbsolutePath().toString());
    Path file = directory.resolve("s3proxy.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      settings.store(writer, "settings of the embedded S3 store");
    }
    return file;
  }

  private static ProcessHandle launch(Path directory, Path settings) throws IOException {
    String java = ProcessHandle.current().info().command().orElse("java");
    File log = directory.resolve("s3proxy.log").toFile();
    return new ProcessBuilder(
            java,
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            jar(),
            "--properties",
            settings.toString())
        .redirectErrorStream(true)
        .redirectOutput(log)
        .start()
        .toHandle();
  }

  private static String jar() {
    return Optional.ofNullable(System.getProperty("odk-sync.s3proxy"))
        .filter(path -> Files.isRegularFile(Path.of(path)))
        .orElseThrow(
            () -> new IllegalStateException("the distribution lacks lib/embedded/s3/s3proxy.jar"));
  }

  private static void await(ProcessHandle process, int port, Path directory) {
    Instant end = Instant.now().plus(START_TIMEOUT);
    while (!answers(port)) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new IllegalStateException(
            "the embedded S3 store does not start: see %s"
                .formatted(directory.resolve("s3proxy.log")));
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the embedded S3 store started", e);
      }
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
