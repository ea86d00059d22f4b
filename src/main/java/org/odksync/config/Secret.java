package org.odksync.config;

/** A value that must never be shown: its text is reached only by {@link #reveal()}. */
public record Secret(String reveal) {

  @Override
  public String toString() {
    return "***";
  }
}
