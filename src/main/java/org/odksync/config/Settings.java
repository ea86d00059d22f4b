package org.odksync.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;

/**
 * All settings of an operator, validated. Variables and defaults are those of the Python service
 * that this one replaces.
 *
 * @param warnings probable mistakes that do not prevent the start
 */
public record Settings(
    Central central,
    Database database,
    Optional<Bucket> bucket,
    Links links,
    Sync sync,
    Http http,
    Optional<Alerting> alerting,
    Proxies proxies,
    Optional<TrustedCertificates> trust,
    List<String> warnings) {

  /**
   * Where alerts go.
   *
   * @param webhook the address; secret, because it suffices to post there
   * @param failures consecutive failed runs of a sync type before an alert
   */
  public record Alerting(Secret webhook, int failures) {}

  /** The form to copy, and the login that reads it. {@code formId} is not URL-encoded. */
  public record Central(URI baseUrl, int projectId, String formId, String user, Secret password) {}

  /**
   * The warehouse.
   *
   * @param host one server, or several separated by commas, one of which is the primary; each may
   *     have its own port ({@code db1:5433})
   * @param port for servers without their own port
   */
  public record Database(
      String host, int port, String name, String user, Secret password, DatabaseTls tls) {

    /** Prefers TLS, but does not require it. */
    public Database(String host, int port, String name, String user, Secret password) {
      this(host, port, name, user, password, new DatabaseTls(SSL_MODE, Optional.empty()));
    }

    private static final Pattern WITH_PORT = Pattern.compile("([^:]+|\\[.+]):(\\d{1,5})");

    /** A server's address. */
    public record Server(String host, int port) {}

    /** The servers, in the order in which they are tried. */
    public List<Server> servers() {
      return Pattern.compile(",").splitAsStream(host).map(String::strip).map(this::server).toList();
    }

    private Server server(String text) {
      Matcher withPort = WITH_PORT.matcher(text);
      return withPort.matches()
          ? new Server(withPort.group(1), Integer.parseInt(withPort.group(2)))
          : new Server(text, port);
    }

    /** The address, for messages. */
    public String place() {
      return servers().stream()
              .map(server -> "%s:%d".formatted(server.host(), server.port()))
              .collect(Collectors.joining(","))
          + "/"
          + name;
    }
  }

  /**
   * How the connection to the warehouse uses TLS.
   *
   * @param mode PostgreSQL's sslmode, such as {@code verify-full}
   * @param authorities a PEM file of CA certificates, trusted instead of those of the JVM
   */
  public record DatabaseTls(String mode, Optional<Path> authorities) {

    /** Whether the client verifies the server's certificate. */
    public boolean isVerified() {
      return mode.startsWith("verify");
    }
  }

  /**
   * Where images are stored. {@code endpoint} is set for stores other than AWS. Without {@code
   * keys} the AWS SDK looks for credentials, such as the role of the machine or container.
   */
  public record Bucket(
      String name,
      String region,
      Optional<URI> endpoint,
      Optional<Keys> keys,
      String baseFolder,
      Optional<Encryption> encryption,
      Checksums checksums) {

    /** Name and endpoint, for messages. */
    public String place() {
      return "bucket %s at %s"
          .formatted(name, endpoint.map(URI::toString).orElse("AWS, " + region));
    }
  }

  /**
   * How the store encrypts images.
   *
   * @param algorithm the S3 name, such as {@code aws:kms}
   * @param key the id of a KMS key; if empty, the store's default key
   */
  public record Encryption(String algorithm, Optional<String> key) {}

  /** When the AWS SDK adds checksums to uploads, and validates those of downloads. */
  public record Checksums(
      RequestChecksumCalculation uploads, ResponseChecksumValidation downloads) {}

  /**
   * Credentials of the bucket. With a session token they are temporary; their expiry may be
   * unknown.
   */
  public record Keys(
      String id, Secret secret, Optional<Secret> sessionToken, Optional<Instant> expires) {}

  /**
   * The links to images. With a public URL of our HTTP server they are stable. Otherwise they are
   * presigned, valid for {@code life}, and renewed {@code threshold} before they expire.
   */
  public record Links(
      Optional<URI> publicUrl, Duration life, boolean refreshed, Duration threshold) {}

  private enum LinkKind {
    PRESIGNED,
    STABLE
  }

  /**
   * How and how often sync types run. An {@code imageRecheck} of zero turns rechecks off; {@code
   * formZone} applies to times without an offset; a problem that is older than {@code noticeAfter}
   * and blocks nothing is only a notice.
   */
  public record Sync(
      Duration interval,
      int workers,
      boolean newestFirst,
      Duration imageRecheck,
      int imageMegabytes,
      ImageHistory imageHistory,
      boolean imagePlaceholder,
      Duration historyRetention,
      Duration overlap,
      Duration reconcileInterval,
      Deletes deletes,
      ZoneId formZone,
      int rejectLimit,
      Duration noticeAfter) {}

  /** What the warehouse does with a submission that was deleted in Central. */
  public enum Deletes {
    /** Deletes it. */
    MIRROR,
    /** Deletes it from the unified table only; other tables keep it with the time of its delete. */
    KEEP
  }

  /** What happens to an image in the bucket when a new version replaces it in Central. */
  public enum ImageHistory {
    KEEP,
    REMOVE
  }

  private enum LogFormat {
    TEXT,
    JSON
  }

  /**
   * Our HTTP server and its logins. Without an admin password it listens on a loopback address
   * only.
   *
   * @param host an IP address of this machine
   * @param publicUrl the address that browsers use, if set
   */
  public record Http(
      String host,
      int port,
      Optional<Secret> adminPassword,
      Optional<Secret> viewerPassword,
      Optional<Tls> tls,
      Optional<URI> publicUrl) {}

  /** The keystore with the TLS key of our HTTP server. */
  public record Tls(Path keystore, Secret password) {}

  /**
   * @throws InvalidSettings with every problem, when a variable is missing or makes no sense
   */
  public static Settings read(Map<String, String> variables) {
    return read(variables, Clock.systemUTC());
  }

  /**
   * @param clock decides whether credentials have expired
   * @throws InvalidSettings with every problem, when a variable is missing or makes no sense
   */
  public static Settings read(Map<String, String> variables, Clock clock) {
    Environment environment = new Environment(variables);
    Optional<URI> publicUrl = environment.address(PUBLIC_URL);
    // validated only: logback has read it before
    environment.choice("LOG_FORMAT", LogFormat.TEXT);
    Optional<TrustedCertificates> trust = TrustedCertificates.read(environment);
    Settings settings =
        new Settings(
            central(environment),
            database(environment, trust.map(TrustedCertificates::file)),
            bucket(environment, clock),
            links(environment, publicUrl),
            sync(environment),
            HttpSettings.read(environment, publicUrl),
            alerting(environment),
            Proxies.read(environment),
            trust,
            warnings(environment));
    environment.check();
    return settings;
  }

  private static List<String> warnings(Environment environment) {
    Set<String> others = new HashSet<>(Timeouts.variables());
    // other classes read these
    others.addAll(List.of("EMBEDDED", "DATA_DIR", "SAMPLE_CHANGE_SECONDS", "JAVA_OPTS"));
    environment.warnOfSimilarNames(others);
    return environment.warnings();
  }

  /**
   * The proxies in use, by the name of the server behind them, for messages.
   *
   * @param address returns the URL of a bucket
   */
  public Map<String, Proxies.Proxy> proxied(Function<Bucket, URI> address) {
    Map<String, Proxies.Proxy> proxied = new LinkedHashMap<>();
    servers(address)
        .forEach((name, server) -> proxies.of(server).ifPresent(proxy -> proxied.put(name, proxy)));
    return proxied;
  }

  private Map<String, URI> servers(Function<Bucket, URI> address) {
    Map<String, URI> servers = new LinkedHashMap<>();
    servers.put("Central", central.baseUrl());
    bucket.ifPresent(store -> servers.put("the bucket", address.apply(store)));
    alerting.ifPresent(
        alerts -> servers.put("the webhook for alerts", URI.create(alerts.webhook().reveal())));
    return servers;
  }

  private static Optional<Alerting> alerting(Environment environment) {
    int failures = environment.number("ALERT_AFTER_FAILURES", 3, 1, 1_000);
    return environment
        .secretAddress("ALERT_WEBHOOK_URL")
        .map(webhook -> new Alerting(webhook, failures));
  }

  private static Central central(Environment environment) {
    environment.required("the address of ODK Central, such as https://central.example.org", BASE);
    Optional<URI> baseUrl = environment.address(BASE);
    environment.required("the number of the project in Central", "ODK_PROJECT_ID");
    return new Central(
        baseUrl.orElse(URI.create("http://localhost")),
        environment.number("ODK_PROJECT_ID", 1, 1, Integer.MAX_VALUE),
        decode(environment.required("the form id, as Central shows it", "ODK_FORM_ID")),
        environment.required("the e-mail address of a Central user who may view", "ODATA_USER"),
        environment.requiredSecret("the password of ODATA_USER", "ODATA_PASS"));
  }

  private static Database database(Environment environment, Optional<Path> authorities) {
    String sslMode = environment.text("PG_SSLMODE", SSL_MODE);
    if (!SSL_MODES.contains(sslMode)) {
      environment.addProblem("PG_SSLMODE must be %s", String.join(" or ", SSL_MODES));
    }
    Database database =
        new Database(
            environment.text(HOST, "localhost"),
            environment.number("PG_PORT", 5432, 1, HIGHEST_PORT),
            environment.text("PG_DB", "postgres"),
            environment.text("PG_USER", "postgres"),
            new Secret(environment.text("PG_PASS", "postgres")),
            new DatabaseTls(sslMode, authorities));
    if (!HOSTS.matcher(database.host()).matches()
        || database.servers().stream().anyMatch(server -> server.port() > HIGHEST_PORT)) {
      environment.addProblem("%s must be a host, or a list of hosts such as db1,db2:5433", HOST);
    }
    return database;
  }

  private static Optional<Bucket> bucket(Environment environment, Clock clock) {
    Optional<String> name = environment.optional("AWS_BUCKET_NAME");
    Optional<URI> endpoint = environment.address("AWS_ENDPOINT_URL_S3");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> region = environment.firstOf("AWS_DEFAULT_REGION", "AWS_REGION");
    if (region.isEmpty() && endpoint.isEmpty()) {
      environment.addProblem("AWS_DEFAULT_REGION is not set: the region of AWS_BUCKET_NAME");
    }
    return Optional.of(
        new Bucket(
            name.get(),
            region.orElse("us-east-1"),
            endpoint,
            keys(environment, clock),
            environment.text("S3_BASE_FOLDER", "odk_images"),
            encryption(environment),
            checksums(environment, endpoint.isPresent())));
  }

  /** Many stores other than AWS refuse the checksums that the SDK adds by default. */
  private static Checksums checksums(Environment environment, boolean isOtherStore) {
    return new Checksums(
        environment.choice(
            "AWS_REQUEST_CHECKSUM_CALCULATION",
            isOtherStore
                ? RequestChecksumCalculation.WHEN_REQUIRED
                : RequestChecksumCalculation.WHEN_SUPPORTED),
        environment.choice(
            "AWS_RESPONSE_CHECKSUM_VALIDATION",
            isOtherStore
                ? ResponseChecksumValidation.WHEN_REQUIRED
                : ResponseChecksumValidation.WHEN_SUPPORTED));
  }

  private static Optional<Encryption> encryption(Environment environment) {
    Optional<String> algorithm = environment.optional("S3_SSE");
    Optional<String> key = environment.optional("S3_SSE_KMS_KEY_ID");
    if (algorithm.isPresent() && !ALGORITHMS.contains(algorithm.get())) {
      environment.addProblem("S3_SSE must be %s", String.join(" or ", ALGORITHMS));
    }
    if (key.isPresent() && !algorithm.orElse("").startsWith("aws:kms")) {
      environment.addProblem("S3_SSE_KMS_KEY_ID requires S3_SSE=aws:kms or aws:kms:dsse");
    }
    return algorithm.map(name -> new Encryption(name, key));
  }

  /** Key id and secret are set together or not at all. */
  private static Optional<Keys> keys(Environment environment, Clock clock) {
    Optional<Secret> sessionToken = environment.optional("AWS_SESSION_TOKEN").map(Secret::new);
    if (environment.firstOf(KEY_ID).isEmpty()
        && environment.firstOf(SECRET_KEY).isEmpty()
        && sessionToken.isEmpty()) {
      return Optional.empty();
    }
    // without a session token, the expiry belongs to earlier temporary keys
    Optional<Instant> expires = sessionToken.flatMap(token -> environment.time(EXPIRATION));
    expires
        .filter(time -> !time.isAfter(clock.instant()))
        .ifPresent(
            past ->
                environment.addProblem("%s: these credentials expired at %s", EXPIRATION, past));
    return Optional.of(
        new Keys(
            environment.required(SECRET_KEY[0] + " requires it", KEY_ID),
            environment.requiredSecret(KEY_ID[0] + " requires it", SECRET_KEY),
            sessionToken,
            expires));
  }

  private static Links links(Environment environment, Optional<URI> publicUrl) {
    boolean stable = environment.choice("IMAGE_LINKS", LinkKind.PRESIGNED) == LinkKind.STABLE;
    if (stable) {
      environment.required(
          "the address under which browsers reach this service, for IMAGE_LINKS=stable",
          PUBLIC_URL);
    }
    int life = environment.number("URL_EXPIRY_HOURS", 24, 1, 168);
    return new Links(
        publicUrl.filter(address -> stable),
        Duration.ofHours(life),
        environment.flag("ENABLE_URL_REFRESH", true),
        threshold(environment, life));
  }

  /** The default is two hours, or half of a life shorter than four hours. */
  private static Duration threshold(Environment environment, int lifeHours) {
    if (!environment.isSet(THRESHOLD)) {
      return Duration.ofMinutes(Math.min(120, lifeHours * 30L));
    }
    int threshold = environment.number(THRESHOLD, 1, 1, 167);
    if (threshold >= lifeHours) {
      environment.addProblem(
          "%s must be smaller than URL_EXPIRY_HOURS, which is %d", THRESHOLD, lifeHours);
    }
    return Duration.ofHours(threshold);
  }

  private static Sync sync(Environment environment) {
    return new Sync(
        Duration.ofSeconds(environment.number("SYNC_INTERVAL", 60, 1, 86_400)),
        environment.number("MAX_WORKERS", 10, 1, 100),
        environment.flag("PRIORITIZE_NEW", true),
        Duration.ofDays(environment.number("IMAGE_RECHECK_DAYS", 7, 0, 3650)),
        environment.number("IMAGE_MAX_MB", 50, 1, 5_000),
        environment.choice("IMAGE_HISTORY", ImageHistory.KEEP),
        environment.flag("IMAGE_PLACEHOLDER", false),
        Duration.ofDays(environment.number("HISTORY_RETENTION_DAYS", 30, 1, 3650)),
        Duration.ofMinutes(environment.number("SYNC_OVERLAP_MINUTES", 5, 1, 1_440)),
        Duration.ofSeconds(environment.number("RECONCILE_INTERVAL", 3_600, 1, 604_800)),
        environment.choice("SYNC_DELETES", Deletes.MIRROR),
        environment.zone("FORM_TIMEZONE", ZoneOffset.UTC),
        environment.number("REJECT_LIMIT", 10, 0, Integer.MAX_VALUE),
        Duration.ofDays(environment.number("NOTICE_AFTER_DAYS", 7, 0, 3650)));
  }

  /** Accepts form ids raw or URL-encoded; an id that cannot be decode is raw. */
  private static String decode(String formId) {
    try {
      return URLDecoder.decode(formId.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException raw) {
      return formId;
    }
  }

  private static final String SSL_MODE = "prefer";
  private static final List<String> SSL_MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  private static final List<String> ALGORITHMS = List.of("AES256", "aws:kms", "aws:kms:dsse");

  private static final String BASE = "ODK_BASE_URL";
  private static final int HIGHEST_PORT = 65_535;
  private static final String HOST = "PG_HOST";
  private static final Pattern HOSTS = Pattern.compile("[^,\\s]+(\\s*,\\s*[^,\\s]+)*");
  private static final String PUBLIC_URL = "PUBLIC_URL";
  private static final String THRESHOLD = "URL_REFRESH_THRESHOLD_HOURS";
  private static final String EXPIRATION = "AWS_CREDENTIAL_EXPIRATION";
  private static final String[] KEY_ID = {"AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY"};
  private static final String[] SECRET_KEY = {"AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY"};
}
