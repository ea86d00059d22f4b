package org.odksync.app;

import static java.util.stream.Collectors.joining;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.odksync.central.client.CentralClient;
import org.odksync.central.client.CentralSession;
import org.odksync.central.client.CentralUrls;
import org.odksync.central.client.HttpClientDefaults;
import org.odksync.central.feed.Feeds;
import org.odksync.central.reconcile.Reconciliations;
import org.odksync.central.schema.FormSchemas;
import org.odksync.config.InvalidSettings;
import org.odksync.config.OutboundHttp;
import org.odksync.config.ServerKey;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.config.TrustedCertificates;
import org.odksync.error.Diagnosis;
import org.odksync.error.ErrorClass;
import org.odksync.form.Form;
import org.odksync.form.views.UnifiedWriter;
import org.odksync.form.views.ViewFiles;
import org.odksync.http.AnswerHeaders;
import org.odksync.http.RequestLimiter;
import org.odksync.http.api.Reports;
import org.odksync.http.api.ServerErrors;
import org.odksync.http.dashboard.DashboardPages;
import org.odksync.http.dashboard.EventStream;
import org.odksync.http.hawtio.HawtioPages;
import org.odksync.http.security.AccessControl;
import org.odksync.http.security.SecuredHttpServerFactory;
import org.odksync.image.CheckedLinks;
import org.odksync.image.ImageBytes;
import org.odksync.image.ImageCopier;
import org.odksync.image.ImageSettings;
import org.odksync.image.LinkProbe;
import org.odksync.image.LinkSigner;
import org.odksync.image.Links;
import org.odksync.image.MultipartUpload;
import org.odksync.image.ObjectKeys;
import org.odksync.image.PresignedLinks;
import org.odksync.image.S3Clients;
import org.odksync.image.StableLinkResolver;
import org.odksync.image.StableLinks;
import org.odksync.observability.alerts.Alerts;
import org.odksync.observability.alerts.Webhook;
import org.odksync.observability.metrics.DatabaseHealthCheck;
import org.odksync.observability.metrics.Gauges;
import org.odksync.observability.metrics.RunMeters;
import org.odksync.observability.metrics.SnapshotHealthCheck;
import org.odksync.observability.metrics.StatusPoller;
import org.odksync.run.ActiveRuns;
import org.odksync.run.FailureClassifier;
import org.odksync.run.RetryDelay;
import org.odksync.run.RetryPolicy;
import org.odksync.run.RouteClient;
import org.odksync.run.SyncTypes;
import org.odksync.run.WaitTimeListener;
import org.odksync.status.ServiceInfo;
import org.odksync.status.StatusQueries;
import org.odksync.warehouse.ChunkWriter;
import org.odksync.warehouse.Migrations;
import org.odksync.warehouse.QuartzConnections;
import org.odksync.warehouse.WarehouseClient;
import org.odksync.warehouse.WarehousePool;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The running service: the warehouse, the bucket, the session at Central, and Camel with the routes
 * that use them.
 */
public final class Service implements AutoCloseable {

  /** What a start is for. */
  public enum Mode {
    /** Runs every sync type when it is due. */
    SCHEDULED,
    /** Runs what it is told to; no triggers, no HTTP server. */
    ON_DEMAND,
    /** Compares and tries out; runs nothing, and leaves the warehouse as it is. */
    CHECKING
  }

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  /** Connections to Central beside those for files. */
  private static final int WALKS = 5;

  /** What a thread does for a file beside waiting for Central takes about as long. */
  private static final int THREADS_A_WORKER = 2;

  /** Central answers them in a second, and in a week two million. */
  private static final int CHECKS_A_MINUTE = 200;

  /** In a folder and below it, as a pattern of Camel's. */
  private static final String ROUTE_FILES = "**/*.camel.yaml";

  /** What works with the bucket. */
  private static final List<String> BUCKET_FILES =
      List.of("images.camel.yaml", "links.camel.yaml", "api/pictures.camel.yaml");

  private static final Duration MISFIRE = Duration.ofSeconds(15);

  /** That are read into memory for one run. */
  private static final int MOST_CHECKS = 2_000;

