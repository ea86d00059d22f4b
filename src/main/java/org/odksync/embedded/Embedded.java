package org.odksync.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.odksync.config.EmbeddedOptions;
import org.odksync.config.EmbeddedPart;
import org.odksync.config.EmbeddedServices;
import org.odksync.config.InvalidSettings;
import org.odksync.embedded.central.SampleCentral;
import org.slf4j.LoggerFactory;

/**
 * The embedded services, in one directory. The first process on the directory runs them; other
 * processes, such as a single sync, use the running ones.
 */
public final class Embedded implements EmbeddedServices {

  private static final String STATE_FILE = "embedded.properties";

  /** Starts a service that {@link #prepare} has configured. */
  private interface Start {
    AutoCloseable part() throws IOException;
  }

  private final List<Start> starts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean borrowed;

  @Override
  public boolean hasData(EmbeddedOptions options) {
    return Files.exists(options.directory().resolve(STATE_FILE));
  }

  @Override
  public Map<String, String> prepare(EmbeddedOptions options) {
    Path directory = options.directory().toAbsolutePath().normalize();
    try {
      Files.createDirectories(directory);
      EmbeddedState state = new EmbeddedState(directory.resolve(STATE_FILE));
      Map<String, String> variables = new LinkedHashMap<>();
      for (EmbeddedPart part : options.parts()) {
        switch (part) {
          case CENTRAL -> variables.putAll(central(state, directory, options.changeEvery()));
          case POSTGRES -> variables.putAll(postgres(state, directory.resolve("postgres")));
          case S3 -> variables.putAll(s3(state, directory.resolve("s3")));
        }
      }
      state.save();
      borrowed = !lock(directory);
      if (borrowed) {
        starts.clear();
        notes.clear();
      }
      return variables;
    } catch (IOException e) {
      throw new InvalidSettings(
          List.of(
              "cannot write to %s, the directory of the embedded services: check its permissions, or set DATA_DIR to another directory"
                  .formatted(directory)));
    }
  }

  @Override
  public void start() {
    for (Start start : starts) {
      try {
        running.push(start.part());
      } catch (IOException e) {
        throw new IllegalStateException("an embedded service does not start: " + e.getMessage(), e);
      }
    }
  }

  @Override
  public boolean isBorrowed() {
    return borrowed;
  }

  @Override
  public List<String> describe() {
    return List.copyOf(notes);
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        // no field: to configure logging takes a tenth of a second of every command
        LoggerFactory.getLogger(Embedded.class)
            .warn("An embedded service did not stop cleanly: {}", e.getMessage());
      }
    }
  }

  private Map<String, String> central(EmbeddedState state, Path directory, Duration changeEvery) {
    int port = state.port("central.port");
    Path data = directory.resolve("central");
    starts.add(() -> SampleCentral.start(data, port, changeEvery, Clock.systemUTC()));
    String url = "http://127.0.0.1:" + port;
    String change =
        changeEvery.isZero() ? "" : ", and a change every %d s".formatted(changeEvery.toSeconds());
    notes.add("embedded sample Central  %s  (127 submissions%s)".formatted(url, change));
    return Map.of(
        "ODK_BASE_URL", url,
        "ODK_PROJECT_ID", SampleCentral.PROJECT_ID,
        "ODK_FORM_ID", SampleCentral.FORM_ID,
        "ODATA_USER", SampleCentral.EMAIL,
        "ODATA_PASS", SampleCentral.PASSWORD);
  }

  private Map<String, String> postgres(EmbeddedState state, Path directory) {
    int port = state.port("postgres.port");
    starts.add(() -> LocalPostgres.start(directory, port));
    notes.add(
        "embedded PostgreSQL      psql -h 127.0.0.1 -p %d -U %s postgres  (no password)"
            .formatted(port, LocalPostgres.USER));
    return Map.of(
        "PG_HOST",
        "127.0.0.1",
        "PG_PORT",
        String.valueOf(port),
        "PG_DB",
        "postgres",
        "PG_USER",
        LocalPostgres.USER);
  }

  private Map<String, String> s3(EmbeddedState state, Path directory) {
    int port = state.port("s3.port");
    String secret = state.secret("s3.secret");
    starts.add(() -> LocalS3.start(directory, port, secret));
    notes.add(
        "embedded S3 store        http://127.0.0.1:%d/%s  (objects in %s)"
            .formatted(port, LocalS3.BUCKET, directory.resolve("objects")));
    return Map.of(
        "AWS_BUCKET_NAME",
        LocalS3.BUCKET,
        "AWS_ENDPOINT_URL_S3",
        "http://127.0.0.1:" + port,
        "AWS_ACCESS_KEY_ID",
        LocalS3.IDENTITY,
        "AWS_SECRET_ACCESS_KEY",
        secret);
  }

  /** Locks the directory; false when another process holds the lock. */
  private boolean lock(Path directory) throws IOException {
    FileChannel file =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (file.tryLock() == null) {
      file.close();
      return false;
    }
    running.push(file);
    return true;
  }
}
