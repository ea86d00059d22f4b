package org.odksync.central.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.odksync.central.client.CentralUrls;
import org.odksync.form.Tables;
import org.odksync.run.Run;
import org.odksync.run.Work;
import org.odksync.warehouse.row.Chunk;
import org.odksync.warehouse.row.ChunkListener;
import org.odksync.warehouse.row.FeedChunk;

/**
 * The work of a run that reads a feed of Central: one pass, or two if the first one resumed an
 * interrupted pass. Each pass starts with the rechecks and then uses a {@link FeedReader}. The feed
 * keeps its state over all attempts of the run. Not thread-safe.
 */
public final class Feed implements Work, ChunkListener {

  private static final int NOT_MODIFIED = 304;
  private static final int NOT_IMPLEMENTED = 501;

  private final CentralUrls central;
  private final Run run;
  private final boolean expanded;
  private final RecordStreams streams;
  private final RunCounters counters = new RunCounters();
  private final Map<String, Object> summary = new LinkedHashMap<>();
  private boolean isReset;
  private boolean startedHere;
  private boolean hasEncrypted;
  private boolean hasRechecks;
  private boolean isRecheckAnswered;
  private @Nullable FeedReader reader;
  private @Nullable Recheck recheck;

  Feed(CentralUrls central, Run run, boolean expanded, RecordStreams streams) {
    this.central = central;
    this.run = run;
    this.expanded = expanded;
    this.streams = streams;
  }

  // --- before a pass

  /** Whether the feed contains the children of the submissions. */
  public boolean isExpanded() {
    return expanded;
  }

  /** Whether to set the watermark back; true once per run. */
  public boolean mustReset() {
    return !isReset && run.options().since() != null;
  }

  /** Whether to read the rejects again; true once per run. */
  public boolean mustReplay() {
    return !isReset && run.options().replay();
  }

  /** Both requests are stored in the warehouse. */
  void markReset() {
    isReset = true;
  }

  /**
   * Starts a pass, or resumes an unfinished one.
   *
   * @param cursor the row of {@code feed/open.sql}
   */
  void open(Map<String, Object> cursor) {
    reader = FeedReader.open(central, run.form(), expanded, streams, counters, cursor);
    startedHere |= !reader.isResumed();
    hasEncrypted = Boolean.TRUE.equals(cursor.get("encrypted"));
    hasRechecks = Boolean.TRUE.equals(cursor.get("recheck"));
  }

  /** Whether the feed has no stored form version yet. */
  public boolean hasNoVersion() {
    return reader().hasNoVersion();
  }

  /** Expects rows of the form version that the run uses. */
  void expectVersion() {
    reader().expectVersion(run.version().hash());
  }

  // --- rechecks

  /** Whether there may be rechecks to make. */
  public boolean hasRechecks() {
    return hasRechecks && run.form().isRecorded();
  }

  /**
   * Sets the next rechecks.
   *
   * @param rows of {@code recheck/select.sql}
   */
  void loadRechecks(List<Map<String, Object>> rows) {
    recheck = new Recheck(central, run.form(), expanded, rows);
    hasRechecks = recheck.hasSubmissions();
  }

  /** The URL that selects the rechecked submissions. */
  public String recheckUrl() {
    return recheck().url();
  }

  /**
   * Reads Central's records of the rechecked submissions. Returns nothing if Central does not
   * support deletedAt; the next request then omits it.
   *
   * @param status HTTP status of the answer
   */
  FeedChunk readRechecks(int status, InputStream answer) {
    isRecheckAnswered = status != NOT_IMPLEMENTED || !recheck().includesDeletes();
    if (!isRecheckAnswered) {
      recheck().excludeDeletes();
      return rows(List.of());
    }
    requireSupported(status, recheckUrl());
    return rows(recheck().records(answer));
  }

  /** Whether Central has accepted the request. */
  public boolean isRecheckAnswered() {
    return isRecheckAnswered;
  }

  /** The rechecked submissions are stored. */
  void markRechecked() {
    reader().markRechecked(recheck());
    recheck = null;
  }

  // --- requests of a pass

  /** Whether there is another request to send. */
  public boolean hasMore() {
    return reader().hasMore();
  }

  /** The URL of the next request. */
  public @Nullable String nextUrl() {
    return reader().nextUrl();
  }

  /** The ETag for a conditional request; null for an unconditional one. */
  public @Nullable String ifNoneMatch() {
    return reader().ifNoneMatch();
  }

