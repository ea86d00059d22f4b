package org.odksync.functional;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.odksync.config.EmbeddedPart;
import org.odksync.config.Embedding;
import org.odksync.config.Settings;
import org.odksync.config.Waits;
import org.odksync.embedded.Embedded;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.service.Service;

/**
 * A database, a folder in a bucket and a sample Central for one test, and the service on them. The
 * database's and the store's server are shared by all tests of the JVM.
 */
final class Platform implements AutoCloseable {

  private static final Servers SERVERS = new Servers();

  private final HikariDataSource connections;
  private final Warehouse warehouse;
  private final SampleCentral central;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private @Nullable Service service;
  private @Nullable ProducerTemplate callers;

  Platform() throws IOException, SQLException {
    this(
        SampleCentral.start(
            Files.createTempDirectory("central"), 0, Duration.ZERO, Clock.systemUTC()));
  }

  Platform(SampleCentral central) throws SQLException {
    this.central = central;
    String database = SERVERS.newDatabase();
    variables.putAll(SERVERS.store);
    variables.putAll(
        Map.of(
            "ODK_BASE_URL",
            central.baseUrl().toString(),
            "ODK_PROJECT_ID",
            SampleCentral.PROJECT_ID,
            "ODK_FORM_ID",
            SampleCentral.FORM_ID,
            "ODATA_USER",
            SampleCentral.EMAIL,
            "ODATA_PASS",
            SampleCentral.PASSWORD,
            "PG_HOST",
            "localhost",
            "PG_PORT",
            String.valueOf(SERVERS.postgres.getPort()),
            "PG_DB",
            database,
            "S3_BASE_FOLDER",
            database));
    connections = SERVERS.connections(database);
    warehouse = new Warehouse(connections);
  }

  SampleCentral central() {
    return central;
  }

  Warehouse warehouse() {
    return warehouse;
  }

  /** From the next {@link #run} on; the service starts anew. */
  void set(String variable, @Nullable String value) {
    stop();
    if (value == null) {
      variables.remove(variable);
    } else {
      variables.put(variable, value);
    }
  }

  /** Of application.properties, from the next {@link #run} on; the service starts anew. */
  void property(String name, String value) {
    stop();
    properties.put(name, value);
  }

  /** One run of these sync types, one after the other. */
  void run(String... types) throws SQLException {
    for (String type : types) {
      send(type);
    }
  }

  /** One run; its exchange tells how it went. */
  Exchange send(String type) throws SQLException {
    return send(type, Map.of());
  }

  Exchange send(String type, Map<String, Object> variables) throws SQLException {
    service();
    return callers.send("direct:" + type, exchange -> variables.forEach(exchange::setVariable));
  }

  Service service() throws SQLException {
    if (service == null) {
      Map<String, @Nullable String> before = new HashMap<>();
      properties.forEach((name, value) -> before.put(name, System.setProperty(name, value)));
      try {
        service =
            Service.start(
                Settings.read(variables), Waits.read(), Path.of("routes"), Service.Mode.ON_DEMAND);
      } finally {
        before.forEach(Platform::restore);
      }
      callers = service.camel().createProducerTemplate();
    }
    return service;
  }

  private static void restore(String property, @Nullable String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  static HttpResponse<byte[]> get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Whether the service is to stop, or has. */
  boolean isStopping() {
    Service stopped = service;
    return stopped == null || stopped.camel().isStopping() || stopped.camel().isStopped();
  }

  void stop() {
    if (service != null) {
      service.close();
      service = null;
    }
  }

  @Override
  public void close() {
    stop();
    connections.close();
    central.close();
  }

  /** PostgreSQL in a zone that is neither ours nor UTC, on purpose; and the store. */
  private static final class Servers {

    private final AtomicInteger databases = new AtomicInteger();
    private final EmbeddedPostgres postgres;
    private final Map<String, String> store;

    Servers() {
      try {
        postgres =
            EmbeddedPostgres.builder().setServerConfig("timezone", "Pacific/Marquesas").start();
        Embedded embedded = new Embedded();
        store =
            embedded.prepare(
                new Embedding(
                    Set.of(EmbeddedPart.S3), Files.createTempDirectory("s3"), Duration.ZERO));
        embedded.start();
        Runtime.getRuntime().addShutdownHook(new Thread(embedded::close));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** A connection that is kept: a new one costs more than most tests' questions. */
    HikariDataSource connections(String database) {
      HikariConfig pool = new HikariConfig();
      pool.setDataSource(postgres.getDatabase("postgres", database));
      pool.setMaximumPoolSize(3);
      pool.setMinimumIdle(0);
      return new HikariDataSource(pool);
    }

    String newDatabase() throws SQLException {
      String name = "test_" + databases.incrementAndGet();
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      }
      return name;
    }
  }
}
