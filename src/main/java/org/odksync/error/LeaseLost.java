package org.odksync.error;

/** A run tried to write after another instance had taken over its lease. Nothing was written. */
public final class LeaseLost extends RuntimeException {

  public LeaseLost(String message) {
    super(message);
  }
}