  /**
   * Handles the status of an answer.
   *
   * @param date Central's {@code Date} header
   */
  void handleAnswer(int status, @Nullable String date) {
    if (status == NOT_IMPLEMENTED && reader().includesDeletes()) {
      reader().excludeDeletes();
      return;
    }
    requireSupported(status, String.valueOf(nextUrl()));
    counters.setFirstAnswer(date);
    if (status == NOT_MODIFIED) {
      reader().markUnchanged();
    }
  }

  /** Only a request with deletedAt may get 501. */
  private static void requireSupported(int status, String url) {
    if (status == NOT_IMPLEMENTED) {
      throw new IllegalStateException(
          new HttpOperationFailedException(url, status, "", null, Map.of(), ""));
    }
  }

  /** Whether the form's version must be checked before the current answer is used. */
  public boolean needsVersionCheck() {
    return reader().needsVersionCheck();
  }

  /** The form's version was checked after the answer had begun. */
  void checkVersion(@Nullable String date, @Nullable String etag) {
    reader().checkVersion(run.version().hash(), date, etag);
  }

  /** Whether the current answer is usable: it did not begin before a new version of the form. */
  public boolean isCurrent() {
    return reader().isCurrent();
  }

  // --- its records

  Iterator<FeedChunk> chunks(InputStream answer) {
    return reader().chunks(answer, this::rows);
  }

  private FeedChunk rows(List<ObjectNode> records) {
    Tables tables = run.version().tables();
    return expanded
        ? FeedChunk.ofChildren(tables, records, streams.zone())
        : FeedChunk.ofSubmissions(tables, records, streams.zone());
  }

  @Override
  public void stored(Chunk chunk) {
    counters.addRejects(chunk);
  }

  @Override
  public Set<String> unstorableIds() {
    return counters.unstorableIds();
  }

  /** The last chunk is stored. */
  void markStored() {
    reader().markStored();
  }

  void abort() {
    reader().abort();
  }

  // --- after a pass

  /** Whether Central sent the feed in pages. These end silently when the cursor row is purged. */
  public boolean isPaged() {
    return reader().isPaged();
  }

  /** The URL that counts the records. */
  public String countUrl() {
    return reader().countUrl();
  }

  void checkCount(Map<String, Object> count) {
    reader().checkCount(count);
  }

  /** The pass is complete and stored. */
  void finishPass() {
    if (summary.isEmpty() || !reader().isUnchanged()) {
      reader().summary().forEach((name, value) -> summary.merge(name, value, Feed::sum));
    }
    summary.put("rejected", counters.rejected());
    summary.put("encrypted", counters.encrypted());
    run.setSeenUntil(counters.firstAnswerAt());
    if (reader().isFullPass() && !reader().isUnchanged()) {
      // only now is there something to compare
      run.requestComparisons();
    }
  }

  /** Whether anything has changed since the last pass. */
  public boolean isChanged() {
    return !reader().isUnchanged();
  }

  /**
   * Whether another run started this pass. Rows that it has already read may have changed since.
   */
  public boolean isResumed() {
    return !startedHere;
  }

  /** Whether to check that the form has readable submissions, even if nothing has changed. */
  public boolean mayBeUnreadable() {
    return hasEncrypted && !expanded;
  }

  void countEncrypted(List<Map<String, Object>> rows) {
    counters.countAllEncrypted(rows);
  }

  void requireAcceptable(int rejectLimit) {
    counters.requireAcceptable(rejectLimit);
  }

  // --- parameters and summary

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("source", central.source(run.form()));
    parameters.put("expand", String.valueOf(expanded));
    Instant since = run.options().since();
    parameters.put("since", since == null || since.equals(Instant.EPOCH) ? "" : since.toString());
    if (recheck != null) {
      parameters.put("requested", recheck.requested());
    }
    if (reader != null) {
      parameters.put("walk_bound", reader.bound());
      parameters.put("walk_latest", reader.latest());
      parameters.put("resume_point", reader.resumePoint());
      parameters.put("watermark", reader.watermark());
      parameters.put("filter", reader.filter());
      parameters.put("etag", reader.etag());
      parameters.put("form_hash", reader.formHash());
    }
    return parameters;
  }

  @Override
  public Map<String, Object> summary() {
    return summary;
  }

  private static Object sum(Object before, Object now) {
    return before instanceof Number a && now instanceof Number b
        ? a.longValue() + b.longValue()
        : now;
  }

  private FeedReader reader() {
    return Objects.requireNonNull(reader, "no pass has started");
  }

  private Recheck recheck() {
    return Objects.requireNonNull(recheck, "no recheck has started");
  }
}
