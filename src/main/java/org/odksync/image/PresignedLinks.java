package org.odksync.image;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signed links straight to the bucket, signed again before they expire. */
public final class PresignedLinks implements Links {

  private static final Logger LOG = LoggerFactory.getLogger(PresignedLinks.class);

  private final LinkSigner signer;
  private final Duration life;
  private final Duration threshold;
  private final Clock clock;
  private final AtomicBoolean said = new AtomicBoolean();

  /**
   * @param life how long a link works
   * @param threshold how long before its end it is signed again
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

  /** A link that a new one would not outlive is left as it is. */
  @Override
  public Optional<Instant> renewBefore() {
    Instant soon = clock.instant().plus(threshold);
    Instant fresh = signer.expiry(life);
    if (fresh.isBefore(soon) && !said.getAndSet(true)) {
      LOG.warn(
          "The credentials of the bucket expire at {}, sooner than URL_REFRESH_THRESHOLD_HOURS from"
              + " now: links live as long as they do, and are signed again when there are new ones",
          fresh);
    }
    return Optional.of(fresh.isBefore(soon) ? fresh : soon);
  }

  @Override
  public String getPermanent() {
    return "";
  }
}
