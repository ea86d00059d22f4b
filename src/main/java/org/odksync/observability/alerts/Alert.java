package org.odksync.observability.alerts;

import org.jspecify.annotations.Nullable;

/**
 * A problem that has started, or has ended.
 *
 * @param subject a sync type, or {@link #WAREHOUSE}
 * @param message describes the problem
 * @param begun when it was first seen; ISO-8601, UTC
 * @param ended when it was last seen; ISO-8601, UTC; null while it lasts
 */
public record Alert(String subject, String message, String begun, @Nullable String ended) {

  static final String WAREHOUSE = "warehouse";

  public boolean isOver() {
    return ended != null;
  }

  /** Whether the warehouse itself is the problem, so that it cannot record the alert. */
  public boolean isOfWarehouse() {
    return subject.equals(WAREHOUSE);
  }

  /** The text of a chat message. */
  String text() {
    return isOver()
        ? "odk-sync: %s works again. It began at %s: %s".formatted(subject, begun, message)
        : "odk-sync: %s needs attention. %s".formatted(subject, message);
  }
}
