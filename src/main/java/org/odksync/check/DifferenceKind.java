package org.odksync.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of difference.
 *
 * @param name as the statements in {@code verify/} return it
 * @param meaning follows a number in messages
 * @param repair the command that removes it; null when no command can
 */
record DifferenceKind(String name, String meaning, @Nullable Repair repair) {

  static final List<DifferenceKind> OF_SUBMISSIONS =
      List.of(
          new DifferenceKind("missing", "missing here", Repair.RECONCILE),
          new DifferenceKind("surplus", "not at Central", Repair.RECONCILE),
          new DifferenceKind("outdated", "outdated", Repair.RECONCILE),
          new DifferenceKind(
              "silent", "whose __system changed without a new timestamp", Repair.RECONCILE),
          new DifferenceKind("rejected", "rejected (odk_rejected_record)", null),
          recent("changed recently"));

  static final List<DifferenceKind> OF_VALUES =
      List.of(
          new DifferenceKind(
              "values", "with values or children that differ from Central", Repair.READ_AGAIN));

  static final List<DifferenceKind> OF_UNIFIED =
      List.of(
          new DifferenceKind("missing", "missing", Repair.REBUILD),
          new DifferenceKind("surplus", "of deleted submissions", Repair.REBUILD),
          new DifferenceKind("outdated", "outdated", Repair.REBUILD),
          new DifferenceKind(
              "values", "with values that differ from their source tables", Repair.REBUILD),
          recent("due in the next run of unified"));

  static final List<DifferenceKind> OF_CHILDREN =
      List.of(
          new DifferenceKind("missing", "whose children were not read", Repair.RECONCILE),
          new DifferenceKind("surplus", "deleted, but their children remain", Repair.RECONCILE),
          new DifferenceKind("outdated", "with outdated children", Repair.RECONCILE),
          new DifferenceKind("counted", "with a wrong number of children", Repair.READ_AGAIN),
          new DifferenceKind("orphan", "missing, but with children", Repair.RECONCILE),
          recent("changed recently"));

  static final List<DifferenceKind> OF_LEDGER =
      List.of(
          new DifferenceKind("keyless", "without an object", Repair.IMAGES),
          new DifferenceKind("unlinked", "without a link", Repair.IMAGES),
          new DifferenceKind("expired", "with an expired link", Repair.IMAGES));

  static final List<DifferenceKind> OF_LINKS =
      List.of(
          new DifferenceKind("other", "rows without the ledger's link", Repair.RECONCILE),
          new DifferenceKind("unknown", "rows whose file is not in the ledger", Repair.READ_AGAIN),
          recent("changed recently"));

  static final List<DifferenceKind> OF_IMAGES =
      List.of(
          new DifferenceKind("gone", "whose object is missing or not readable", Repair.IMAGES),
          new DifferenceKind("resized", "with another size", Repair.IMAGES),
          new DifferenceKind("changed", "with other bytes", Repair.IMAGES),
          new DifferenceKind("closed", "with a link that does not open", Repair.IMAGES),
          new DifferenceKind("replaced", "replaced at Central", Repair.IMAGES));

  private static DifferenceKind recent(String meaning) {
    return new DifferenceKind(Differences.RECENT, meaning, null);
  }

  boolean isDifference() {
    return !name.equals(Differences.RECENT);
  }
}
