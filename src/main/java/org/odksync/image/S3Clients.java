package org.odksync.image;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
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

/** The clients of the S3 store that holds the images. */
public final class S3Clients {

  private static final int NAME_CHARACTERS = 16;

  private S3Clients() {}

  /**
   * @param connections how many uploads may run at once
   * @param clock ours, as it is said where the store's differs
   */
  public static S3Client client(
      Settings.Bucket bucket,
      AwsCredentialsProvider credentials,
      int connections,
      Timeouts waits,
      OutboundHttp outbound,
      InstantSource clock) {
    S3ClientBuilder client =
        S3Client.builder()
            .region(Region.of(bucket.region()))
            .credentialsProvider(credentials)
            .forcePathStyle(bucket.endpoint().isPresent())
            .requestChecksumCalculation(bucket.checksums().sent())
            .responseChecksumValidation(bucket.checksums().asked())
            // the bytes that it sends come from Central: they can be asked for again, but not sent
            // again
            .overrideConfiguration(
                calls ->
                    calls
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(
                            new ObjectHeaders(bucket, waits.text("images.cacheControl")))
                        .addExecutionInterceptor(new S3Clock(clock)))
            .httpClientBuilder(
                outbound.configure(
                    ApacheHttpClient.builder()
                        .maxConnections(connections)
                        .connectionMaxIdleTime(waits.milliseconds("s3.keepMilliseconds"))
                        .connectionTimeout(waits.milliseconds("s3.connectMilliseconds"))
                        .socketTimeout(waits.milliseconds("s3.idleMilliseconds")),
                    address(bucket)));
    bucket.endpoint().ifPresent(client::endpointOverride);
    return client.build();
  }

  /** Signs links; asks nobody. */
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

  /**
   * Where links lead that are signed for it: a host of the region, or of its own, as AWS has it.
   */
  public static URI address(Settings.Bucket bucket) {
    AwsCredentialsProvider nobody =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "none"));
    try (S3Presigner presigner = presigner(bucket, nobody)) {
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
   * Names the store: a hash of endpoint, region and bucket. A link that was signed for another one
   * does not work.
   */
  public static String name(Settings.Bucket bucket) {
    String endpoint = bucket.endpoint().map(URI::toString).orElse("");
    return hash(String.join("\n", endpoint, bucket.region(), bucket.name()));
  }

  /**
   * Names the key that signs links, by a hash of its id, if it is a lasting one; when another one
   * takes its place, its links may stop to work. Those of keys that are replaced now and then work
   * until they expire.
   */
  public static Optional<String> keyName(Settings.Bucket bucket) {
    return bucket.keys().filter(keys -> keys.sessionToken().isEmpty()).map(keys -> hash(keys.id()));
  }

  private static String hash(String text) {
    return DigestUtils.sha256Hex(text).substring(0, NAME_CHARACTERS);
  }

  /** Who uploads and signs; may have to be closed. */
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
