package org.odksync.embedded.central;

import org.jspecify.annotations.Nullable;

/**
 * A file that a submission names.
 *
 * @param exists whether it has arrived
 * @param md5 of the uploaded bytes, in hex; null for an image that is drawn on demand
 */
record Attachment(String name, boolean exists, @Nullable String md5) {

  static Attachment missing(String name) {
    return new Attachment(name, false, null);
  }

  static Attachment drawn(String name) {
    return new Attachment(name, true, null);
  }
}
