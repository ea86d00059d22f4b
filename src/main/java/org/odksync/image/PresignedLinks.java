package org.odksync.image;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Presigned links to the bucket, renewed before they expire. */
public final class PresignedLinks implements LinkFactory {

  private static final Logger LOG = LoggerFactory.getLogger(PresignedLinks.class);

  private final LinkSigner signer;
  private final Duration life;
  private final Duration threshold;
  private final Clock clock;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * @param life of a link
   * @param threshold time before its expiry at which a link is renewed
   */
  public PresignedLinks(LinkSigner signer, Duration life, Duration threshold, Clock clock) {
    this.signer = signer;
    this.life = life;
    this.threshold = threshold;
    this.clock = clock;
  }

  @Override
  public Link of(String objectKey) {
    return signer.sign(objectKey, life);
  }

  /** Keeps a link that a new one would not outlive. */
  @Override
  public Optional<Instant> renewBefore() {
    Instant thresholdTime = clock.instant().plus(threshold);
    Instant newExpiry = signer.expiry(life);
    if (newExpiry.isBefore(thresholdTime) && !warned.getAndSet(true)) {
      LOG.warn(
          "The credentials of the bucket expire at {}, within URL_REFRESH_THRESHOLD_HOURS: links"
              + " expire with them, and are renewed after the credentials",
          newExpiry);
    }
    return Optional.of(newExpiry.isBefore(thresholdTime) ? newExpiry : thresholdTime);
  }

  @Override
  public String stablePrefix() {
    return "";
  }
}