  private final Settings settings;
  private final Timeouts waits;
  private final Clock clock;
  private final Main main = new Main();
  private final ActiveRuns runs;
  private final OutboundHttp outbound;
  // by the computer's clock, as Quartz does
  private final Triggers triggers = new Triggers(Clock.systemUTC());
  private final RouteClient routeClient = new RouteClient(this::camel);
  private final WarehouseClient client = new WarehouseClient(routeClient);
  private final StatusQueries monitor;
  private final EventStream events;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private Service(Settings settings, Timeouts waits, Clock clock) {
    this.settings = settings;
    this.waits = waits;
    this.runs = new ActiveRuns(waits.number("lease.seconds"));
    this.clock = clock;
    this.outbound = new OutboundHttp(settings.proxies(), settings.trust());
    monitor = new StatusQueries(client, Math.toIntExact(settings.sync().noticeAfter().toDays()));
    int listeners = waits.number("events.listeners");
    Duration heartbeat = waits.milliseconds("events.heartbeatMilliseconds");
    events = new EventStream(monitor, listeners, heartbeat);
    // whoever starts the service stops it; Camel's own hook would also keep each one for ever
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
  }

  /**
   * @param routes the directory that holds the YAML routes
   * @throws SQLException when there is no database, or it refuses
   * @throws IllegalStateException with a sentence, when the HTTP port is taken, or the sync types
   *     of the warehouse are for another form
   * @throws org.odksync.config.InvalidSettings when the HTTP server's key cannot be read
   */
  public static Service start(Settings settings, Timeouts waits, Path routes, Mode mode)
      throws SQLException {
    return start(settings, waits, routes, mode, Clock.systemUTC());
  }

