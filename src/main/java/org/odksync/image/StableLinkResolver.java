package org.odksync.image;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Resolves stable links to presigned ones. */
public final class StableLinkResolver {

  /** Longer than a download, so that browsers can cache the redirect. */
  private static final Duration LIFE = Duration.ofHours(1);

  private final LinkSigner signer;
  private final Clock clock;

  public StableLinkResolver(LinkSigner signer, Clock clock) {
    this.signer = signer;
    this.clock = clock;
  }

  public Redirect resolve(String objectKey) {
    Link link = signer.sign(objectKey, LIFE);
    Instant now = clock.instant();
    Duration left = Duration.between(now, link.expiry().orElse(now));
    return new Redirect(link.url(), left.dividedBy(2).toSeconds());
  }

  /**
   * A redirect to a presigned link.
   *
   * @param seconds that a browser may cache the redirect; the link lives twice as long
   */
  public record Redirect(String location, long seconds) {}
}
