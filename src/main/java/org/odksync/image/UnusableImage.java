package org.odksync.image;

import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;

/** A file cannot become an image; a retry does not help until Central has another version. */
public final class UnusableImage extends SyncFailure {

  private final String md5;

  /**
   * @param md5 of the file, in hex; empty if unknown
   */
  UnusableImage(String message, String md5) {
    super(ErrorClass.DATA, message, null);
    this.md5 = md5;
  }

  String md5() {
    return md5;
  }
}
