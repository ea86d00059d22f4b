package org.odksync.error;

/**
 * A run had images to copy and could store none, or asked for some and got no answer. Its message
 * is the reason that most of them had: a {@link Diagnosis#message()}.
 */
public final class ImageRunFailed extends RuntimeException {

  public ImageRunFailed(String message) {
    super(message);
  }
}
