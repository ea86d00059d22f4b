package org.odksync.image;

import org.odksync.run.ErrorClass;
import org.odksync.run.SyncFailure;

/** A file that is no image for us, however often it is asked for, until Central has another one. */
public final class ImageRefused extends SyncFailure {

  ImageRefused(String sentence) {
    super(ErrorClass.DATA, sentence, null);
  }
}
