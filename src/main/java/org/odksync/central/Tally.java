package org.odksync.central;

import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.row.Chunk;
import org.odksync.run.ErrorClass;
import org.odksync.run.SyncFailure;

/**
 * How many submissions one run has stored, over all its attempts and walks, and of how many of them
 * something could not be stored. Used by one run, in one thread.
 */
public final class Tally {

  /** One in a hundred. */
  private static final double MOST_REJECTED = 0.01;

  private String askedAt = "";
  private long records;
  private long rejected;

  /** Of the chunk at hand: each repeat of a submission may have rejects. */
  private final Set<String> ofChunk = new HashSet<>();

  private Tally() {}

  /** Of a run that begins. */
  public static Tally empty() {
    return new Tally();
  }

  /** Some of what was stored is not as Central has it: it fits nowhere. */
  public void rejected(@Variable("chunk") Chunk chunk) {
    ofChunk.addAll(chunk.rejectedSubmissions());
  }

  /**
   * Central has begun to answer.
   *
   * @param date its {@code Date} header
   */
  public void asked(@Header("Date") @Nullable String date) {
    if (askedAt.isEmpty() && date != null) {
      askedAt = CentralAddress.date(date).toString();
    }
  }

  /** When Central answered this run first, by its own clock, as ISO-8601 UTC; empty for never. */
  public String askedAt() {
    return askedAt;
  }

  void stored(int submissions) {
    records += submissions;
    rejected += ofChunk.size();
    ofChunk.clear();
  }

  long rejected() {
    return rejected;
  }

  /**
   * Judges the run as a whole, when everything is stored.
   *
   * @param limit so many submissions may be rejected, however few there are
   * @throws SyncFailure when more, and more than one in a hundred, were
   */
  public void judge(long limit) {
    if (rejected > limit && rejected > MOST_REJECTED * records) {
      throw new SyncFailure(
          ErrorClass.DATA,
          ("%d of %d records hold what does not fit (REJECT_LIMIT is %d); everything else is stored:"
                  + " look at odk_rejected_record, correct them in Central or the columns here")
              .formatted(rejected, records, limit),
          null);
    }
  }
}
