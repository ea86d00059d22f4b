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
 * Everything an operator can set, checked. The variables are those of the Python service that this
 * one replaces, with their defaults.
 *
 * @param warnings what the operator may have meant otherwise
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
   * Who is told when something is wrong.
   *
   * @param webhook its address, which is all that one needs to post there
   * @param failures how many runs of a sync type have to fail, one after the other
   */
  public record Alerting(Secret webhook, int failures) {}

  /** The form that is copied, and the login that reads it. {@code formId} is not URL-encoded. */
  public record Central(URI baseUrl, int projectId, String formId, String user, Secret password) {}

  /**
   * The warehouse.
   *
   * @param host one server, or several with commas between, of which one is the primary; each may
   *     have a port of its own ({@code db1:5433})
   * @param port of those without
   */
  public record Database(
      String host, int port, String name, String user, Secret password, DatabaseTls tls) {

    /** One that is asked for TLS, and need not have it. */
    public Database(String host, int port, String name, String user, Secret password) {
      this(host, port, name, user, password, new DatabaseTls(SSL_MODE, Optional.empty()));
    }

    private static final Pattern WITH_PORT = Pattern.compile("([^:]+|\\[.+]):(\\d{1,5})");

    /** Where a server listens. */
    public record Server(String host, int port) {}

    /** All of them, in the order in which they are tried. */
    public List<Server> servers() {
      return Pattern.compile(",").splitAsStream(host).map(String::strip).map(this::server).toList();
    }

    private Server server(String text) {
      Matcher withPort = WITH_PORT.matcher(text);
      return withPort.matches()
          ? new Server(withPort.group(1), Integer.parseInt(withPort.group(2)))
          : new Server(text, port);
    }

    /** Where it is, as messages say it. */
    public String place() {
      return servers().stream()
              .map(server -> "%s:%d".formatted(server.host(), server.port()))
              .collect(Collectors.joining(","))
          + "/"
          + name;
    }
  }

  /**
   * Whether the connection to the warehouse is encrypted, and to whom.
   *
   * @param mode as PostgreSQL calls it, such as {@code verify-full}
   * @param authorities certificates in PEM of the CAs that are trusted instead of those of the JVM
   */
  public record DatabaseTls(String mode, Optional<Path> authorities) {

    /** Whether the certificate of the server is checked. */
    public boolean isVerified() {
      return mode.startsWith("verify");
    }
  }

  /**
   * Where images go. {@code endpoint} is set for stores other than AWS; without {@code keys} the
   * AWS SDK looks for some, such as those of the machine's or the container's role.
   */
  public record Bucket(
      String name,
      String region,
      Optional<URI> endpoint,
      Optional<Keys> keys,
      String baseFolder,
      Optional<Encryption> encryption,
      Checksums checksums) {

    /** Where it is, as messages say it. */
    public String place() {
      return "bucket %s at %s"
          .formatted(name, endpoint.map(URI::toString).orElse("AWS, " + region));
    }
  }

  /**
   * How the store encrypts images.
   *
   * @param algorithm as S3 calls it, such as {@code aws:kms}
   * @param key of the key management service; without it, the store's own
   */
  public record Encryption(String algorithm, Optional<String> key) {}

  /** When the AWS SDK adds checksums of its own to uploads, and asks for those of objects. */
  public record Checksums(RequestChecksumCalculation sent, ResponseChecksumValidation asked) {}

  /**
   * Credentials of the bucket. With a session token they are temporary; when they expire need not
   * be known.
   */
  public record Keys(
      String id, Secret secret, Optional<Secret> sessionToken, Optional<Instant> expires) {}

  /**
   * The links to images. With an address of our own HTTP server they are stable; else they are
   * signed, work for {@code life}, and are signed again {@code threshold} before their end.
   */
  public record Links(
      Optional<URI> publicUrl, Duration life, boolean refreshed, Duration threshold) {}

  private enum LinkKind {
    PRESIGNED,
    STABLE
  }

  /**
   * The rhythm of the work. {@code imageRecheck} of zero means that no image is checked; {@code
   * formZone} is that of times without an offset; what is wrong for {@code noticeAfter} and hinders
   * nothing is only a notice.
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

  /** What becomes here of a submission that Central has deleted. */
  public enum Deletes {
    /** It leaves the warehouse. */
    MIRROR,
    /** It stays in the tables, with the time of its delete, and leaves only the unified one. */
    KEEP
  }

  /** What becomes of an image in the bucket when Central has another one under its name. */
  public enum ImageHistory {
    KEEP,
    REMOVE
  }

  private enum LogFormat {
    TEXT,
    JSON
  }

  /**
   * Our own HTTP server, and who may ask it. Without a password of the admin it can be reached from
   * this machine only.
   *
   * @param host an IP address of this machine
   * @param publicUrl where browsers reach it, as far as that is said
   */
  public record Http(
      String host,
      int port,
      Optional<Secret> adminPassword,
      Optional<Secret> viewerPassword,
      Optional<Tls> tls,
      Optional<URI> publicUrl) {}

  /** What our HTTP server encrypts with. */
  public record Tls(Path keystore, Secret password) {}

  /**
   * @throws InvalidSettings with every problem, when a variable is missing or makes no sense
   */
  public static Settings read(Map<String, String> variables) {
    return read(variables, Clock.systemUTC());
  }

  /**
   * @param clock tells whether credentials have expired
   * @throws InvalidSettings with every problem, when a variable is missing or makes no sense
   */
  public static Settings read(Map<String, String> variables, Clock clock) {
    Environment environment = new Environment(variables);
    Optional<URI> publicUrl = environment.address(PUBLIC_URL);
    // logging has begun long since
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
    // these are read elsewhere
    others.addAll(List.of("EMBEDDED", "DATA_DIR", "SAMPLE_CHANGE_SECONDS", "JAVA_OPTS"));
    environment.warnOfNearNames(others);
    return environment.warnings();
  }

  /**
   * The proxies in use, by what is reached through them, as messages say it.
   *
   * @param address of a bucket
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
        decoded(environment.required("the form id, as Central shows it", "ODK_FORM_ID")),
        environment.required("the e-mail address of a Central user who may view", "ODATA_USER"),
        environment.requiredSecret("the password of ODATA_USER", "ODATA_PASS"));
  }

  private static Database database(Environment environment, Optional<Path> authorities) {
    String sslMode = environment.text("PG_SSLMODE", SSL_MODE);
    if (!SSL_MODES.contains(sslMode)) {
      environment.problem("PG_SSLMODE must be %s", String.join(" or ", SSL_MODES));
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
      environment.problem("%s must be a host, or several such as db1,db2:5433", HOST);
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
      environment.problem("AWS_DEFAULT_REGION is not set: the region of AWS_BUCKET_NAME");
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
  private static Checksums checksums(Environment environment, boolean otherStore) {
    return new Checksums(
        environment.choice(
            "AWS_REQUEST_CHECKSUM_CALCULATION",
            otherStore
                ? RequestChecksumCalculation.WHEN_REQUIRED
                : RequestChecksumCalculation.WHEN_SUPPORTED),
        environment.choice(
            "AWS_RESPONSE_CHECKSUM_VALIDATION",
            otherStore
                ? ResponseChecksumValidation.WHEN_REQUIRED
                : ResponseChecksumValidation.WHEN_SUPPORTED));
  }

  private static Optional<Encryption> encryption(Environment environment) {
    Optional<String> algorithm = environment.optional("S3_SSE");
    Optional<String> key = environment.optional("S3_SSE_KMS_KEY_ID");
    if (algorithm.isPresent() && !ALGORITHMS.contains(algorithm.get())) {
      environment.problem("S3_SSE must be %s", String.join(" or ", ALGORITHMS));
    }
    if (key.isPresent() && !algorithm.orElse("").startsWith("aws:kms")) {
      environment.problem("S3_SSE_KMS_KEY_ID goes with S3_SSE=aws:kms or aws:kms:dsse only");
    }
    return algorithm.map(name -> new Encryption(name, key));
  }

  /** All of them or none. */
  private static Optional<Keys> keys(Environment environment, Clock clock) {
    Optional<Secret> sessionToken = environment.optional("AWS_SESSION_TOKEN").map(Secret::new);
    if (environment.firstOf(KEY_ID).isEmpty()
        && environment.firstOf(SECRET_KEY).isEmpty()
        && sessionToken.isEmpty()) {
      return Optional.empty();
    }
    // the time may still be that of keys that were replaced by lasting ones
    Optional<Instant> expires = sessionToken.flatMap(token -> environment.time(EXPIRATION));
    expires
        .filter(time -> !time.isAfter(clock.instant()))
        .ifPresent(
            past -> environment.problem("%s: these credentials expired at %s", EXPIRATION, past));
    return Optional.of(
        new Keys(
            environment.required("it goes with " + SECRET_KEY[0], KEY_ID),
            environment.requiredSecret("it goes with " + KEY_ID[0], SECRET_KEY),
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

  /** Unless it is set, two hours, or half of a life that is shorter than four. */
  private static Duration threshold(Environment environment, int lifeHours) {
    if (!environment.isSet(THRESHOLD)) {
      return Duration.ofMinutes(Math.min(120, lifeHours * 30L));
    }
    int threshold = environment.number(THRESHOLD, 1, 1, 167);
    if (threshold >= lifeHours) {
      environment.problem(
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

  /** Form ids are accepted raw or URL-encoded; one that does not decode was raw. */
  private static String decoded(String formId) {
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
