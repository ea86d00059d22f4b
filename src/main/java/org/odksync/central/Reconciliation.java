package org.odksync.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.run.ErrorClass;
import org.odksync.run.SyncFailure;

/**
 * One comparison of a form's tables with Central, for what moves no timestamp: restores, purges,
 * and what became visible too late. Counts every bucket, and has those listed id by id where the
 * numbers differ; besides these one bucket a run, in rotation, or all. Decides what to ask; the
 * statements in {@code reconcile/} compare. Used by one run, in one thread.
 */
public final class Reconciliation {

  /**
   * What is asked of a submission to tell its version: all of {@code __system}, because a file that
   * arrives late and a new name of the submitter move no timestamp.
   */
  static final String VERSION = "%24select=__id,__system";

  /** Selects the submissions that are deleted and not purged yet. */
  static final String DELETED = CentralAddress.encoded("__system/deletedAt ne null");

  private final CentralAddress central;
  private final String feed;
  private final boolean full;
  private final Duration age;
  private final @Nullable YearMonth position;
  private final List<YearMonth> months = new ArrayList<>();
  private final Deque<Bucket> uncounted = new ArrayDeque<>();
  private final Deque<Bucket> unlisted = new ArrayDeque<>();
  private final ArrayNode counts = JsonNodeFactory.instance.arrayNode();
  private final Map<String, Object> summary = new LinkedHashMap<>();
  private Instant settled = Instant.EPOCH;
  private @Nullable YearMonth turn;
  private InferredDeletes deletes = InferredDeletes.NONE;
  private boolean accepted;

  /**
   * @param state row of {@code reconcile/begin.sql}
   * @throws SyncFailure when a feed was never read: there is nothing to compare
   */
  Reconciliation(CentralAddress central, String feed, boolean full, Map<String, Object> state) {
    this.central = central;
    this.feed = feed;
    this.full = full;
    Double seconds = (Double) state.get("age_seconds");
    // one that begins again from the beginning just now has lost nothing of what it had
    if (seconds == null) {
      throw new SyncFailure(
          ErrorClass.DATA, "%s must complete a run first".formatted(state.get("unread")), null);
    }
    this.age = Duration.ofMillis(Math.round(seconds * 1000));
    String rotated = (String) state.get("position");
    this.position = rotated == null ? null : Bucket.month(Instant.parse(rotated));
  }

  /** Asks for the first submission there is. */
  public String firstAddress() {
    return feed
        + "%24top=1&%24orderby="
        + CentralAddress.encoded("__system/submissionDate asc")
        + "&%24select=__id,__system/submissionDate";
  }

  /**
   * Divides what there is into buckets.
   *
   * @param date Central's {@code Date} header
   * @param answer with the first submission in its {@code value}
   */
  public void begin(@Variable("answer_date") @Nullable String date, @Body JsonNode answer) {
    Instant now = central.now(date);
    settled = now.minus(age).minus(central.overlap());
    String oldest = answer.at("/value/0/__system/submissionDate").textValue();
    YearMonth last = Bucket.month(now);
    YearMonth month = oldest == null ? last : Bucket.month(Instant.parse(oldest));
    do {
      months.add(month);
      month = month.plusMonths(1);
    } while (!month.isAfter(last));
    months.forEach(each -> uncounted.add(bucket(false, each)));
    months.forEach(each -> uncounted.add(bucket(true, each)));
  }

  /**
   * Up to when the walks have read everything, by Central's clock. What is newer will come with
   * them, and is no difference.
   */
  public String settled() {
    return settled.toString();
  }

  /** Asks which submissions are deleted and not purged yet. */
  public String deletedAddress() {
    return feed + VERSION + "&%24filter=" + DELETED;
  }

  /** Whether Central has answered that, or has refused to. */
  public void tellsOfDeletes(boolean does) {
    central.release().tellsOfDeletes(does);
  }

  /** Whether there is a bucket to be counted. */
  public boolean isCounting() {
    return !uncounted.isEmpty();
  }

  /** Asks how many submissions the next bucket has. */
  public String countAddress() {
    return CentralAddress.count(feed, uncounted.getFirst().filter());
  }

  /** Central has counted the next bucket. */
  public void counted(@Body JsonNode answer) {
    Bucket bucket = uncounted.pop();
    counts
        .addObject()
        .put("by_update", bucket.byUpdate())
        .put("month", Bucket.start(bucket.month()).toString())
        .put("listed", answer.path("@odata.count").longValue());
  }

