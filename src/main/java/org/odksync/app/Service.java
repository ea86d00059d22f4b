package org.odksync.app;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.odksync.central.client.CentralUrls;
import org.odksync.config.InvalidSettings;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.error.Diagnosis;
import org.odksync.error.ErrorClass;
import org.odksync.form.Form;
import org.odksync.form.views.ViewFiles;
import org.odksync.image.S3Clients;
import org.odksync.run.ActiveRuns;
import org.odksync.run.FailureClassifier;
import org.odksync.run.RouteClient;
import org.odksync.run.SyncTypes;
import org.odksync.status.StatusQueries;
import org.odksync.warehouse.Migrations;
import org.odksync.warehouse.QuartzConnections;
import org.odksync.warehouse.WarehouseClient;
import org.odksync.warehouse.WarehousePool;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service: Camel, its routes, and the beans that they use. */
public final class Service implements AutoCloseable {

  /** The purpose of a start. */
  public enum Mode {
    /** Runs each sync type when it is due. */
    SCHEDULED,
    /** Runs sync types that a command names; no triggers, no HTTP server. */
    ON_DEMAND,
    /** Runs checks and comparisons, but no sync types; does not change the warehouse. */
    CHECKING
  }

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  /** Parses each route file once, not twice: none has modelines, comments that configure Camel. */
  private static final class MainWithoutModelines extends Main {
    @Override
    protected void modelineRoutes(CamelContext camel) {}
  }

  private final Mode mode;
  private final Settings settings;
  private final Main main = new MainWithoutModelines();
  private final Wiring wiring;
  private final ActiveRuns runs;
  // by the computer's clock, as Quartz does
  private final Triggers triggers = new Triggers(Clock.systemUTC());
  private final RouteClient routeClient = new RouteClient(this::camel);
  private final WarehouseClient warehouse = new WarehouseClient(routeClient);
  private final StatusQueries monitor;
  private final HttpBeans http;

  private Service(Settings settings, Timeouts timeouts, Mode mode, Clock clock) {
    this.mode = mode;
    this.settings = settings;
    this.wiring = new Wiring(main, settings, timeouts, clock);
    this.runs = new ActiveRuns(timeouts.number("lease.seconds"));
    this.monitor = new StatusQueries(warehouse, settings.sync().noticeAfter());
    this.http = new HttpBeans(wiring, monitor);
    // the caller stops the service; Camel's own hook would also keep each one for ever
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
  }

  /**
   * @param routes the folder of the route files
   * @throws SQLException when there is no database, or it refuses
   * @throws IllegalStateException with a sentence, when the HTTP port is taken, or the sync types
   *     of the warehouse are for another form
   * @throws InvalidSettings when the HTTP server's key cannot be read, or a route file is wrong
   */
  public static Service start(Settings settings, Timeouts timeouts, Path routes, Mode mode)
      throws SQLException {
    return start(settings, timeouts, routes, mode, Clock.systemUTC());
  }

