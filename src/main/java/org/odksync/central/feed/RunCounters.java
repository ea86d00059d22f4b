package org.odksync.central.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.odksync.central.client.CentralUrls;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import org.odksync.warehouse.row.CentralRecord;
import org.odksync.warehouse.row.Chunk;

/**
 * Counts the submissions that a run has stored in all its attempts and passes, those with rejects,
 * and encrypted ones. Not thread-safe.
 */
final class RunCounters {

  /** One percent. */
  private static final double MAX_REJECTED_SHARE = 0.01;

  private String firstAnswerAt = "";
  private long records;
  private long rejected;
  private long readable;
  private long encrypted;

  /** Encrypted submissions of the whole form if none is readable; else 0. */
  private long allEncrypted;

  /**
   * Submissions with rejects in the current chunk. A set, because each repeat of a submission may
   * have some.
   */
  private final Set<String> rejectedInChunk = new HashSet<>();

  private final Set<String> unstorableIds = new HashSet<>();

  /** Counts the rejects of a stored chunk. */
  void addRejects(Chunk chunk) {
    rejectedInChunk.addAll(chunk.rejectedSubmissions());
    chunk.unstorableId().ifPresent(unstorableIds::add);
  }

  /** The ids of submissions that the database cannot store. */
  Set<String> unstorableIds() {
    return unstorableIds;
  }

  /**
   * Records the time of Central's first answer.
   *
   * @param date its {@code Date} header
   */
  void setFirstAnswer(@Nullable String date) {
    if (firstAnswerAt.isEmpty()) {
      firstAnswerAt = CentralUrls.date(date).map(Instant::toString).orElse("");
    }
  }

  /** Central's time of its first answer in this run, as ISO-8601 UTC; empty for none. */
  String firstAnswerAt() {
    return firstAnswerAt;
  }

  /** Counts stored submissions, including those recorded as encrypted. */
  void addStored(List<ObjectNode> submissions) {
    records += submissions.size();
    rejected += rejectedInChunk.size();
    rejectedInChunk.clear();
    for (ObjectNode submission : submissions) {
      if (CentralRecord.isEncrypted(submission)) {
        encrypted++;
      } else if (!CentralRecord.isDeleted(submission)) {
        readable++;
      }
    }
  }

  long rejected() {
    return rejected;
  }

  long encrypted() {
    return encrypted;
  }

  /**
   * Counts the encrypted submissions of the whole form, independent of what this run has read.
   *
   * @param rows of {@code submissions/encrypted.sql}
   */
  void countAllEncrypted(List<Map<String, Object>> rows) {
    boolean noneReadable = Boolean.FALSE.equals(rows.get(0).get("readable"));
    allEncrypted = noneReadable ? (Long) rows.get(0).getOrDefault("encrypted", 0L) : 0;
  }

  /**
   * Checks the run as a whole after everything is stored.
   *
   * @param limit how many submissions may be rejected, independent of their share
   * @throws SyncFailure if more, and more than one percent, were rejected; or if all are encrypted
   */
  void requireAcceptable(long limit) {
    if (readable == 0 && encrypted > 0) {
      throw unreadable(encrypted, "that this run has read ");
    }
    if (allEncrypted > 0) {
      throw unreadable(allEncrypted, "");
    }
    if (rejected > limit && rejected > MAX_REJECTED_SHARE * records) {
      throw new SyncFailure(
          ErrorClass.DATA,
          ("%d of %d records have values that cannot be stored (REJECT_LIMIT is %d); everything else is stored:"
                  + " look at odk_rejected_record, correct them in Central or the columns here")
              .formatted(rejected, records, limit),
          null);
    }
  }

  private static SyncFailure unreadable(long number, String which) {
    return new SyncFailure(
        ErrorClass.DATA,
        ("all %d submissions %sare encrypted, and Central lists them without answers:"
                + " only Central's export with the passphrase shows the answers (see odk_encrypted_submission);"
                + " submissions to a project without encryption can be stored")
            .formatted(number, which),
        null);
  }
}
