package org.odksync.image;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Presigned links to objects in the bucket: whoever has one may read that object until it expires,
 * or the credentials do that signed it.
 */
public final class LinkSigner implements AutoCloseable {

  private final S3Presigner presigner;
  private final AwsCredentialsProvider provider;
  private final String bucket;
  private final Clock clock;

  /**
   * @param provider of the credentials that sign; it may give others each time
   */
  public LinkSigner(
      S3Presigner presigner, AwsCredentialsProvider provider, String bucket, Clock clock) {
    this.presigner = presigner;
    this.provider = provider;
    this.bucket = bucket;
    this.clock = clock;
  }

  /**
   * When a link expires that is signed now.
   *
   * @param life how long it should work
   * @throws SyncFailure when there are no credentials, or they have expired
   */
  public Instant expiry(Duration life) {
    return expiry(provider.resolveCredentials(), clock.instant(), life);
  }

  /**
   * @param life how long it should work, at most a week
   * @throws SyncFailure when there are no credentials, or they have expired
   */
  public Link sign(String objectKey, Duration life) {
    // those whose end is looked at are the ones that sign
    AwsCredentials credentials = provider.resolveCredentials();
    Instant now = clock.instant();
    Instant expires = expiry(credentials, now, life);
    String url =
        presigner
            .presignGetObject(
                request ->
                    request
                        .signatureDuration(Duration.between(now, expires))
                        .getObjectRequest(
                            object ->
                                object
                                    .bucket(bucket)
                                    .key(objectKey)
                                    .overrideConfiguration(
                                        call ->
                                            call.credentialsProvider(
                                                StaticCredentialsProvider.create(credentials)))))
            .url()
            .toExternalForm();
    return new Link(url, Optional.of(expires));
  }

  private static Instant expiry(AwsCredentials credentials, Instant now, Duration life) {
    Instant asked = now.plus(life);
    Instant end = credentials.expirationTime().orElse(Instant.MAX);
    // a signature is valid for whole seconds
    if (end.isBefore(now.plusSeconds(1))) {
      throw new SyncFailure(
          ErrorClass.S3,
          "the credentials of the bucket expired at %s: set AWS_SESSION_TOKEN,".formatted(end)
              + " its keys and AWS_CREDENTIAL_EXPIRATION anew",
          null);
    }
    return end.isBefore(asked) ? end : asked;
  }

  @Override
  public void close() {
    presigner.close();
  }
}