  /** Central's counts: a JSON array of by_update, month (its beginning) and listed. */
  public String counts() {
    return counts.toString();
  }

  /** The beginning of the first bucket. */
  public String firstMonth() {
    return Bucket.start(months.get(0)).toString();
  }

  /** The beginning of the last bucket. */
  public String lastMonth() {
    return Bucket.start(months.get(months.size() - 1)).toString();
  }

  /**
   * Decides which buckets are listed: those whose numbers differ, and the one whose turn it is.
   *
   * @param rows of {@code reconcile/count.sql}
   */
  public void compare(@Body List<Map<String, Object>> rows) {
    long atSource = 0;
    long inWarehouse = 0;
    for (Map<String, Object> row : rows) {
      boolean byUpdate = Boolean.TRUE.equals(row.get("by_update"));
      YearMonth month = Bucket.month(Instant.parse((String) row.get("month")));
      if (Boolean.TRUE.equals(row.get("differs")) && (byUpdate || !full)) {
        unlisted.add(bucket(byUpdate, month));
      }
      atSource += byUpdate ? 0 : (Long) row.get("listed");
      inWarehouse += byUpdate ? 0 : (Long) row.get("stored");
    }
    summary.put("source_count", atSource);
    summary.put("warehouse_count", inWarehouse);
    summary.put("buckets_that_differ", unlisted.size());
    if (full) {
      months.forEach(month -> unlisted.add(bucket(false, month)));
    } else {
      turn = next();
      if (!unlisted.contains(bucket(false, turn))) {
        unlisted.add(bucket(false, turn));
      }
    }
    summary.put("buckets_compared", unlisted.size());
  }

  /** Whether there is a bucket to be listed. */
  public boolean isListing() {
    return !unlisted.isEmpty();
  }

  /** Asks for ids and {@code __system} of the submissions of the next bucket. */
  public String listAddress() {
    return feed + VERSION + "&%24filter=" + unlisted.getFirst().filter();
  }

  /** Whether the next bucket is one of edits. */
  public boolean byUpdate() {
    return unlisted.getFirst().byUpdate();
  }

  /** From when on the next bucket is, inclusive. */
  public String from() {
    return unlisted.getFirst().from();
  }

  /** Until when the next bucket is, exclusive. */
  public String to() {
    return unlisted.getFirst().to();
  }

  /** The next bucket is compared. */
  public void listed() {
    unlisted.pop();
  }

  /** The records of an answer, in chunks, each as soon as it has arrived. */
  public Iterator<List<ObjectNode>> chunks(@Body InputStream answer) {
    return new RecordStream(answer);
  }

  /**
   * Central was asked by their ids for what is stored and was not listed.
   *
   * @param rows of {@code reconcile/absent.sql}
   * @param accept whether a person has accepted all deletes
   */
  public void absent(
      @Body List<Map<String, Object>> rows, @Variable("accept_deletes") boolean accept) {
    deletes = InferredDeletes.of(rows.get(0));
    accepted = accept;
    summary.put("absent", deletes.absent());
  }

  /** Whether what Central has no more may be deleted here. */
  public boolean isDeleting() {
    return deletes.absent() > 0 && (accepted || !deletes.areTooMany());
  }

  /**
   * Judges the run as a whole, when all else is compared.
   *
   * @throws SyncFailure when so much would have been deleted that nothing was
   */
  public void judge(@Variable("sync") String comparison) {
    if (deletes.areTooMany() && !accepted) {
      throw deletes.refused(comparison);
    }
  }

  /** The month whose turn it was, for the next run to go on from; empty after a full comparison. */
  public String position() {
    return turn == null ? "" : Bucket.start(turn).toString();
  }

  /**
   * Everything is compared.
   *
   * @param rows of {@code reconcile/end.sql}
   */
  public void end(@Body List<Map<String, Object>> rows) {
    summary.put("repairs", rows.get(0).get("repairs"));
  }

  /** For the run's metadata. */
  public Map<String, Object> summary() {
    return summary;
  }

  private Bucket bucket(boolean byUpdate, YearMonth month) {
    return new Bucket(
        byUpdate, month, month.equals(months.get(0)), month.equals(months.get(months.size() - 1)));
  }

  /** The month after the one whose turn it was last; after the last one, or at first, the first. */
  private YearMonth next() {
    return months.stream()
        .filter(month -> position != null && month.isAfter(position))
        .findFirst()
        .orElse(months.get(0));
  }
}
