package org.odksync.run;

/**
 * A run had images to copy and could store none, or asked for some and got no answer. Its message
 * is the reason that most of them had: a {@link Diagnosis#message()}.
 */
public final class NothingStored extends RuntimeException {

  public NothingStored(String message) {
    super(message);
  }
}
