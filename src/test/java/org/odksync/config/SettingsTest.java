package org.odksync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final String EXPIRATION = "AWS_CREDENTIAL_EXPIRATION";

  private final Map<String, String> variables =
      new HashMap<>(
          Map.of(
              "ODK_BASE_URL", "https://central.example.org/",
              "ODK_PROJECT_ID", "7",
              "ODK_FORM_ID", "GRA%20Rental%20Data%20Collection",
              "ODATA_USER", "viewer@example.org",
              "ODATA_PASS", "p@ss/w%rd"));

  private final Map<String, String> bucket =
      Map.of(
          "AWS_BUCKET_NAME", "images",
          "AWS_ACCESS_KEY_ID", "key",
          "AWS_SECRET_ACCESS_KEY", "hidden",
          "AWS_DEFAULT_REGION", "af-south-1");

  @Test
  void defaultsAreThoseOfThePythonService() {
    Settings settings = Settings.read(variables);

    assertThat(settings.database())
        .isEqualTo(
            new Settings.Database(
                "localhost", 5432, "postgres", "postgres", new Secret("postgres")));
    assertThat(settings.bucket()).isEmpty();
    assertThat(settings.sync())
        .isEqualTo(
            new Settings.Sync(
                Duration.ofSeconds(60),
                10,
                true,
                Duration.ofDays(7),
                50,
                Settings.ImageHistory.KEEP,
                false,
                Duration.ofDays(30),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Settings.Deletes.MIRROR,
                ZoneOffset.UTC,
                10,
                Duration.ofDays(7)));
    assertThat(settings.links())
        .isEqualTo(
            new Settings.Links(Optional.empty(), Duration.ofHours(24), true, Duration.ofHours(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "GRA%20Rental%20Data%20Collection, GRA Rental Data Collection",
    "GRA Rental Data Collection, GRA Rental Data Collection",
    "a+b, a+b",
    "100% form, 100% form",
    "100%25, 100%"
  })
  void formIdIsRawOrEncoded(String given, String formId) {
    variables.put("ODK_FORM_ID", given);

    assertThat(Settings.read(variables).central().formId()).isEqualTo(formId);
  }

  @Test
  void addressLosesItsTrailingSlash() {
    assertThat(Settings.read(variables).central().baseUrl())
        .isEqualTo(URI.create("https://central.example.org"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "central.example.org",
        "ftp://central.example.org",
        "https://user:hunter2@central.example.org",
        "https://central.example.org?x=1",
        "https://"
      })
  void invalidAddressIsReportedWithoutItsValue(String given) {
    variables.put("ODK_BASE_URL", given);

    assertThat(problems()).singleElement().asString().startsWith("ODK_BASE_URL must be");
    assertThat(problems().toString()).doesNotContain("hunter2");
  }

  @Test
  void allMissingVariablesAreReportedAtOnce() {
    assertThat(problems(Map.of("ODATA_USER", "  ")))
        .extracting(problem -> problem.split(" ", 2)[0])
        .containsExactly(
            "ODK_BASE_URL", "ODK_PROJECT_ID", "ODK_FORM_ID", "ODATA_USER", "ODATA_PASS");
  }

  @ParameterizedTest
  @CsvSource({
    "SYNC_INTERVAL, soon",
    "SYNC_INTERVAL, 0",
    "MAX_WORKERS, 1000",
    "IMAGE_RECHECK_DAYS, -1",
    "NOTICE_AFTER_DAYS, -1",
    "PG_PORT, 99999",
    "PG_HOST, 'db1,,db2'",
    "PG_HOST, 'db1:99999,db2'",
    "FORM_TIMEZONE, Lemuria",
    "ODK_PROJECT_ID, one",
    "PRIORITIZE_NEW, maybe",
    "ENABLE_URL_REFRESH, 1"
  })
  void valueOutOfRangeIsReported(String variable, String value) {
    variables.put(variable, value);

    assertThat(problems()).singleElement().asString().startsWith(variable + " must be");
  }

  @Test
  void olderNamesOfAwsVariablesWork() {
    variables.putAll(
        Map.of(
            "AWS_BUCKET_NAME", "images",
            "AWS_ACCESS_KEY", "old-key",
            "AWS_SECRET_KEY", "old-hidden",
            "AWS_REGION", "eu-west-1"));

    Settings.Bucket read = Settings.read(variables).bucket().orElseThrow();
    Settings.Keys keys = read.keys().orElseThrow();

    assertThat(keys.id()).isEqualTo("old-key");
    assertThat(keys.secret().reveal()).isEqualTo("old-hidden");
    assertThat(read.region()).isEqualTo("eu-west-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"})
  void bucketNeedsRegionKeyIdAndSecret(String variable) {
    variables.putAll(bucket);
    variables.remove(variable);

    assertThat(problems()).singleElement().asString().startsWith(variable + " is not set");
  }

  @Test
  void keysAreOptional() {
    variables.putAll(Map.of("AWS_BUCKET_NAME", "images", "AWS_DEFAULT_REGION", "af-south-1"));
    // a left-over of earlier credentials
    variables.put(EXPIRATION, "2020-01-01T00:00:00Z");

    assertThat(Settings.read(variables).bucket().orElseThrow().keys()).isEmpty();
  }

  @Test
  void sessionTokenNeedsItsKeys() {
    variables.putAll(bucket);
    variables.keySet().removeAll(Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
    variables.put("AWS_SESSION_TOKEN", "fleeting");

    assertThat(problems())
        .extracting(problem -> problem.split(" ", 2)[0])
        .containsExactly("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-24T18:00:00Z", "2026-11-24T21:30:00+03:30"})
  void temporaryCredentialsExpire(String time) {
    variables.putAll(bucket);
    variables.put("AWS_SESSION_TOKEN", "fleeting");
    variables.put(EXPIRATION, time);
    Instant expires = Instant.parse("2026-11-24T18:00:00Z");

    assertThat(read(expires.minusSeconds(1)).bucket().orElseThrow().keys().orElseThrow().expires())
        .contains(expires);
    assertThat(catchThrowableOfType(InvalidSettings.class, () -> read(expires)).problems())
        .containsExactly(EXPIRATION + ": these credentials expired at 2026-11-24T18:00:00Z");
  }

  @Test
  void expirationMustBeATime() {
    variables.putAll(bucket);
    variables.put("AWS_SESSION_TOKEN", "fleeting");
    variables.put(EXPIRATION, "tomorrow");

    assertThat(problems()).singleElement().asString().startsWith(EXPIRATION + " must be a time");
  }

  @Test
  void permanentKeysDoNotExpire() {
    variables.putAll(bucket);
    variables.put(EXPIRATION, "2020-01-01T00:00:00Z");

    assertThat(Settings.read(variables).bucket().orElseThrow().keys().orElseThrow().expires())
        .isEmpty();
  }

  // --- links

  @ParameterizedTest
  @CsvSource({"1, PT30M", "2, PT1H", "3, PT90M", "4, PT2H", "168, PT2H"})
  void defaultThresholdDependsOnLife(String hours, Duration threshold) {
    variables.put("URL_EXPIRY_HOURS", hours);

    assertThat(Settings.read(variables).links().threshold()).isEqualTo(threshold);
  }

  @ParameterizedTest
  @CsvSource({"24, 24", "2, 3", "1, 1"})
  void thresholdMustBeSmallerThanLife(String life, String threshold) {
    variables.put("URL_EXPIRY_HOURS", life);
    variables.put("URL_REFRESH_THRESHOLD_HOURS", threshold);

    assertThat(problems())
        .containsExactly(
            "URL_REFRESH_THRESHOLD_HOURS must be smaller than URL_EXPIRY_HOURS, which is " + life);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "169", "a day"})
  void linksLiveAtMostAWeek(String life) {
    variables.put("URL_EXPIRY_HOURS", life);

    assertThat(problems()).singleElement().asString().startsWith("URL_EXPIRY_HOURS must be");
  }

  @ParameterizedTest
  @CsvSource({
    "https://odk.example.org/, https://odk.example.org",
    "http://odk.example.org:8443/images//, http://odk.example.org:8443/images"
  })
  void stableLinksUseThePublicUrl(String given, URI expected) {
    variables.putAll(Map.of("IMAGE_LINKS", "Stable", "PUBLIC_URL", given));

    assertThat(Settings.read(variables).links().publicUrl()).contains(expected);
  }

  @Test
  void stableLinksNeedAPublicUrl() {
    variables.put("IMAGE_LINKS", "stable");

    assertThat(problems()).singleElement().asString().startsWith("PUBLIC_URL is not set: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"odk.example.org", "ftp://odk.example.org", "https://odk.example.org?a=b"})
  void publicUrlMustBeAnAddress(String given) {
    variables.putAll(Map.of("IMAGE_LINKS", "stable", "PUBLIC_URL", given));

    assertThat(problems()).singleElement().asString().startsWith("PUBLIC_URL must be");
  }

  @Test
  void linksArePresignedOrStable() {
    variables.put("IMAGE_LINKS", "eternal");

    assertThat(problems())
        .containsExactly("IMAGE_LINKS must be presigned or stable, not 'eternal'");
  }

  @Test
  void otherStoreNeedsNoRegion() {
    variables.putAll(bucket);
    variables.remove("AWS_DEFAULT_REGION");
    variables.put("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9000");

    assertThat(Settings.read(variables).bucket().orElseThrow().endpoint())
        .contains(URI.create("http://127.0.0.1:9000"));
  }

  @Test
  void caBundleMustHoldCertificates(@TempDir Path directory) throws IOException {
    Path text = Files.writeString(directory.resolve("text"), "text");

    variables.put("CA_BUNDLE", text.toString());
    assertThat(problems()).containsExactly(noCertificates(text));
    variables.put("CA_BUNDLE", directory.resolve("none").toString());
    assertThat(problems()).containsExactly("CA_BUNDLE: cannot read %s/none".formatted(directory));
    Path key = directory.resolve("key");
    Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    variables.put("CA_BUNDLE", key.toString());
    assertThat(problems()).containsExactly(noCertificates(key));
  }

  private static String noCertificates(Path file) {
    return "CA_BUNDLE: %s holds no certificates in PEM (-----BEGIN CERTIFICATE-----)"
        .formatted(file);
  }

  @Test
  void sslModeMustBeOneOfPostgresql() {
    variables.put("PG_SSLMODE", "yes");

    assertThat(problems()).singleElement().asString().startsWith("PG_SSLMODE must be disable or");
  }

  @Test
  void toStringHidesSecrets() {
    variables.putAll(bucket);
    variables.put("AWS_SESSION_TOKEN", "fleeting");
    variables.put("PG_PASS", "db-hidden");

    assertThat(Settings.read(variables).toString())
        .doesNotContain("p@ss/w%rd", "hidden", "fleeting");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p@ss/w%rd", "  p@ss/w%rd\r\n"})
  void secretsAreReadFromFiles(String content, @TempDir Path directory) throws IOException {
    String file = Files.writeString(directory.resolve("secret"), content).toString();
    variables.remove("ODATA_PASS");
    variables.putAll(Map.of("AWS_BUCKET_NAME", "images", "AWS_DEFAULT_REGION", "af-south-1"));
    for (String secret :
        List.of(
            "ODATA_PASS",
            "PG_PASS",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "ADMIN_PASSWORD",
            "HTTP_KEYSTORE_PASSWORD")) {
      variables.put(secret + "_FILE", file);
    }
    variables.put("HTTP_KEYSTORE", "key.p12");
    String hook = "https://hooks.example.org/x";
    variables.put(
        "ALERT_WEBHOOK_URL_FILE", Files.writeString(directory.resolve("hook"), hook).toString());
    Files.writeString(directory.resolve("secret-of-12"), "twelve-letters");
    variables.put("ADMIN_PASSWORD_FILE", directory.resolve("secret-of-12").toString());

    Settings settings = Settings.read(variables);

    Secret secret = new Secret("p@ss/w%rd");
    assertThat(settings.central().password()).isEqualTo(secret);
    assertThat(settings.database().password()).isEqualTo(secret);
    assertThat(settings.bucket().flatMap(Settings.Bucket::keys))
        .contains(new Settings.Keys("p@ss/w%rd", secret, Optional.of(secret), Optional.empty()));
    assertThat(settings.http().tls()).map(Settings.Tls::password).contains(secret);
    assertThat(settings.http().adminPassword()).contains(new Secret("twelve-letters"));
    assertThat(settings.alerting()).map(Settings.Alerting::webhook).contains(new Secret(hook));
  }

  @Test
  void unreadableSecretFileIsReported(@TempDir Path directory) throws IOException {
    variables.put("PG_PASS_FILE", directory.resolve("none").toString());
    assertThat(problems())
        .containsExactly("PG_PASS_FILE: cannot read %s/none as a text file".formatted(directory));

    variables.put("PG_PASS_FILE", Files.writeString(directory.resolve("empty"), "\n").toString());
    assertThat(problems())
        .containsExactly("PG_PASS_FILE: the file %s/empty is empty".formatted(directory));

    variables.put("PG_PASS", "hidden");
    assertThat(problems())
        .containsExactly("PG_PASS and PG_PASS_FILE are both set: unset one of them");
  }

  @ParameterizedTest
  @CsvSource({
    "PG_HOTS, PG_HOST",
    "SYNC_INTERVALL, SYNC_INTERVAL",
    "SYNC_INTERVA, SYNC_INTERVAL",
    "ODK_BASE_URI, ODK_BASE_URL",
    "PG_PASSWORD, PG_PASS",
    "ODATA_PASS_FIL, ODATA_PASS_FILE",
    "LEASE_SECOND, LEASE_SECONDS",
    "DATADIR, DATA_DIR"
  })
  void similarNameGivesAWarning(String name, String ours) {
    variables.put(name, "hidden");

    assertThat(Settings.read(variables).warnings())
        .containsExactly("%s is not a setting of odk-sync: did you mean %s?".formatted(name, ours));
  }

  @Test
  void otherNamesGiveNoWarning() {
    for (String name :
        List.of(
            "HOME",
            "PATH",
            "JAVA_OPTS",
            "JAVA_HOME",
            "LEASE_SECONDS",
            "CAMEL_MAIN_NAME",
            "DATA_DIR",
            "AWS_PROFILE",
            "AWS_ENDPOINT_URL_STS",
            "AWS_ROLE_ARN",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_ACCESS_KEY",
            "AWS_REGION",
            "FTP_PROXY",
            "ftp_proxy",
            "http_proxy",
            "no_proxy",
            "PGDATA",
            "PG_MAJOR",
            "PG_VERSION",
            "POSTGRES_PASSWORD",
            "ODK_SYNC_SERVICE_HOST")) {
      variables.putIfAbsent(name, "");
    }

    assertThat(Settings.read(variables).warnings()).isEmpty();
  }

  @Test
  void allPartsAreEmbeddedByDefault() {
    assertThat(embedded(Map.of("SYNC_INTERVAL", "5", "PG_HOST", " ")))
        .containsExactlyInAnyOrder(EmbeddedPart.values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ODK_BASE_URL", "PG_HOST", "AWS_BUCKET_NAME"})
  void anyExternalSystemMeansNothingEmbedded(String variable) {
    assertThat(embedded(Map.of(variable, "x"))).isEmpty();
  }

  @Test
  void embeddedListsParts() {
    assertThat(
            embedded(Map.of("EMBEDDED", "Postgres, s3", "ODK_BASE_URL", "https://c.example.org")))
        .containsExactlyInAnyOrder(EmbeddedPart.POSTGRES, EmbeddedPart.S3);
    assertThat(embedded(Map.of("EMBEDDED", "TRUE"))).hasSize(3);
    assertThat(embedded(Map.of("EMBEDDED", "false"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "central; PG_HOST; EMBEDDED lists central without postgres",
        "true; PG_HOST; PG_HOST is set, but",
        "true; AWS_BUCKET_NAME; AWS_BUCKET_NAME is set, but",
        "central,postgres; AWS_BUCKET_NAME; EMBEDDED lists central, but AWS_BUCKET_NAME",
        "everything; X; EMBEDDED must be"
      })
  void contradictingEmbeddedIsRefused(String embedded, String other, String problem) {
    InvalidSettings invalid =
        catchThrowableOfType(
            InvalidSettings.class, () -> embedded(Map.of("EMBEDDED", embedded, other, "x")));

    assertThat(invalid.problems()).anySatisfy(actual -> assertThat(actual).startsWith(problem));
  }

  private Settings read(Instant now) {
    return Settings.read(variables, Clock.fixed(now, ZoneOffset.UTC));
  }

  private List<String> problems() {
    return problems(variables);
  }

  private static List<String> problems(Map<String, String> variables) {
    return catchThrowableOfType(InvalidSettings.class, () -> Settings.read(variables)).problems();
  }

  private static Set<EmbeddedPart> embedded(Map<String, String> variables) {
    return EmbeddedOptions.read(variables).parts();
  }
}
