package org.odksync.image;

import java.time.Instant;
import java.util.Optional;

/** Makes the links that a form's link columns hold: presigned or stable. */
public interface LinkFactory {

  /** A new link to the object under this key. */
  Link of(String objectKey);

  /** Links that expire before this must be renewed; empty to renew all that can expire. */
  Optional<Instant> renewBefore();

  /** The prefix of stable links; empty if links are presigned. */
  String stablePrefix();

  /** The links that one run of url_refresh renews. */
  default LinkRenewal renewal(ImageSettings settings) {
    return new LinkRenewal(this, settings);
  }
}
