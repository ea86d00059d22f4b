package org.odksync.central.reconcile;

import java.util.Map;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;

/**
 * The submissions that would be deleted only because Central has them no more, without having
 * listed them as deleted: purged long ago, or hidden by a Central that was restored from a backup,
 * a wrong project, a proxy or a right that was taken away. Few are believed, many are not.
 *
 * @param absent how many they are
 * @param recent how many there were of them in the last 7 days
 * @param stored how many submissions are stored, with the absent ones
 */
record InferredDeletes(long absent, long recent, long stored) {

  static final InferredDeletes NONE = new InferredDeletes(0, 0, 0);

  private static final long MOST = 100;

  /** One in ten. */
  private static final double MOST_OF_FORM = 0.1;

  /**
   * @param row of {@code reconcile/absent.sql}
   */
  static InferredDeletes of(Map<String, Object> row) {
    return new InferredDeletes(count(row, "absent"), count(row, "recent"), count(row, "stored"));
  }

  private static long count(Map<String, Object> row, String column) {
    return row.get(column) instanceof Long count ? count : 0;
  }

  /** Whether they are so many that a person has to accept them. */
  boolean areTooMany() {
    long all = absent + recent;
    return absent > 0 && all > MOST && all > MOST_OF_FORM * (stored + recent);
  }

  /**
   * What a run says that does not make them.
   *
   * @param comparison the sync type
   */
  SyncFailure refused(String comparison) {
    String before = recent == 0 ? "" : ", after %d in the last 7 days".formatted(recent);
    return new SyncFailure(
        ErrorClass.DATA,
        ("Central no longer has %d of the %d submissions that are stored%s, and has not listed them"
                + " as deleted; none of them was deleted here: if Central was restored from a backup,"
                + " or a project, a proxy or a right is wrong, correct that; if they are gone for"
                + " good, run odk-sync sync %s --full --accept-deletes")
            .formatted(absent, stored, before, comparison),
        null);
  }
}
