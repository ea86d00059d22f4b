package org.odksync.functional;

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
import org.odksync.embedded.Embedded;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.service.Service;

/**
 * A database, a folder in a bucket and a sample Central for one test, and the service on them. The
 * database's and the store's server are shared by all tests of the JVM.
 */
final class Platform implements AutoCloseable {

  private static final Servers SERVERS = new Servers();

  private final Warehouse warehouse;
  private final SampleCentral central;
  private final Map<String, String> variables = new HashMap<>();
  private @Nullable Service service;

  Platform() throws IOException, SQLException {
    String database = SERVERS.newDatabase();
    central =
        SampleCentral.start(
            Files.createTempDirectory("central"), 0, Duration.ZERO, Clock.systemUTC());
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
    warehouse = new Warehouse(SERVERS.postgres.getDatabase("postgres", database));
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
    try (ProducerTemplate template = service().camel().createProducerTemplate()) {
      return template.send("direct:" + type, exchange -> variables.forEach(exchange::setVariable));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Service service() throws SQLException {
    if (service == null) {
      service = Service.start(Settings.read(variables), Path.of("routes"), Service.Mode.ON_DEMAND);
    }
    return service;
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
