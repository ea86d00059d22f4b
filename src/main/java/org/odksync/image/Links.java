package org.odksync.image;

import java.time.Instant;
import java.util.Optional;

/** What the columns for links hold: one of two kinds. */
public interface Links {

  /** The link to a file that is in the bucket under this key, from now on. */
  Link of(String objectKey);

  /** Links that expire before this are to be replaced; empty for all that ever expire. */
  Optional<Instant> renewBefore();

  /** What links that never expire begin with; empty when there are to be none. */
  String getPermanent();

  /** The links that one run of url_refresh replaces. */
  default LinkRenewal renewal(ImageSettings settings) {
    return new LinkRenewal(this, settings);
  }
}