  /**
   * The same with another clock.
   *
   * @param clock by which links and failed logins expire
   */
  public static Service start(
      Settings settings, Timeouts timeouts, Path routes, Mode mode, Clock clock)
      throws SQLException {
    Service service = new Service(settings, timeouts, mode, clock);
    try {
      if (mode == Mode.SCHEDULED) {
        service.http.bindServer();
      }
      service.bind(routes);
      service.startRoutes(routes);
      if (mode == Mode.SCHEDULED) {
        service.http.showPages(service.camel());
      }
      if (mode != Mode.CHECKING) {
        service.begin();
      }
      return service;
    } catch (SQLException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private void bind(Path routes) throws SQLException {
    DataSource source = open();
    DBConnectionManager.getInstance()
        .addConnectionProvider("warehouse", new QuartzConnections(source));
    wiring.bind("warehouse", source);
    wiring.closedAtEnd(routeClient);
    wiring.bind("runs", runs);
    wiring.bind("triggers", triggers);
    wiring.bind("migrations", new Migrations(source));
    CentralUrls central = new CentralBeans(wiring).bind(mode, routeClient, warehouse);
    FailureClassifier failures = new RunBeans(wiring).bind(runs, routes, central, warehouse);
    new ImageBeans(wiring).bind(central, failures);
    new ObservabilityBeans(wiring).bindAlerts();
    http.bind();
    if (settings.bucket().isEmpty()) {
      LOG.info("AWS_BUCKET_NAME is not set: images and links are off");
    }
    main.setPropertyPlaceholderLocations("classpath:application.properties");
    new CamelProperties(wiring, routes, mode).set();
  }

  private DataSource open() throws SQLException {
    if (mode == Mode.CHECKING) {
      return WarehousePool.asItIs(settings.database(), wiring.timeouts());
    }
    HikariDataSource pool =
        wiring.closedAtEnd(WarehousePool.open(settings.database(), wiring.timeouts()));
    if (mode == Mode.SCHEDULED) {
      new ObservabilityBeans(wiring).bindMetrics(pool, monitor, runs);
    }
    return pool;
  }

  private void startRoutes(Path directory) {
    SyncRoutes routes = new SyncRoutes(directory);
    routes.requireCurrentFiles();
    main.addMainListener(routes);
    try {
      main.start();
    } catch (RuntimeException broken) {
      throw SyncRoutes.named(broken, camel());
    }
    runs.started(camel());
    List<String> problems = new ArrayList<>(runs.types().problems(routes::isKnown));
    problems.addAll(Triggers.problems(camel()));
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    ViewFiles views = camel().getRegistry().findSingleByType(ViewFiles.class);
    camel().getRegistry().findByType(Form.class).stream()
        .flatMap(form -> views.problems(form).stream())
        .forEach(problem -> LOG.warn("config: {}", problem));
  }

  /** Records the sync types, and starts the triggers. */
  private void begin() {
    settings.warnings().forEach(LOG::warn);
    settings
        .proxied(S3Clients::address)
        .forEach(
            (name, proxy) -> LOG.info("{} is reached through the proxy {}", name, proxy.place()));
    claimTypes();
    registerTypes();
    if (mode == Mode.SCHEDULED) {
      triggers.start(camel());
    }
  }

  /** Records which form each sync type is for, and refuses those of another form. */
  private void claimTypes() {
    Map<String, Object> owners = Map.of("owners", runs.types().owners(camel()));
    try {
      if (mode == Mode.SCHEDULED) {
        warehouse.rows("run/claim_types", owners);
      }
      SyncTypes.requireOwn(warehouse.rows("run/other_owners", owners));
    } catch (RuntimeException refused) {
      refuseOtherForms(Diagnosis.of(refused));
    }
  }

  /** Continues if the database does not answer: each run checks again. */
  private static void refuseOtherForms(Diagnosis reason) {
    if (reason.errorClass() == ErrorClass.CONFIG) {
      throw new IllegalStateException(reason.message());
    }
    LOG.warn("Not known yet which forms the sync types are for: {}", reason.message());
  }

  /** Ends the runs of dead processes, and records sync types that have never run as pending. */
  private void registerTypes() {
    try {
      routeClient.sendBody("direct:run.expire", null);
      warehouse.rows("run/register", Map.of("types", runs.types().json()));
    } catch (RuntimeException refused) {
      LOG.error("The sync types are not recorded as pending, {}", Diagnosis.of(refused).message());
    }
  }

  public CamelContext camel() {
    return main.getCamelContext();
  }

  /** Runs statements. */
  public WarehouseClient warehouse() {
    return warehouse;
  }

  /** What operators want to know. */
  public StatusQueries monitor() {
    return monitor;
  }

  public Settings settings() {
    return settings;
  }

  @Override
  public void close() {
    runs.stop();
    triggers.pause(camel());
    main.stop();
    wiring.close();
  }
}
