package org.odksync.image;

import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;

/** A file that is no image for us, however often it is asked for, until Central has another one. */
public final class ImageRefused extends SyncFailure {

  private final String md5;

  /**
   * @param md5 of the file, in hex; empty when it is not known
   */
  ImageRefused(String sentence, String md5) {
    super(ErrorClass.DATA, sentence, null);
    this.md5 = md5;
  }

  String md5() {
    return md5;
  }
}
