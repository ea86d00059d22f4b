package org.odksync.run;

/**
 * A run had images to copy and could store none. Its message is the reason that most of them had: a
 * {@link Diagnosis#message()}.
 */
public final class NothingStored extends RuntimeException {

  public NothingStored(String message) {
    super(message);
  }
}
