package org.odksync.image;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Where stable links lead to, for a while. */
public final class StableLinkResolver {

  /** A picture is loaded within seconds; what has been sent on to it may be repeated meanwhile. */
  private static final Duration LIFE = Duration.ofHours(1);

  private final LinkSigner signer;
  private final Clock clock;

  public StableLinkResolver(LinkSigner signer, Clock clock) {
    this.signer = signer;
    this.clock = clock;
  }

  public Redirect to(String objectKey) {
    Link link = signer.sign(objectKey, LIFE);
    Instant now = clock.instant();
    Duration left = Duration.between(now, link.expiry().orElse(now));
    return new Redirect(link.url(), left.dividedBy(2).toSeconds());
  }

  /**
   * Where to go on to.
   *
   * @param seconds for which the browser may remember that; the link lives twice as long
   */
  public record Redirect(String location, long seconds) {}
}
