package org.odksync.image;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Links to our HTTP server, which redirects browsers to the bucket; they never change. */
public final class StableLinks implements LinkFactory {

  private final String prefix;

  /**
   * @param publicUrl the address that browsers use, without a trailing slash
   */
  public StableLinks(URI publicUrl) {
    this.prefix = publicUrl.toASCIIString() + "/images/";
  }

  @Override
  public Link of(String objectKey) {
    return new Link(prefix, Optional.empty());
  }

  @Override
  public Optional<Instant> renewBefore() {
    return Optional.empty();
  }

  @Override
  public String stablePrefix() {
    return prefix;
  }
}
