package org.odksync.functional;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.odksync.config.OutboundHttp;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.image.S3Clients;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A warehouse of an earlier build, restored from its dump, with its Central and bucket. The current
 * build has not upgraded it yet.
 *
 * <p>A directory below {@code src/test/resources/warehouses/<build>} contains {@code dump.sql},
 * with placeholders for addresses; {@code central}, the state of the sample Central; {@code
 * settings.properties}, environment variables and options of the form's file; and the SQL files
 * that these name.
 */
final class EarlierWarehouse implements AutoCloseable {

  static final String CENTRAL = "${central}";
  static final String STORE = "${store}";

  private static final Path DIRECTORY = Path.of("src/test/resources/warehouses");
  private static final String OPTION = "form.";

  private final SampleCentral central;
  private final UploadRecorder uploads;
  private final Platform platform;
  private final Path routes;
  private final int filled;

  private EarlierWarehouse(Path fixture) throws IOException, SQLException {
    Path state = copy(fixture.resolve("central"), Files.createTempDirectory("central"));
    central = SampleCentral.start(state, 0, Duration.ZERO, Clock.systemUTC());
    String store = Servers.SHARED.store().get("AWS_ENDPOINT_URL_S3");
    uploads = new UploadRecorder(URI.create(store));
    String database = Servers.SHARED.emptyDatabase();
    platform = new Platform(central, database);
    platform.set("AWS_ENDPOINT_URL_S3", uploads.address().toString());
    routes = copy(Path.of("routes"), Files.createTempDirectory("routes"));
    configure(fixture);
    restore(Files.readString(fixture.resolve("dump.sql")));
    passTime();
    fillBucket();
    filled = uploads.all().size();
  }

  /** The directories of all warehouses. */
  static List<Path> all() {
    try (Stream<Path> dumps = Files.walk(DIRECTORY)) {
      return dumps.filter(file -> file.endsWith("dump.sql")).map(Path::getParent).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EarlierWarehouse restored(Path fixture) throws IOException, SQLException {
    return new EarlierWarehouse(fixture);
  }

  Platform platform() {
    return platform;
  }

  Warehouse warehouse() {
    return platform.warehouse();
  }

  SampleCentral central() {
    return central;
  }

  /** The uploads of the current build. */
  List<UploadRecorder.Upload> uploads() {
    List<UploadRecorder.Upload> all = uploads.all();
    return all.subList(filled, all.size());
  }

  static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    return to;
  }

  private void configure(Path fixture) throws IOException {
    Properties settings = new Properties();
    try (InputStream in = Files.newInputStream(fixture.resolve("settings.properties"))) {
      settings.load(in);
    }
    try (Stream<Path> queries = Files.list(fixture)) {
      for (Path query : queries.filter(file -> file.toString().endsWith(".sql")).toList()) {
        if (!query.endsWith("dump.sql")) {
          Files.copy(query, routes.resolve(query.getFileName().toString()));
        }
      }
    }
    for (String name : settings.stringPropertyNames()) {
      String value = settings.getProperty(name);
      if (name.startsWith(OPTION)) {
        FormFile.in(routes).set(name.substring(OPTION.length()), value);
      } else {
        platform.set(name, value);
      }
    }
    platform.routes(routes);
  }

  private void restore(String dump) throws SQLException {
    warehouse()
        .restore(
            dump.replace(CENTRAL, central.baseUrl().toString())
                .replace(STORE, uploads.address().toString()));
  }

  /** Expires links and makes every trigger due. */
  private void passTime() throws SQLException {
    warehouse()
        .execute(
            """
            UPDATE odk_attachment SET url_expires_at = 'epoch' WHERE url_expires_at IS NOT NULL;
            UPDATE odk_sync_lease SET expires_at = 'epoch';
            UPDATE qrtz_triggers SET next_fire_time = 1""");
  }

  /** Puts the ledger's objects into the bucket. */
  private void fillBucket() throws SQLException {
    Settings.Bucket bucket =
        Settings.read(platform.variables(), Clock.systemUTC()).bucket().orElseThrow();
    try (S3Client s3 =
        S3Clients.client(
            bucket,
            S3Clients.credentials(bucket),
            1,
            Timeouts.read(),
            OutboundHttp.ofJvm(),
            Clock.systemUTC())) {
      for (JsonNode file :
          warehouse()
              .query("SELECT to_jsonb(a) FROM odk_attachment a WHERE object_key IS NOT NULL")) {
        String key = file.get("object_key").textValue();
        s3.putObject(
            object -> object.bucket(bucket.name()).key(key), RequestBody.fromBytes(bytes(file)));
      }
    }
  }

  private byte[] bytes(JsonNode file) {
    return central
        .submissions()
        .attachments(file.get("submission_id").textValue())
        .get(file.get("file_name").textValue())
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    platform.close();
    uploads.close();
  }
}
