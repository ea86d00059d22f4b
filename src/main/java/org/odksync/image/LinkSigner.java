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
 * Signs links to objects in the bucket. A link lets anyone read its object until the link or the
 * credentials that signed it expire.
 */
public final class LinkSigner implements AutoCloseable {

  private final S3Presigner presigner;
  private final AwsCredentialsProvider provider;
  private final String bucket;
  private final Clock clock;

  /**
   * @param provider of the signing credentials, which may change at any time
   */
  public LinkSigner(
      S3Presigner presigner, AwsCredentialsProvider provider, String bucket, Clock clock) {
    this.presigner = presigner;
    this.provider = provider;
    this.bucket = bucket;
    this.clock = clock;
  }

  /**
   * The expiry of a link that is signed now.
   *
   * @param life wanted; expiring credentials make it shorter
   * @throws SyncFailure if there are no credentials, or they have expired
   */
  public Instant expiry(Duration life) {
    return expiry(provider.resolveCredentials(), clock.instant(), life);
  }

  /**
   * @param life wanted, at most a week; expiring credentials make it shorter
   * @throws SyncFailure if there are no credentials, or they have expired
   */
  public Link sign(String objectKey, Duration life) {
    // resolved once, so that the expiry is that of the credentials that sign
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
    Instant wanted = now.plus(life);
    Instant end = credentials.expirationTime().orElse(Instant.MAX);
    // a signature is valid for whole seconds
    if (end.isBefore(now.plusSeconds(1))) {
      throw new SyncFailure(
          ErrorClass.S3,
          "the credentials of the bucket expired at %s: renew AWS_SESSION_TOKEN,".formatted(end)
              + " its keys and AWS_CREDENTIAL_EXPIRATION",
          null);
    }
    return end.isBefore(wanted) ? end : wanted;
  }

  @Override
  public void close() {
    presigner.close();
  }
}
