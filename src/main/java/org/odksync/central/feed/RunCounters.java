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
 * How many submissions one run has stored, over all its attempts and walks, of how many of them
 * something could not be stored, and how many are encrypted. Used by one run, in one thread.
 */
final class RunCounters {

  /** One in a hundred. */
  private static final double MOST_REJECTED = 0.01;

  private String askedAt = "";
  private long records;
  private long rejected;
  private long readable;
  private long encrypted;

  /** Of the whole form, when none of it can be read; else 0. */
  private long allEncrypted;

  /** Of the chunk at hand: each repeat of a submission may have rejects. */
  private final Set<String> ofChunk = new HashSet<>();

  private final Set<String> unnamed = new HashSet<>();

  /** Some of what was stored is not as Central has it: it fits nowhere. */
  void rejected(Chunk chunk) {
    ofChunk.addAll(chunk.rejectedSubmissions());
    chunk.unnamed().ifPresent(unnamed::add);
  }

  /** The ids of submissions that the database has no characters for. */
  Set<String> unnamed() {
    return unnamed;
  }

  /**
   * Central has begun to answer.
   *
   * @param date its {@code Date} header
   */
  void asked(@Nullable String date) {
    if (askedAt.isEmpty()) {
      askedAt = CentralUrls.date(date).map(Instant::toString).orElse("");
    }
  }

  /** When Central answered this run first, by its own clock, as ISO-8601 UTC; empty for never. */
  String askedAt() {
    return askedAt;
  }

  /** These submissions are stored, or noted as encrypted. */
  void stored(List<ObjectNode> submissions) {
    records += submissions.size();
    rejected += ofChunk.size();
    ofChunk.clear();
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
   * What is stored of the form, whatever this run has read.
   *
   * @param rows of {@code submissions/encrypted.sql}
   */
  void whole(List<Map<String, Object>> rows) {
    boolean nothing = Boolean.FALSE.equals(rows.get(0).get("readable"));
    allEncrypted = nothing ? (Long) rows.get(0).getOrDefault("encrypted", 0L) : 0;
  }

  /**
   * Judges the run as a whole, when everything is stored.
   *
   * @param limit so many submissions may be rejected, however few there are
   * @throws SyncFailure when more, and more than one in a hundred, were; or when all are encrypted
   */
  void judge(long limit) {
    if (readable == 0 && encrypted > 0) {
      throw unreadable(encrypted, "that this run has read ");
    }
    if (allEncrypted > 0) {
      throw unreadable(allEncrypted, "");
    }
    if (rejected > limit && rejected > MOST_REJECTED * records) {
      throw new SyncFailure(
          ErrorClass.DATA,
          ("%d of %d records hold what does not fit (REJECT_LIMIT is %d); everything else is stored:"
                  + " look at odk_rejected_record, correct them in Central or the columns here")
              .formatted(rejected, records, limit),
          null);
    }
  }

  private static SyncFailure unreadable(long number, String which) {
    return new SyncFailure(
        ErrorClass.DATA,
        ("all %d submissions %sare encrypted, and Central lists them without answers:"
                + " only its export with the passphrase shows these (see odk_encrypted_submission);"
                + " what a project without encryption collects can be stored")
            .formatted(number, which),
        null);
  }
}
