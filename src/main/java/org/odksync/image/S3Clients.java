package org.odksync.image;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.odksync.config.Digests;
import org.odksync.config.OutboundHttp;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Creates the clients of the S3 store that holds the images. */
public final class S3Clients {

  private static final int NAME_CHARACTERS = 16;

  private S3Clients() {}

  /**
   * @param connections the largest number of concurrent uploads
   * @param clock our clock, for a message if the store's differs
   */
  public static S3Client client(
      Settings.Bucket bucket,
      AwsCredentialsProvider credentials,
      int connections,
      Timeouts timeouts,
      OutboundHttp outbound,
      InstantSource clock) {
    S3ClientBuilder client =
        S3Client.builder()
            .region(Region.of(bucket.region()))
            .credentialsProvider(credentials)
            .forcePathStyle(bucket.endpoint().isPresent())
            .requestChecksumCalculation(bucket.checksums().uploads())
            .responseChecksumValidation(bucket.checksums().downloads())
            // no retries here: an upload streams from Central, so a retry needs a new request there
            .overrideConfiguration(
                configuration ->
                    configuration
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(
                            new ObjectHeaders(bucket, timeouts.text("images.cacheControl")))
                        .addExecutionInterceptor(new ClockSkewInterceptor(clock)))
            .httpClientBuilder(
                outbound.configure(
                    ApacheHttpClient.builder()
                        .maxConnections(connections)
                        .connectionMaxIdleTime(timeouts.milliseconds("s3.keepMilliseconds"))
                        .connectionTimeout(timeouts.milliseconds("s3.connectMilliseconds"))
                        .socketTimeout(timeouts.milliseconds("s3.idleMilliseconds")),
                    address(bucket)));
    bucket.endpoint().ifPresent(client::endpointOverride);
    return client.build();
  }

  /** Creates the presigner; it makes no requests. */
  public static S3Presigner presigner(Settings.Bucket bucket, AwsCredentialsProvider credentials) {
    S3Presigner.Builder presigner =
        S3Presigner.builder()
            .region(Region.of(bucket.region()))
            .credentialsProvider(credentials)
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(bucket.endpoint().isPresent())
                    .build());
    bucket.endpoint().ifPresent(presigner::endpointOverride);
    return presigner.build();
  }

  /** The address of links to the bucket; on AWS, the host depends on region and bucket name. */
  public static URI address(Settings.Bucket bucket) {
    AwsCredentialsProvider anyone =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
    try (S3Presigner presigner = presigner(bucket, anyone)) {
      return URI.create(
          presigner
              .presignGetObject(
                  request ->
                      request
                          .signatureDuration(Duration.ofMinutes(1))
                          .getObjectRequest(object -> object.bucket(bucket.name()).key("any")))
              .url()
              .toExternalForm());
    }
  }

  /**
   * The store's name: a hash of endpoint, region and bucket. A link that was signed for another
   * store does not work.
   */
  public static String name(Settings.Bucket bucket) {
    String endpoint = bucket.endpoint().map(URI::toString).orElse("");
    return hash(String.join("\n", endpoint, bucket.region(), bucket.name()));
  }

  /**
   * The name of the key that signs links: a hash of its id, because links may stop working when the
   * key is replaced. Empty for temporary credentials, whose links work until they expire.
   */
  public static Optional<String> keyName(Settings.Bucket bucket) {
    return bucket.keys().filter(keys -> keys.sessionToken().isEmpty()).map(keys -> hash(keys.id()));
  }

  private static String hash(String text) {
    return Digests.sha256Hex(text).substring(0, NAME_CHARACTERS);
  }

  /** The credentials that upload and sign; close them if they are {@link AutoCloseable}. */
  public static AwsCredentialsProvider credentials(Settings.Bucket bucket) {
    return bucket
        .keys()
        .<AwsCredentialsProvider>map(keys -> StaticCredentialsProvider.create(credentials(keys)))
        .orElseGet(AmbientCredentials::new);
  }

  private static AwsCredentials credentials(Settings.Keys keys) {
    String secret = keys.secret().reveal();
    return keys.sessionToken()
        .<AwsCredentials>map(
            token ->
                AwsSessionCredentials.builder()
                    .accessKeyId(keys.id())
                    .secretAccessKey(secret)
                    .sessionToken(token.reveal())
                    .expirationTime(keys.expires().orElse(null))
                    .build())
        .orElseGet(() -> AwsBasicCredentials.create(keys.id(), secret));
  }
}
