package org.odksync.config;

/** A value that must not be logged: only {@link #reveal()} returns its text. */
public record Secret(String reveal) {

  @Override
  public String toString() {
    return "***";
  }
}
