package org.odksync.central.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.odksync.central.client.CentralUrls;
import org.odksync.central.feed.Recheck;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import org.odksync.form.Form;
import org.odksync.run.RunOptions;
import org.odksync.run.Work;

/**
 * One comparison of a form's tables with Central, for what moves no timestamp: restores, purges,
 * and what became visible too late. Counts every bucket, and has those listed id by id where the
 * numbers differ; besides these one bucket a run, in rotation, or all. Decides what to ask; the
 * statements in {@code reconcile/} compare. Used by one run, in one thread.
 */
public final class Reconciliation implements Work {

  private final CentralUrls central;
  private final Form form;
  private final RunOptions options;
  private final String feed;
  private final List<YearMonth> months = new ArrayList<>();
  private final Deque<MonthBucket> uncounted = new ArrayDeque<>();
  private final Deque<MonthBucket> unlisted = new ArrayDeque<>();
  private final ArrayNode counts = JsonNodeFactory.instance.arrayNode();
  private final Map<String, Object> summary = new LinkedHashMap<>();
  private Instant settled = Instant.EPOCH;
  private @Nullable YearMonth turn;
  private InferredDeletes deletes = InferredDeletes.NONE;
  private Duration age = Duration.ZERO;
  private @Nullable YearMonth position;
  private @Nullable Recheck recheck;

  Reconciliation(CentralUrls central, Form form, RunOptions options) {
    this.central = central;
    this.form = form;
    this.options = options;
    this.feed = central.feed(form, false);
  }

  /**
   * Begins where the last one has ended.
   *
   * @param state row of {@code reconcile/begin.sql}
   * @throws SyncFailure when a feed was never read: there is nothing to compare
   */
  void begin(Map<String, Object> state) {
    Double seconds = (Double) state.get("age_seconds");
    // one that begins again from the beginning just now has lost nothing of what it had
    if (seconds == null) {
      throw new SyncFailure(
          ErrorClass.DATA, "%s must complete a run first".formatted(state.get("unread")), null);
    }
    this.age = Duration.ofMillis(Math.round(seconds * 1000));
    String rotated = (String) state.get("position");
    this.position = rotated == null ? null : MonthBucket.month(Instant.parse(rotated));
  }

  /** Asks for the first submission there is. */
  public String firstAddress() {
    return feed
        + "%24top=1&%24orderby="
        + CentralUrls.encoded("__system/submissionDate asc")
        + "&%24select=__id,__system/submissionDate";
  }

