package org.odksync.image;

import java.time.Instant;
import java.util.Optional;

/**
 * A link to a picture.
 *
 * @param url of one that never expires it lacks the end, which is the id of the file
 * @param expiry when it stops working; empty for never
 */
public record Link(String url, Optional<Instant> expiry) {

  /** The expiry as text, empty for never. */
  public String expires() {
    return expiry.map(Instant::toString).orElse("");
  }
}
