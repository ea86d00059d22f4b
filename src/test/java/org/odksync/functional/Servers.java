package org.odksync.functional;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.odksync.config.EmbeddedOptions;
import org.odksync.config.EmbeddedPart;
import org.odksync.config.Secret;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.embedded.Embedded;
import org.odksync.embedded.central.SampleCentral;

/**
 * The PostgreSQL server, whose time zone deliberately is neither ours nor UTC, and the S3 store.
 * All tests of the JVM share them.
 */
final class Servers {

  static final Servers SHARED = start();

  /** A migrated, empty template: copying it takes a tenth of the time of the migrations. */
  private static final String MIGRATED = "migrated";

  private final AtomicInteger databases = new AtomicInteger();
  private final Map<String, byte[]> drawings = new ConcurrentHashMap<>();
  private final Path sample = Files.createTempDirectory("sample");
  private final EmbeddedPostgres postgres;
  private final Map<String, String> store;

  private Servers() throws IOException, SQLException {
    SampleCentral.start(sample, 0, Duration.ZERO, Clock.systemUTC()).close();
    FewImages.in(sample.resolve("submissions.ndjson"));
    postgres = EmbeddedPostgres.builder().setServerConfig("timezone", "Pacific/Marquesas").start();
    Embedded embedded = new Embedded();
    store =
        embedded.prepare(
            new EmbeddedOptions(
                Set.of(EmbeddedPart.S3), Files.createTempDirectory("s3"), Duration.ZERO));
    embedded.start();
    Runtime.getRuntime().addShutdownHook(new Thread(embedded::close));
    create(MIGRATED);
    org.odksync.warehouse.WarehousePool.open(
            new Settings.Database(
                "localhost", postgres.getPort(), MIGRATED, "postgres", new Secret("postgres")),
            Timeouts.read())
        .close();
  }

  private static Servers start() {
    try {
      return new Servers();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A new Central with the sample data and few images: copying all of them would take most of the
   * time of a test.
   */
  SampleCentral sampleCentral() throws IOException {
    Path state = EarlierWarehouse.copy(sample, Files.createTempDirectory("central"));
    return SampleCentral.start(state, 0, Duration.ZERO, Clock.systemUTC());
  }

  /** A new Central with the sample data and all images. */
  SampleCentral wholeSampleCentral() throws IOException {
    return SampleCentral.start(
        Files.createTempDirectory("central"), 0, Duration.ZERO, Clock.systemUTC());
  }

  /** A cache of drawn images for all sample Centrals. */
  Map<String, byte[]> drawings() {
    return drawings;
  }

  /** The settings of the shared S3 store. */
  Map<String, String> store() {
    return store;
  }

  /** A pool: a new connection costs more than most queries of tests. */
  HikariDataSource connections(String database) {
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(postgres.getDatabase("postgres", database));
    pool.setMaximumPoolSize(5);
    pool.setMinimumIdle(0);
    return new HikariDataSource(pool);
  }

  /** Creates a migrated, empty database. */
  String newDatabase() throws SQLException {
    return create(nextName() + " TEMPLATE " + MIGRATED);
  }

  /** Creates a database without tables. */
  String emptyDatabase() throws SQLException {
    return create(nextName());
  }

  /** Creates a database without tables in this encoding. */
  String emptyDatabase(String encoding) throws SQLException {
    return create(
        "%s ENCODING '%s' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
            .formatted(nextName(), encoding));
  }

  private String nextName() {
    return "test_" + databases.incrementAndGet();
  }

  /** Creates a database; gives its name, the first word. */
  private String create(String nameAndOptions) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + nameAndOptions);
    }
    return nameAndOptions.split(" ", 2)[0];
  }

  /**
   * The environment variables for a service on this Central and database, and on a folder of the
   * bucket.
   */
  Map<String, String> variables(SampleCentral central, String database) {
    Map<String, String> variables = new HashMap<>(store);
    variables.putAll(
        Map.of(
            "ODK_BASE_URL",
            central.baseUrl().toString(),
            "ODK_PROJECT_ID",
            central.form().projectId(),
            "ODK_FORM_ID",
            central.form().id(),
            "ODATA_USER",
            SampleCentral.EMAIL,
            "ODATA_PASS",
            SampleCentral.PASSWORD,
            "PG_HOST",
            "localhost",
            "PG_PORT",
            String.valueOf(postgres.getPort()),
            "PG_DB",
            database,
            "S3_BASE_FOLDER",
            database));
    return variables;
  }
}
