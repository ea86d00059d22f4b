package org.odksync.observability.alerts;

import org.jspecify.annotations.Nullable;

/**
 * That something has begun to be wrong, or is over.
 *
 * @param subject a sync type, or {@link #WAREHOUSE}
 * @param message what is wrong, or was
 * @param begun when it was first seen; ISO-8601, UTC
 * @param ended the same of its end; null while it lasts
 */
public record Alert(String subject, String message, String begun, @Nullable String ended) {

  static final String WAREHOUSE = "warehouse";

  public boolean isOver() {
    return ended != null;
  }

  /** Of the warehouse nothing can be noted there. */
  public boolean isOfWarehouse() {
    return subject.equals(WAREHOUSE);
  }

  /** For people. */
  String text() {
    return isOver()
        ? "odk-sync: %s works again. It began at %s: %s".formatted(subject, begun, message)
        : "odk-sync: %s needs attention. %s".formatted(subject, message);
  }
}
