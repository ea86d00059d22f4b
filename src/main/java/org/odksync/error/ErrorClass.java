package org.odksync.error;

import java.util.Locale;

/** Who has to act on an error. The name leads every message. */
public enum ErrorClass {
  /** Central cannot be reached, is slow, broken, or its answer was cut. */
  NETWORK,
  /** Central refuses the login, or gives it no right. */
  AUTH,
  /** PostgreSQL cannot be reached or refuses. */
  DATABASE,
  /** The bucket cannot be reached or refuses. */
  S3,
  /** Central's answer is not what it should be, or does not fit its column. */
  DATA,
  /** The settings point at something that does not exist. */
  CONFIG,
  /** A defect of this service. */
  INTERNAL,
  /** The service was stopped: no failure, and nothing to do. */
  INTERRUPTED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
