package org.odksync.error;

/**
 * An image run stored none of the images it had to copy, or got no answer at all. The message is
 * the most common reason: a {@link Diagnosis#message()}.
 */
public final class ImageRunFailed extends RuntimeException {

  public ImageRunFailed(String message) {
    super(message);
  }
}
