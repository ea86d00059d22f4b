package org.odksync.error;

/** A run tried to write after another instance took its lease over. Nothing was written. */
public final class LeaseLost extends RuntimeException {

  public LeaseLost(String message) {
    super(message);
  }
}
