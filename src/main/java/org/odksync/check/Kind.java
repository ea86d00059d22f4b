package org.odksync.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way in which things may differ.
 *
 * @param name in the statements of {@code verify/}
 * @param meaning for people, after a number
 * @param repair what makes them equal; null where no command does
 */
record Kind(String name, String meaning, @Nullable Repair repair) {

  static final List<Kind> OF_SUBMISSIONS =
      List.of(
          new Kind("missing", "missing here", Repair.RECONCILE),
          new Kind("surplus", "here that Central has not", Repair.RECONCILE),
          new Kind("outdated", "of another version", Repair.RECONCILE),
          new Kind("silent", "with another __system that no timestamp tells of", Repair.RECONCILE),
          new Kind("rejected", "that the table refuses (odk_rejected_record)", null),
          recent("on their way"));

  static final List<Kind> OF_VALUES =
      List.of(
          new Kind(
              "values", "with values, or children, that are not Central's", Repair.READ_AGAIN));

  static final List<Kind> OF_UNIFIED =
      List.of(
          new Kind("missing", "missing", Repair.REBUILD),
          new Kind("surplus", "of submissions that are gone", Repair.REBUILD),
          new Kind("outdated", "of another version", Repair.REBUILD),
          new Kind("values", "with other values than the tables they are made of", Repair.REBUILD),
          recent("that the next run of unified brings"));

  static final List<Kind> OF_CHILDREN =
      List.of(
          new Kind("missing", "whose children were not read", Repair.RECONCILE),
          new Kind("surplus", "gone, but their children are not", Repair.RECONCILE),
          new Kind("outdated", "with the children of another version", Repair.RECONCILE),
          new Kind("counted", "with more or fewer children than were stored", Repair.READ_AGAIN),
          new Kind("orphan", "that do not exist have children", Repair.RECONCILE),
          recent("on their way"));

  static final List<Kind> OF_LEDGER =
      List.of(
          new Kind("keyless", "without an object", Repair.PICTURES),
          new Kind("unlinked", "without a link", Repair.PICTURES),
          new Kind("expired", "with a link that has expired", Repair.PICTURES));

  static final List<Kind> OF_LINKS =
      List.of(
          new Kind("other", "rows without the ledger's link, or with another", Repair.RECONCILE),
          new Kind("unknown", "rows whose file is not in the ledger", Repair.READ_AGAIN),
          recent("on their way"));

  static final List<Kind> OF_PICTURES =
      List.of(
          new Kind("gone", "whose object is not there, or may not be read", Repair.PICTURES),
          new Kind("resized", "of another size", Repair.PICTURES),
          new Kind("changed", "with other bytes", Repair.PICTURES),
          new Kind("closed", "with a link that does not open", Repair.PICTURES),
          new Kind("replaced", "that Central has replaced", Repair.PICTURES));

  private static Kind recent(String meaning) {
    return new Kind(Differences.RECENT, meaning, null);
  }

  boolean isDifference() {
    return !name.equals(Differences.RECENT);
  }
}
