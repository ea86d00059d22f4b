package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.odksync.app.Service;
import org.odksync.check.Check;
import org.odksync.check.Doctor;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.embedded.FreePort;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.run.RunOptions;

/**
 * A database, a folder in a bucket and a sample Central for one test, and a service on them. All
 * tests of the JVM share the database server and the store.
 */
final class Platform implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final HttpClient FOLLOWING =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

  private final HikariDataSource connections;
  private final Warehouse warehouse;
  private final SampleCentral central;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private Path routes = Path.of("routes");
  private Clock clock = Clock.systemUTC();
  private Service.Mode mode = Service.Mode.ON_DEMAND;
  private @Nullable Service service;
  private @Nullable ProducerTemplate callers;

  Platform() throws IOException, SQLException {
    this(Servers.SHARED.sampleCentral());
  }

  Platform(SampleCentral central) throws SQLException {
    this(central, Servers.SHARED.newDatabase());
  }

  /**
   * @param database the name of a database on the shared server
   */
  Platform(SampleCentral central, String database) throws SQLException {
    this.central = central;
    central.submissions().keepDrawings(Servers.SHARED.drawings());
    variables.putAll(Servers.SHARED.variables(central, database));
    connections = Servers.SHARED.connections(database);
    warehouse = new Warehouse(connections);
  }

  SampleCentral central() {
    return central;
  }

  Warehouse warehouse() {
    return warehouse;
  }

  /** The service's environment variables. */
  Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  /** An environment variable of the service. */
  String variable(String name) {
    return variables.get(name);
  }

  /**
   * Sets an environment variable, or removes it if null; the next {@link #run} restarts the
   * service.
   */
  void set(String variable, @Nullable String value) {
    stop();
    if (value == null) {
      variables.remove(variable);
    } else {
      variables.put(variable, value);
    }
  }

  /** Sets a property of application.properties; the next {@link #run} restarts the service. */
  void property(String name, String value) {
    stop();
    properties.put(name, value);
  }

  /** Sets the routes directory; the next {@link #run} restarts the service. */
  void routes(Path directory) {
    stop();
    routes = directory;
  }

  /** Sets the clock that decides when links expire; the next {@link #run} restarts the service. */
  void clock(Clock other) {
    stop();
    clock = other;
  }

  /**
   * Starts the service with its triggers and its HTTP server.
   *
   * @return the address of that server
   */
  String serve() throws IOException, SQLException {
    int port = FreePort.any();
    set("HTTP_PORT", String.valueOf(port));
    // only once, at the start
    set("SYNC_INTERVAL", "86400");
    mode = Service.Mode.SCHEDULED;
    service();
    return "http://127.0.0.1:" + port;
  }

  /** Goes back to a service without triggers and HTTP server from the next {@link #run} on. */
  void onDemand() {
    stop();
    mode = Service.Mode.ON_DEMAND;
  }

  /** Runs these sync types, one after the other. */
  void run(String... types) throws SQLException {
    for (String type : types) {
      send(type);
    }
  }

  /** Runs these sync types; expects success of each. */
  void succeed(String... types) throws SQLException {
    for (String type : types) {
      run(type);
      JsonNode run = warehouse.lastRun(type);
      assertThat(run.get("status").textValue()).as("%s", run).isEqualTo("success");
    }
  }

  /** Runs the type; gives the run with its outcome. */
  org.odksync.run.Run send(String type) throws SQLException {
    return send(type, RunOptions.NONE);
  }

  org.odksync.run.Run send(String type, RunOptions options) throws SQLException {
    return call(type, options).getVariable("run", org.odksync.run.Run.class);
  }

  /** Sends a message to any route with an entry {@code direct:}. */
  Exchange call(String route, @Nullable Object body) throws SQLException {
    // Camel would wait 30 seconds for the route, and then only say so in the exchange
    assertThat(service().camel().getRoute(route)).as(route).isNotNull();
    return callers.send("direct:" + route, exchange -> exchange.getMessage().setBody(body));
  }

  /** Stops the service, and runs the checks of doctor. */
  List<Check> doctor() throws SQLException {
    return doctor(Clock.systemUTC());
  }

  /**
   * Stops the service, and runs the checks of doctor.
   *
   * @param ours the local clock, which doctor compares with other clocks
   */
  List<Check> doctor(Clock ours) throws SQLException {
    stop();
    try (Service checking = start(Service.Mode.CHECKING)) {
      return new Doctor(checking.camel(), checking.settings(), ours).checks();
    }
  }

  Service service() throws SQLException {
    if (service == null) {
      service = start(mode);
      callers = service.camel().createProducerTemplate();
    }
    return service;
  }

  private Service start(Service.Mode requestedMode) throws SQLException {
    Map<String, @Nullable String> before = new HashMap<>();
    properties.forEach((name, value) -> before.put(name, System.setProperty(name, value)));
    try {
      return Service.start(
          Settings.read(variables, clock), Timeouts.read(), routes, requestedMode, clock);
    } finally {
      before.forEach(Platform::restore);
    }
  }

  private static void restore(String property, @Nullable String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  static HttpResponse<byte[]> get(String url) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Gets the URL, following redirects. */
  static HttpResponse<byte[]> follow(String url) throws IOException, InterruptedException {
    return FOLLOWING.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Whether the service is stopping or has stopped. */
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
}
