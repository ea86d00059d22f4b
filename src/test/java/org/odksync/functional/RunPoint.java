package org.odksync.functional;

import java.util.Locale;

/**
 * A point in a run.
 *
 * @param number of the statement or request of this run, from 1
 */
record RunPoint(Place place, int number) {

  /** Before or after a statement takes effect; before a request, or when its answer has begun. */
  enum Place {
    BEFORE_STATEMENT,
    AFTER_STATEMENT,
    BEFORE_REQUEST,
    AFTER_REQUEST
  }

  @Override
  public String toString() {
    return place.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + number;
  }
}
