package org.odksync.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odksync.config.OutboundHttp;
import org.odksync.config.Secret;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.error.Diagnosis;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Requests to a store, and addresses of links. */
class S3ClientsTest {

  private static final String UPLOADS = "AWS_REQUEST_CHECKSUM_CALCULATION";

  private final Map<String, String> variables =
      new HashMap<>(
          Map.of(
              "ODK_BASE_URL", "https://central.example.org",
              "ODK_PROJECT_ID", "7",
              "ODK_FORM_ID", "f",
              "ODATA_USER", "viewer@example.org",
              "ODATA_PASS", "hidden",
              "AWS_ACCESS_KEY_ID", "key",
              "AWS_SECRET_ACCESS_KEY", "hidden"));

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "images, eu-central-1, -, https://images.s3.eu-central-1.amazonaws.com",
        "images, us-east-1, -, https://images.s3.amazonaws.com",
        "images, cn-north-1, -, https://images.s3.cn-north-1.amazonaws.com.cn",
        "my.images, eu-central-1, -, https://s3.eu-central-1.amazonaws.com",
        "images, us-east-1, http://minio:9000, http://minio:9000",
        "images, auto, https://account.r2.example.org, https://account.r2.example.org"
      })
  void addressMatchesTheLinks(
      String name, String region, @Nullable String endpoint, String origin) {
    variables.put("AWS_DEFAULT_REGION", region);

    URI address = S3Clients.address(bucket(name, endpoint));

    assertThat(address.getScheme() + "://" + address.getAuthority()).isEqualTo(origin);
    assertThat(address.getQuery()).doesNotContainIgnoringCase("checksum");
  }

  /** Older versions of Ceph, MinIO and others reject a checksum in a trailer. */
  @Test
  void otherStoresGetNoChecksums() throws Exception {
    assertThat(headersOfUpload())
        .doesNotContain("x-amz-trailer", "x-amz-sdk-checksum-algorithm", "x-amz-checksum-crc32");
  }

  @Test
  void checksumsCanBeEnabled() throws Exception {
    variables.put(UPLOADS, "WHEN_SUPPORTED");

    assertThat(headersOfUpload()).contains("x-amz-sdk-checksum-algorithm");
  }

  @Test
  void awsGetsChecksums() {
    variables.put("AWS_DEFAULT_REGION", "eu-central-1");

    assertThat(bucket("images", null).checksums().toString())
        .isEqualTo("Checksums[uploads=WHEN_SUPPORTED, downloads=WHEN_SUPPORTED]");
  }

  @ParameterizedTest
  @CsvSource({"-3600, behind", "3600, ahead of"})
  void clockSkewIsReportedInSeconds(long seconds, String words) {
    Clock skewed = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));

    Throwable refused =
        catchThrowable(
            () ->
                upload(
                    skewed,
                    exchange -> {
                      byte[] error =
                          "<Error><Code>RequestTimeTooSkewed</Code><Message>m</Message></Error>"
                              .getBytes(StandardCharsets.UTF_8);
                      exchange.sendResponseHeaders(403, error.length);
                      exchange.getResponseBody().write(error);
                      exchange.close();
                    }));

    assertThat(Diagnosis.of(refused).message())
        .matches(
            "s3: the S3 store refuses requests .* clock is 3[56]\\d\\d s %s the store's; enable NTP"
                .formatted(words));
    assertThat(Diagnosis.isTransient(refused)).isFalse();
  }

  /** Header names in lower case. */
  private Set<String> headersOfUpload() throws IOException {
    Set<String> headers = new TreeSet<>();
    upload(
        Clock.systemUTC(),
        exchange -> {
          exchange
              .getRequestHeaders()
              .keySet()
              .forEach(name -> headers.add(name.toLowerCase(Locale.ROOT)));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    return headers;
  }

  /** Uploads to a store that uses this handler. */
  private void upload(Clock clock, HttpHandler answer) throws IOException {
    HttpServer store =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          answer.handle(exchange);
        });
    store.start();
    Settings.Bucket bucket = bucket("images", "http://127.0.0.1:" + store.getAddress().getPort());
    try (S3Client s3 =
        S3Clients.client(
            bucket,
            S3Clients.credentials(bucket),
            1,
            Timeouts.read(),
            OutboundHttp.ofJvm(),
            clock)) {
      s3.putObject(
          object -> object.bucket(bucket.name()).key("a"), RequestBody.fromBytes(new byte[9]));
    } finally {
      store.stop(0);
    }
  }

  private Settings.Bucket bucket(String name, @Nullable String endpoint) {
    variables.put("AWS_BUCKET_NAME", name);
    if (endpoint != null) {
      variables.put("AWS_ENDPOINT_URL_S3", endpoint);
    }
    return Settings.read(variables).bucket().orElseThrow();
  }

  @Test
  void nameDependsOnEndpointRegionAndBucket() {
    List<Settings.Bucket> stores =
        List.of(
            bucket("a", "r", "http://s", keys("k", null)),
            bucket("b", "r", "http://s", keys("k", null)),
            bucket("a", "s", "http://s", keys("k", null)),
            bucket("a", "r", "http://t", keys("k", null)),
            bucket("a", "r", null, keys("k", null)));

    assertThat(stores).extracting(S3Clients::name).doesNotHaveDuplicates();
    assertThat(S3Clients.name(stores.get(0))).matches("[0-9a-f]{16}");
    assertThat(S3Clients.keyName(bucket("a", "r", null, keys("k", null))).orElseThrow())
        .matches("[0-9a-f]{16}")
        .isNotEqualTo(S3Clients.keyName(bucket("a", "r", null, keys("l", null))).orElseThrow());
  }

  /** Their links work until they expire. */
  @Test
  void temporaryCredentialsHaveNoKeyName() {
    assertThat(S3Clients.keyName(bucket("a", "r", null, keys("k", "token")))).isEmpty();
    assertThat(S3Clients.keyName(bucket("a", "r", null, null))).isEmpty();
  }

  private static Settings.Bucket bucket(
      String name, String region, @Nullable String endpoint, Settings.@Nullable Keys keys) {
    return new Settings.Bucket(
        name,
        region,
        Optional.ofNullable(endpoint).map(URI::create),
        Optional.ofNullable(keys),
        "folder",
        Optional.empty(),
        new Settings.Checksums(
            RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation.WHEN_REQUIRED));
  }

  private static Settings.Keys keys(String id, @Nullable String token) {
    return new Settings.Keys(
        id, new Secret("s"), Optional.ofNullable(token).map(Secret::new), Optional.empty());
  }
}
