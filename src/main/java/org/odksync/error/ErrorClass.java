package org.odksync.error;

import java.util.Locale;

/** Classifies errors by who must act. Every message starts with the name. */
public enum ErrorClass {
  /** Central cannot be reached, is slow or broken, or its answer was cut. */
  NETWORK,
  /** Central refuses the login, or the user lacks a permission. */
  AUTH,
  /** PostgreSQL cannot be reached or refuses. */
  DATABASE,
  /** The bucket cannot be reached or refuses. */
  S3,
  /** Central's answer is invalid, or a value does not fit its column. */
  DATA,
  /** The settings point at something that does not exist. */
  CONFIG,
  /** A defect of this service. */
  INTERNAL,
  /** The service was stopped: no failure, nothing to do. */
  INTERRUPTED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
