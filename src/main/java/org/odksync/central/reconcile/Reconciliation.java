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
 * Compares a form's tables with Central to find changes that change no timestamp: restores, purges
 * and late commits. Counts every month, and lists the months id by id whose counts differ, plus one
 * more month per run in rotation, or all. This class decides what to request; the statements in
 * {@code reconcile/} compare. Not thread-safe.
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
  private @Nullable YearMonth rotationMonth;
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
   * Starts after the month that the last comparison ended with.
   *
   * @param state row of {@code reconcile/begin.sql}
   * @throws SyncFailure if a feed was never read: there is nothing to compare
   */
  void begin(Map<String, Object> state) {
    Double seconds = (Double) state.get("age_seconds");
    // age_seconds ignores an unfinished full pass: the earlier rows are still stored
    if (seconds == null) {
      throw new SyncFailure(
          ErrorClass.DATA, "%s must complete a run first".formatted(state.get("unread")), null);
    }
    this.age = Duration.ofMillis(Math.round(seconds * 1000));
    String rotated = (String) state.get("position");
    this.position = rotated == null ? null : MonthBucket.month(Instant.parse(rotated));
  }

  /** The URL of the first submission. */
  public String firstUrl() {
    return feed
        + "%24top=1&%24orderby="
        + CentralUrls.encoded("__system/submissionDate asc")
        + "&%24select=__id,__system/submissionDate";
  }

  /**
   * Divides the time since the first submission into buckets.
   *
   * @param date Central's {@code Date} header
   * @param answer contains the first submission in {@code value}
   */
  void divide(@Nullable String date, JsonNode answer) {
    Instant centralNow = central.now(date);
    settled = centralNow.minus(age).minus(central.overlap());
    String oldest = answer.at("/value/0/__system/submissionDate").textValue();
    YearMonth last = MonthBucket.month(centralNow);
    YearMonth month = oldest == null ? last : MonthBucket.month(Instant.parse(oldest));
    do {
      months.add(month);
      month = month.plusMonths(1);
    } while (!month.isAfter(last));
    months.forEach(each -> uncounted.add(bucket(false, each)));
    months.forEach(each -> uncounted.add(bucket(true, each)));
  }

  /**
   * The time, by Central's clock, up to which both feeds are completely read. Newer changes arrive
   * with the next pass and are no difference.
   */
  private String settled() {
    return settled.toString();
  }

  /** The URL of the submissions that are deleted but not purged. */
  public String deletedUrl() {
    return feed + CentralUrls.VERSION + "&%24filter=" + CentralUrls.DELETED;
  }

  /** Records whether Central supports deletedAt. */
  void setListsDeletes(boolean supported) {
    central.capabilities().setListsDeletes(supported);
  }

  /** Whether there is another bucket to count. */
  public boolean hasMoreToCount() {
    return !uncounted.isEmpty();
  }

  /** The URL that counts the next bucket. */
  public String countUrl() {
    return CentralUrls.count(feed, uncounted.getFirst().filter());
  }

  /** Adds Central's count of the next bucket. */
  void addCount(JsonNode answer) {
    MonthBucket bucket = uncounted.pop();
    counts
        .addObject()
        .put("by_update", bucket.byUpdate())
        .put("month", MonthBucket.start(bucket.month()).toString())
        .put("listed", answer.path("@odata.count").longValue());
  }

  /** Central's counts: a JSON array of by_update, month (its start) and listed. */
  private String counts() {
    return counts.toString();
  }

  /** The start of the first bucket. */
  private String firstMonth() {
    return MonthBucket.start(months.get(0)).toString();
  }

  /** The start of the last bucket. */
  private String lastMonth() {
    return MonthBucket.start(months.get(months.size() - 1)).toString();
  }

  /**
   * Decides which buckets to list: those whose counts differ, and the next one in rotation.
   *
   * @param rows of {@code reconcile/count.sql}
   */
  void chooseBuckets(List<Map<String, Object>> rows) {
    long sourceCount = 0;
    long warehouseCount = 0;
    for (Map<String, Object> row : rows) {
      boolean byUpdate = Boolean.TRUE.equals(row.get("by_update"));
      YearMonth month = MonthBucket.month(Instant.parse((String) row.get("month")));
      if (Boolean.TRUE.equals(row.get("differs")) && (byUpdate || !options.full())) {
        unlisted.add(bucket(byUpdate, month));
      }
      sourceCount += byUpdate ? 0 : (Long) row.get("listed");
      warehouseCount += byUpdate ? 0 : (Long) row.get("stored");
    }
    summary.put("source_count", sourceCount);
    summary.put("warehouse_count", warehouseCount);
    summary.put("buckets_that_differ", unlisted.size());
    if (options.full()) {
      months.forEach(month -> unlisted.add(bucket(false, month)));
    } else {
      rotationMonth = nextInRotation();
      if (!unlisted.contains(bucket(false, rotationMonth))) {
        unlisted.add(bucket(false, rotationMonth));
      }
    }
    summary.put("buckets_compared", unlisted.size());
  }

  /** Whether there is another bucket to list. */
  public boolean hasMoreToList() {
    return !unlisted.isEmpty();
  }

  /** The URL of ids and {@code __system} of the submissions in the next bucket. */
  public String listUrl() {
    return feed + CentralUrls.VERSION + "&%24filter=" + unlisted.getFirst().filter();
  }

  /** Whether the next bucket is by time of edit. */
  private boolean byUpdate() {
    return unlisted.getFirst().byUpdate();
  }

  /** The inclusive start of the next bucket. */
  private String from() {
    return unlisted.getFirst().from();
  }

  /** The exclusive end of the next bucket. */
  private String to() {
    return unlisted.getFirst().to();
  }

  /** Removes the next bucket, which was compared. */
  void removeBucket() {
    unlisted.pop();
  }

  /**
   * Sets the next stored submissions that Central did not list.
   *
   * @param rows of {@code reconcile/unlisted.sql}
   */
  void loadUnlisted(List<Map<String, Object>> rows) {
    recheck = new Recheck(central, form, false, rows);
  }

  /** Whether there are any such submissions. */
  public boolean hasUnlisted() {
    return recheck != null && recheck.hasSubmissions();
  }

  /** The URL of those that Central has, deleted or not. */
  public String presenceUrl() {
    return recheck().presenceUrl();
  }

  /** Falls back to requests without deletedAt. Returns whether the request must be repeated. */
  boolean fallBackToNoDeletes() {
    boolean mustRepeat = recheck().includesDeletes();
    recheck().excludeDeletes();
    return mustRepeat;
  }

  /** Reads Central's answer as a JSON array of submission_id and is_absent. */
  String answered(InputStream answer) {
    return recheck().answered(answer);
  }

  private Recheck recheck() {
    return Objects.requireNonNull(recheck, "no recheck has started");
  }

  /**
   * Sets the result of the requests by id.
   *
   * @param rows of {@code reconcile/absent.sql}
   */
  void setAbsent(List<Map<String, Object>> rows) {
    deletes = InferredDeletes.of(rows.get(0));
    summary.put("absent", deletes.absent());
  }

  /** Whether the feeds may delete what Central no longer has. */
  public boolean mayDelete() {
    return deletes.absent() > 0 && (options.acceptDeletes() || !deletes.isTooMany());
  }

  /**
   * Fails the run if it refused to delete submissions.
   *
   * @throws SyncFailure if there were too many to delete
   */
  void requireAcceptedDeletes(String comparison) {
    if (deletes.isTooMany() && !options.acceptDeletes()) {
      throw deletes.refused(comparison);
    }
  }

  /**
   * The month of the rotation, after which the next run continues; empty after a full comparison.
   */
  private String position() {
    return rotationMonth == null ? "" : MonthBucket.start(rotationMonth).toString();
  }

  /**
   * Completes the summary.
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

  /** The next month in the rotation, which starts again after the last month. */
  private YearMonth nextInRotation() {
    return months.stream()
        .filter(month -> position != null && month.isAfter(position))
        .findFirst()
        .orElse(months.get(0));
  }
}
