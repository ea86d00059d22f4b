package org.odksync.central.reconcile;

import java.util.Map;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;

/**
 * Submissions that would be deleted only because Central no longer has them, although it never
 * listed them as deleted. They may be purged; or Central was restored from a backup, or a wrong
 * project, a proxy or a missing right hides them. A few are deleted; many wait until a person
 * accepts them.
 *
 * @param absent number of these submissions
 * @param recent number that was deleted this way in the last 7 days
 * @param stored number of stored submissions, including the absent ones
 */
record InferredDeletes(long absent, long recent, long stored) {

  static final InferredDeletes NONE = new InferredDeletes(0, 0, 0);

  private static final long MAX_COUNT = 100;

  /** Ten percent. */
  private static final double MAX_SHARE = 0.1;

  /**
   * @param row of {@code reconcile/absent.sql}
   */
  static InferredDeletes of(Map<String, Object> row) {
    return new InferredDeletes(count(row, "absent"), count(row, "recent"), count(row, "stored"));
  }

  private static long count(Map<String, Object> row, String column) {
    return row.get(column) instanceof Long count ? count : 0;
  }

  /** Whether there are so many that a person must accept them. */
  boolean isTooMany() {
    long total = absent + recent;
    return absent > 0 && total > MAX_COUNT && total > MAX_SHARE * (stored + recent);
  }

  /**
   * The failure of a run that refuses to delete them.
   *
   * @param comparison name of the sync type
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
