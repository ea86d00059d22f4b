package org.odksync.error;

import java.util.Locale;

/**
 * Classifies errors by who must act. Every message starts with the name. The texts are in the
 * classes {@code *Errors} and at each {@link SyncFailure}. The exit code of a failed command is
 * always 1, whatever the class.
 *
 * <p>These files repeat the names: {@code sql/run/start.sql}, {@code expire.sql} and {@code
 * interrupt.sql}, {@code sql/status/*.sql}, {@code web/history.js}, {@code openapi.json}, README.md
 * and docs/migrating.md.
 */
public enum ErrorClass {
  /** Central is down, unreachable or slow, or its answer was cut off. */
  NETWORK,
  /** Central, or a proxy in front of it, refused the login or the access. */
  AUTH,
  /**
   * The project or form does not exist, the tables belong to another form, or a view's SQL file has
   * an error.
   */
  CONFIG,
  /** PostgreSQL is unreachable, or refused a statement. */
  DATABASE,
  /** The bucket is unreachable, or refused a request. */
  S3,
  /**
   * The answer is not one of Central's, too many values do not fit, all submissions are encrypted,
   * or too many submissions have disappeared.
   */
  DATA,
  /** The service was stopped: no failure, nothing to do. */
  INTERRUPTED,
  /** The process died during the run, or this service has a defect. */
  INTERNAL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
