package org.odksync.image;

import java.time.Instant;
import java.util.Optional;

/**
 * A link to an image.
 *
 * @param url for a stable link only its beginning: SQL appends the id of the file
 * @param expiry when the link expires; empty for never
 */
public record Link(String url, Optional<Instant> expiry) {

  /** The expiry as text, empty for never. */
  public String expires() {
    return expiry.map(Instant::toString).orElse("");
  }
}
