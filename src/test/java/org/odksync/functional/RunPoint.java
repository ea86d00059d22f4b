package org.odksync.functional;

import java.util.Locale;

/**
 * A point in a run.
 *
 * @param number of the statement or request in this run, from 1
 */
record RunPoint(Place place, int number) {

  /** Before or after a statement; before a request, or at the start of its answer. */
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
