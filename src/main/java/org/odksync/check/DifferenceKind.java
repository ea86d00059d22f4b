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
record DifferenceKind(String name, String meaning, @Nullable Repair repair) {

  static final List<DifferenceKind> OF_SUBMISSIONS =
      List.of(
          new DifferenceKind("missing", "missing here", Repair.RECONCILE),
          new DifferenceKind("surplus", "here that Central has not", Repair.RECONCILE),
          new DifferenceKind("outdated", "of another version", Repair.RECONCILE),
          new DifferenceKind(
              "silent", "with another __system that no timestamp tells of", Repair.RECONCILE),
          new DifferenceKind("rejected", "that the table refuses (odk_rejected_record)", null),
          recent("on their way"));

  static final List<DifferenceKind> OF_VALUES =
      List.of(
          new DifferenceKind(
              "values", "with values, or children, that are not Central's", Repair.READ_AGAIN));

  static final List<DifferenceKind> OF_UNIFIED =
      List.of(
          new DifferenceKind("missing", "missing", Repair.REBUILD),
          new DifferenceKind("surplus", "of submissions that are gone", Repair.REBUILD),
          new DifferenceKind("outdated", "of another version", Repair.REBUILD),
          new DifferenceKind(
              "values", "with other values than the tables they are made of", Repair.REBUILD),
          recent("that the next run of unified brings"));

  static final List<DifferenceKind> OF_CHILDREN =
      List.of(
          new DifferenceKind("missing", "whose children were not read", Repair.RECONCILE),
          new DifferenceKind("surplus", "gone, but their children are not", Repair.RECONCILE),
          new DifferenceKind("outdated", "with the children of another version", Repair.RECONCILE),
          new DifferenceKind(
              "counted", "with more or fewer children than were stored", Repair.READ_AGAIN),
          new DifferenceKind("orphan", "that do not exist have children", Repair.RECONCILE),
          recent("on their way"));

  static final List<DifferenceKind> OF_LEDGER =
      List.of(
          new DifferenceKind("keyless", "without an object", Repair.PICTURES),
          new DifferenceKind("unlinked", "without a link", Repair.PICTURES),
          new DifferenceKind("expired", "with a link that has expired", Repair.PICTURES));

  static final List<DifferenceKind> OF_LINKS =
      List.of(
          new DifferenceKind(
              "other", "rows without the ledger's link, or with another", Repair.RECONCILE),
          new DifferenceKind("unknown", "rows whose file is not in the ledger", Repair.READ_AGAIN),
          recent("on their way"));

  static final List<DifferenceKind> OF_PICTURES =
      List.of(
          new DifferenceKind(
              "gone", "whose object is not there, or may not be read", Repair.PICTURES),
          new DifferenceKind("resized", "of another size", Repair.PICTURES),
          new DifferenceKind("changed", "with other bytes", Repair.PICTURES),
          new DifferenceKind("closed", "with a link that does not open", Repair.PICTURES),
          new DifferenceKind("replaced", "that Central has replaced", Repair.PICTURES));

  private static DifferenceKind recent(String meaning) {
    return new DifferenceKind(Differences.RECENT, meaning, null);
  }

  boolean isDifference() {
    return !name.equals(Differences.RECENT);
  }
}