  /**
   * @param routes the directory that holds the YAML routes
   * @param clock that links expire by, and wrong logins are forgotten by
   * @throws SQLException when there is no database, or it refuses
   * @throws IllegalStateException with a sentence, when the HTTP port is taken, or the sync types
   *     of the warehouse are for another form
   * @throws org.odksync.config.InvalidSettings when the HTTP server's key cannot be read
   */
  public static Service start(
      Settings settings, Timeouts waits, Path routes, Mode mode, Clock clock) throws SQLException {
    Service service = new Service(settings, waits, clock);
    try {
      if (mode == Mode.SCHEDULED) {
        service.guard();
      }
      service.open(routes, mode);
      service.configure(routes, mode);
      service.startRoutes(routes);
      if (mode == Mode.SCHEDULED) {
        service.showPages();
      }
      if (mode == Mode.SCHEDULED || mode == Mode.ON_DEMAND) {
        service.begin(mode);
      }
      return service;
    } catch (SQLException | RuntimeException e) {
      service.close();
      throw e;
    }
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

  /** What the HTTP server has beside Camel's routes. */
  private void showPages() {
    Router server =
        VertxPlatformHttpRouter.lookup(
            camel(), VertxPlatformHttpRouter.getRouterNameFromPort(settings.http().port()));
    ServerErrors.areProblems(server);
    HawtioPages.open(camel(), server);
    DashboardPages.show(server, events);
    LOG.info("the dashboard is at {}", address());
  }

  private URI address() {
    Settings.Http http = settings.http();
    String scheme = http.tls().isPresent() ? "https" : "http";
    return http.publicUrl()
        .orElse(URI.create("%s://%s:%d/".formatted(scheme, literal(http.host()), http.port())));
  }

  /** A host in an address; that of IPv6 has colons. */
  private static String literal(String host) {
    return host.contains(":") ? "[%s]".formatted(host) : host;
  }

  /** Says which sync types there are, and starts the triggers. */
  private void begin(Mode mode) {
    settings.warnings().forEach(LOG::warn);
    settings
        .proxied(S3Clients::address)
        .forEach(
            (name, proxy) -> LOG.info("{} is reached through the proxy {}", name, proxy.place()));
    own(mode);
    expect();
    if (mode == Mode.SCHEDULED) {
      triggers.start(camel());
    }
  }

  /** Records which form each sync type is for, if the service is to run for good. */
  private void own(Mode mode) {
    Map<String, Object> owners = Map.of("owners", runs.types().owners(camel()));
    try {
      if (mode == Mode.SCHEDULED) {
        client.rows("run/claim_types", owners);
      }
      SyncTypes.requireOwn(client.rows("run/other_owners", owners));
    } catch (RuntimeException refused) {
      refuseOtherForms(Diagnosis.of(refused));
    }
  }

  /** Notes the sync types of which there was no run yet as pending, and ends what died. */
  private void expect() {
    try {
      routeClient.tell("direct:run.abandon", null);
      client.rows("run/register", Map.of("types", runs.types().json()));
    } catch (RuntimeException refused) {
      LOG.error("The sync types are not noted as pending, {}", Diagnosis.of(refused).message());
    }
  }

  /** That the database does not answer now is no reason to stop: each run asks it again. */
  private static void refuseOtherForms(Diagnosis reason) {
    if (reason.errorClass() == ErrorClass.CONFIG) {
      throw new IllegalStateException(reason.message());
    }
    LOG.warn("Not known yet which forms the sync types are for: {}", reason.message());
  }

  public CamelContext camel() {
    return main.getCamelContext();
  }

  /** What is stored, for whoever has a statement. */
  public WarehouseClient warehouse() {
    return client;
  }

  /** What operators want to know. */
  public StatusQueries monitor() {
    return monitor;
  }

  public Settings settings() {
    return settings;
  }

  /** This process, now, and how it is set up. */
  public ServiceInfo info() {
    return ServiceInfo.of(settings, clock);
  }

  @Override
  public void close() {
    runs.stop();
    main.stop();
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("Not stopped cleanly: {}", e.getClass().getSimpleName());
      }
    }
  }

  /** Makes the HTTP server one that knows who may ask it what. */
  private void guard() {
    Settings.Http http = settings.http();
    Optional<ServerKey> key = http.tls().map(ServerKey::read);
    requireFree(http.host(), http.port());
    main.bind(
        "httpServer",
        new SecuredHttpServerFactory(new AccessControl(http, pictures(), clock), key));
  }

  /** Where browsers get pictures from; a link of ours leads to the bucket as well. */
  private List<URI> pictures() {
    return Stream.of(settings.bucket().map(S3Clients::address), settings.http().publicUrl())
        .flatMap(Optional::stream)
        .toList();
  }

  /** The HTTP server itself would only warn, and the service run on without health checks. */
  private static void requireFree(String host, int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      LOG.debug("port {} is free", probe.getLocalPort());
    } catch (IOException taken) {
      throw new IllegalStateException(
          isOurs(host)
              ? "port %d is used by another program: set HTTP_PORT to a free one".formatted(port)
              : "HTTP_HOST: this machine has no address " + host,
          taken);
    }
  }

  private static boolean isOurs(String host) {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return probe.isBound();
    } catch (IOException notOurs) {
      return false;
    }
  }

  private void open(Path routes, Mode mode) throws SQLException {
    DataSource warehouse =
        switch (mode) {
          case SCHEDULED, ON_DEMAND -> pool(mode);
          case CHECKING -> WarehousePool.asItIs(settings.database(), waits);
        };
    DBConnectionManager.getInstance()
        .addConnectionProvider("warehouse", new QuartzConnections(warehouse));
    main.bind("warehouse", warehouse);
    opened.push(routeClient);
    main.bind("runs", runs);
    main.bind("migrations", new Migrations(warehouse));
    openForRuns(routes, mode);
  }

  private DataSource pool(Mode mode) throws SQLException {
    HikariDataSource warehouse = closedAtEnd(WarehousePool.open(settings.database(), waits));
    if (mode == Mode.SCHEDULED) {
      openForWatchers(warehouse);
    }
    return warehouse;
  }

  /** Metrics and health checks. */
  private void openForWatchers(HikariDataSource warehouse) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    StatusPoller watch = new StatusPoller(monitor);
    main.bind("metricsRegistry", registry);
    main.bind("watch", watch);
    main.bind("triggers", triggers);
    // first: it limits what there may be
    main.bind("runMeters", new RunMeters(registry));
    warehouse.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    main.bind("gauges", new Gauges(registry, watch, runs));
    main.bind("databaseCheck", new DatabaseHealthCheck(watch));
    for (SnapshotHealthCheck check :
        List.of(
            SnapshotHealthCheck.ofRuns(watch),
            SnapshotHealthCheck.ofSystem("central", watch, Set.of("network", "auth")),
            SnapshotHealthCheck.ofSystem("s3", watch, Set.of("s3")),
            SnapshotHealthCheck.of("images", watch),
            SnapshotHealthCheck.of("links", watch),
            SnapshotHealthCheck.of("rejects", watch),
            SnapshotHealthCheck.of("encrypted", watch))) {
      main.bind(check.getId() + "Check", check);
    }
  }

  private void openForRuns(Path routes, Mode mode) {
    settings.trust().ifPresent(this::open);
    CentralUrls central =
        new CentralUrls(settings.central().baseUrl(), settings.sync().overlap(), Clock.systemUTC());
    main.bind("central", central);
    CentralSession session =
        closedAtEnd(
            new CentralSession(
                settings.central(),
                waits.milliseconds("central.loginMilliseconds"),
                waits.milliseconds("central.keepMilliseconds"),
                Clock.systemUTC(),
                outbound));
    main.bind("centralSession", session);
    HttpClientDefaults plain =
        new HttpClientDefaults(outbound, waits.milliseconds("central.keepMilliseconds"));
    main.bind("plainRequests", plain);
    if (mode == Mode.CHECKING) {
      main.bind(
          "centralClient",
          closedAtEnd(
              new CentralClient(
                  session, plain, outbound, waits.milliseconds("central.idleMilliseconds"))));
    }
    main.bind("viewFiles", new ViewFiles(routes, central));
    main.bind("unifiedWriter", new UnifiedWriter(client));
    main.bind("formSchemas", new FormSchemas(central, client, routeClient));
    main.bind(
        "feeds",
        new Feeds(
            central,
            waits.number("walk.chunkRecords"),
            Math.toIntExact(settings.sync().rejectLimit())));
    main.bind("reconciliations", new Reconciliations(central));
    FailureClassifier diagnoses =
        new FailureClassifier(
            settings.database().place(),
            settings.bucket().map(this::place).orElse("no bucket"),
            through(settings.central().baseUrl()));
    main.bind("diagnoses", diagnoses);
    main.bind("stageTimes", new WaitTimeListener());
    main.bind("chunkWriter", new ChunkWriter(client, settings.sync().formZone()));
    main.bind(
        "backoff",
        new RetryPolicy(
            new RetryPolicy.Limits(
                waits.number("retry.attempts"),
                waits.milliseconds("retry.delayMilliseconds"),
                waits.milliseconds("retry.longestMilliseconds"),
                settings.sync().interval()),
            Clock.systemUTC(),
            new Random()));
    main.bind("countedRetry", new RetryDelay(runs, Clock.systemUTC()));
    main.bind(
        "itemBackoff",
        new RetryPolicy(
            new RetryPolicy.Limits(
                waits.number("images.retry.attempts"),
                waits.milliseconds("images.retry.delayMilliseconds"),
                waits.milliseconds("images.retry.longestMilliseconds"),
                settings.sync().interval()),
            Clock.systemUTC(),
            new Random()));
    settings.alerting().ifPresent(this::open);
    main.bind("linkChecks", new CheckedLinks());
    main.bind("answerHeaders", new AnswerHeaders());
    main.bind("apiRequests", new RequestLimiter());
    main.bind("pictureRequests", new RequestLimiter());
    main.bind("events", events);
    main.bind("reports", new Reports(monitor, this::info));
    settings.bucket().ifPresent(bucket -> open(bucket, central, diagnoses));
  }

  /**
   * Of what Camel itself connects to; the address of a file may be https where Central's is not.
   */
  private void open(TrustedCertificates trust) {
    TrustManagersParameters managers = new TrustManagersParameters();
    managers.setTrustManager(trust.manager());
    SSLContextParameters tls = new SSLContextParameters();
    tls.setTrustManagers(managers);
    main.bind("trust", tls);
    for (String component : List.of("http", "https")) {
      set("camel.component.%s.sslContextParameters".formatted(component), "#trust");
    }
  }

  private String place(Settings.Bucket bucket) {
    return bucket.place() + through(S3Clients.address(bucket));
  }

  /** Which proxy is on the way; empty for none. */
  private String through(URI server) {
    return settings
        .proxies()
        .of(server)
        .map(proxy -> " through the proxy " + proxy.place())
        .orElse("");
  }

  private void open(Settings.Bucket bucket, CentralUrls central, FailureClassifier diagnoses) {
    AwsCredentialsProvider credentials = S3Clients.credentials(bucket);
    if (credentials instanceof AutoCloseable closeable) {
      opened.push(closeable);
    }
    S3Client s3 =
        closedAtEnd(
            S3Clients.client(bucket, credentials, threads(), waits, outbound, Clock.systemUTC()));
    main.bind("s3", s3);
    main.bind("multipartUpload", new MultipartUpload(s3, bucket.name()));
    LinkSigner signer =
        closedAtEnd(
            new LinkSigner(
                S3Clients.presigner(bucket, credentials), credentials, bucket.name(), clock));
    Settings.Links asked = settings.links();
    Links links =
        asked
            .publicUrl()
            .<Links>map(StableLinks::new)
            .orElseGet(() -> new PresignedLinks(signer, asked.life(), asked.threshold(), clock));
    main.bind("links", links);
    main.bind("redirects", new StableLinkResolver(signer, clock));
    main.bind(
        "linkProbe",
        closedAtEnd(new LinkProbe(waits.milliseconds("check.milliseconds"), outbound)));
    Settings.Sync sync = settings.sync();
    ImageSettings imageSettings =
        new ImageSettings(
            sync.newestFirst(),
            Math.toIntExact(sync.imageRecheck().toDays()),
            mostChecks(sync.interval()),
            bucket.baseFolder(),
            S3Clients.name(bucket),
            S3Clients.keyName(bucket).orElse("none"));
    main.bind("imageSettings", imageSettings);
    main.bind(
        "imageCopier",
        new ImageCopier(
            imageSettings,
            central,
            new ObjectKeys(bucket.baseFolder()),
            new ImageBytes(
                sync.imageMegabytes() * ImageBytes.MEGABYTE,
                List.of(waits.text("images.types").split("[,\\s]+"))),
            links,
            diagnoses));
  }

  private void open(Settings.Alerting alerting) {
    main.bind("alerts", new Alerts(alerting.failures(), clock));
    main.bind(
        "webhook",
        closedAtEnd(
            new Webhook(
                alerting.webhook(),
                runs.getInstance(),
                waits.milliseconds("check.milliseconds"),
                outbound)));
  }

  private int threads() {
    return settings.sync().workers() * THREADS_A_WORKER;
  }

  private void configure(Path routes, Mode mode) {
    Settings.Sync sync = settings.sync();
    boolean scheduled = mode == Mode.SCHEDULED;
    boolean images = settings.bucket().isPresent();
    if (!images) {
      LOG.info("AWS_BUCKET_NAME is not set: images and links are off");
    }
    main.setPropertyPlaceholderLocations("classpath:application.properties");
    set("camel.main.routesIncludePattern", pattern(routes, ROUTE_FILES));
    set("camel.main.routesExcludePattern", excluded(routes, mode));
    // one server: the management endpoints join the one that has their port
    set("camel.server.enabled", scheduled);
    set("camel.server.host", settings.http().host());
    set("camel.server.port", settings.http().port());
    set("camel.management.enabled", scheduled);
    set("camel.management.host", settings.http().host());
    set("camel.management.port", settings.http().port());
    set("camel.management.metricsEnabled", scheduled);
    set("camel.management.jolokiaEnabled", scheduled);
    set("camel.metrics.enabled", scheduled);
    // Hawtio and Jolokia look at a service; a command would only start a third slower
    set("camel.main.jmxEnabled", scheduled);
    // ours to start, without the triggers of routes that are gone
    set("camel.component.quartz.autoStartScheduler", false);
    set("service.scheduled", scheduled);
    set("service.running", mode != Mode.CHECKING);
    set("central.url", settings.central().baseUrl());
    set("central.project", settings.central().projectId());
    set("central.form", settings.central().formId());
    set("central.connections", WALKS);
    set("images.bucket", settings.bucket().map(Settings.Bucket::name).orElse("none"));
    set("images.workers", sync.workers());
    set("images.threads", threads());
    set("images.placeholder", sync.imagePlaceholder());
    set("images.history", sync.imageHistory().name().toLowerCase(Locale.ROOT));
    set("links.enabled", images && settings.links().refreshed());
    set("schedule.seconds", sync.interval().toSeconds());
    set("schedule.misfireMilliseconds", misfire(sync.interval()).toMillis());
    set("reconcile.seconds", sync.reconcileInterval().toSeconds());
    set("form.deletes", sync.deletes().name().toLowerCase(Locale.ROOT));
    set("history.days", sync.historyRetention().toDays());
  }

  /** Route files that a start does without: what answers and looks on, where nothing does. */
  private String excluded(Path routes, Mode mode) {
    List<String> excluded = new ArrayList<>();
    if (mode != Mode.SCHEDULED) {
      excluded.add("api/" + ROUTE_FILES);
      excluded.add("observability/" + ROUTE_FILES);
    }
    if (settings.bucket().isEmpty()) {
      excluded.addAll(BUCKET_FILES);
    }
    if (settings.alerting().isEmpty()) {
      excluded.add("observability/alerts.camel.yaml");
    }
    return excluded.isEmpty()
        ? "false"
        : excluded.stream().map(file -> pattern(routes, file)).collect(joining(","));
  }

  private static String pattern(Path routes, String files) {
    return "file:%s/%s".formatted(routes, files);
  }

  /**
   * How late a trigger may be before what it has missed is made up for by one run. Quartz looks for
   * such triggers that often, and logs each that it cannot update.
   */
  private static Duration misfire(Duration interval) {
    return interval.compareTo(MISFIRE) < 0 ? interval : MISFIRE;
  }

  /** How many stored images a run may check: new ones must not wait for long. */
  private static int mostChecks(Duration interval) {
    return (int) Math.min(Math.max(1, interval.toMinutes()) * CHECKS_A_MINUTE, MOST_CHECKS);
  }

  private void set(String property, Object value) {
    main.addOverrideProperty(property, String.valueOf(value));
  }

  private <T extends AutoCloseable> T closedAtEnd(T resource) {
    opened.push(resource);
    return resource;
  }
}