  /**
   * Divides what there is into buckets.
   *
   * @param date Central's {@code Date} header
   * @param answer with the first submission in its {@code value}
   */
  void divide(@Nullable String date, JsonNode answer) {
    Instant now = central.now(date);
    settled = now.minus(age).minus(central.overlap());
    String oldest = answer.at("/value/0/__system/submissionDate").textValue();
    YearMonth last = MonthBucket.month(now);
    YearMonth month = oldest == null ? last : MonthBucket.month(Instant.parse(oldest));
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
  private String settled() {
    return settled.toString();
  }

  /** Asks which submissions are deleted and not purged yet. */
  public String deletedAddress() {
    return feed + CentralUrls.VERSION + "&%24filter=" + CentralUrls.DELETED;
  }

  /** Whether Central has answered that, or has refused to. */
  void tellsOfDeletes(boolean does) {
    central.release().tellsOfDeletes(does);
  }

  /** Whether there is a bucket to be counted. */
  public boolean isCounting() {
    return !uncounted.isEmpty();
  }

  /** Asks how many submissions the next bucket has. */
  public String countAddress() {
    return CentralUrls.count(feed, uncounted.getFirst().filter());
  }

  /** Central has counted the next bucket. */
  void counted(JsonNode answer) {
    MonthBucket bucket = uncounted.pop();
    counts
        .addObject()
        .put("by_update", bucket.byUpdate())
        .put("month", MonthBucket.start(bucket.month()).toString())
        .put("listed", answer.path("@odata.count").longValue());
  }

  /** Central's counts: a JSON array of by_update, month (its beginning) and listed. */
  private String counts() {
    return counts.toString();
  }

  /** The beginning of the first bucket. */
  private String firstMonth() {
    return MonthBucket.start(months.get(0)).toString();
  }

  /** The beginning of the last bucket. */
  private String lastMonth() {
    return MonthBucket.start(months.get(months.size() - 1)).toString();
  }

  /**
   * Decides which buckets are listed: those whose numbers differ, and the one whose turn it is.
   *
   * @param rows of {@code reconcile/count.sql}
   */
  void compare(List<Map<String, Object>> rows) {
    long atSource = 0;
    long inWarehouse = 0;
    for (Map<String, Object> row : rows) {
      boolean byUpdate = Boolean.TRUE.equals(row.get("by_update"));
      YearMonth month = MonthBucket.month(Instant.parse((String) row.get("month")));
      if (Boolean.TRUE.equals(row.get("differs")) && (byUpdate || !options.full())) {
        unlisted.add(bucket(byUpdate, month));
      }
      atSource += byUpdate ? 0 : (Long) row.get("listed");
      inWarehouse += byUpdate ? 0 : (Long) row.get("stored");
    }
    summary.put("source_count", atSource);
    summary.put("warehouse_count", inWarehouse);
    summary.put("buckets_that_differ", unlisted.size());
    if (options.full()) {
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
    return feed + CentralUrls.VERSION + "&%24filter=" + unlisted.getFirst().filter();
  }

  /** Whether the next bucket is one of edits. */
  private boolean byUpdate() {
    return unlisted.getFirst().byUpdate();
  }

  /** From when on the next bucket is, inclusive. */
  private String from() {
    return unlisted.getFirst().from();
  }

  /** Until when the next bucket is, exclusive. */
  private String to() {
    return unlisted.getFirst().to();
  }

  /** The next bucket is compared. */
  void listed() {
    unlisted.pop();
  }

  /**
   * The next submissions that are stored and were not listed.
   *
   * @param rows of {@code reconcile/unlisted.sql}
   */
  void unlisted(List<Map<String, Object>> rows) {
    recheck = new Recheck(central, form, false, rows);
  }

  /** Whether there are any. */
  public boolean isAsking() {
    return recheck != null && recheck.isAnyAsked();
  }

  /** Asks which of them Central has, deleted or not. */
  public String presenceAddress() {
    return recheck().presenceAddress();
  }

  /** They are asked for without deletes, of which this Central knows nothing. */
  boolean isAskedAgain() {
    boolean again = recheck().isAskingForDeletes();
    recheck().askWithoutDeletes();
    return again;
  }

  /** What Central answers: a JSON array of submission_id and is_absent. */
  String answered(InputStream answer) {
    return recheck().answered(answer);
  }

  private Recheck recheck() {
    return Objects.requireNonNull(recheck, "nothing is asked for");
  }

  /**
   * Central was asked by their ids for what is stored and was not listed.
   *
   * @param rows of {@code reconcile/absent.sql}
   */
  void absent(List<Map<String, Object>> rows) {
    deletes = InferredDeletes.of(rows.get(0));
    summary.put("absent", deletes.absent());
  }

  /** Whether what Central has no more may be deleted here. */
  public boolean isDeleting() {
    return deletes.absent() > 0 && (options.acceptDeletes() || !deletes.areTooMany());
  }

  /**
   * Judges the run as a whole, when all else is compared.
   *
   * @throws SyncFailure when so much would have been deleted that nothing was
   */
  void judge(String comparison) {
    if (deletes.areTooMany() && !options.acceptDeletes()) {
      throw deletes.refused(comparison);
    }
  }

  /** The month whose turn it was, for the next run to go on from; empty after a full comparison. */
  private String position() {
    return turn == null ? "" : MonthBucket.start(turn).toString();
  }

  /**
   * Everything is compared.
   *
   * @param rows of {@code reconcile/end.sql}
   */
  void end(List<Map<String, Object>> rows) {
    summary.put("repairs", rows.get(0).get("repairs"));
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("source", central.source(form));
    parameters.put("full", options.full());
    parameters.put("accept_deletes", options.acceptDeletes());
    parameters.put("settled", settled());
    parameters.put("position", position());
    if (!months.isEmpty()) {
      parameters.put("counts", counts());
      parameters.put("first_month", firstMonth());
      parameters.put("last_month", lastMonth());
    }
    if (!unlisted.isEmpty()) {
      parameters.put("by_update", byUpdate());
      parameters.put("from_time", from());
      parameters.put("to_time", to());
    }
    return parameters;
  }

  @Override
  public Map<String, Object> summary() {
    return summary;
  }

  private MonthBucket bucket(boolean byUpdate, YearMonth month) {
    return new MonthBucket(
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
