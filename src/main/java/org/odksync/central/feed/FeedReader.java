package org.odksync.central.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.odksync.central.client.CentralUrls;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import org.odksync.form.Form;
import org.odksync.warehouse.row.CentralRecord;
import org.odksync.warehouse.row.FeedChunk;

/**
 * Makes one attempt of a pass over a feed of Central. It usually reads one answer. It reads several
 * if Central sends a nextLink, or if storing is so slow that Central would cut its answer. An
 * attempt that resumes a pass starts after the rows that are stored, and keeps the bound of the
 * first attempt. Not thread-safe. Times are Central's, as ISO-8601 UTC.
 */
final class FeedReader {

  /**
   * Central cuts an answer that is not read for two minutes, and holds a database connection for
   * it.
   */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final CentralUrls central;
  private final RunCounters counters;
  private final String feed;
  private final RecordStreams streams;
  private final FeedCursor cursor;
  private final Set<String> followedLinks = new HashSet<>();
  private ChangeWindow window;
  private @Nullable String nextUrl;
  private @Nullable Instant bound;
  private @Nullable Instant latest;
  private @Nullable Instant resumePoint;
  private @Nullable String etag;
  private @Nullable String formHash;
  private boolean versionChecked;
  private boolean newVersion;
  private boolean unchanged;
  private long recordsRead;
  private long recordsInWindow;
  private long rechecked;
  private int requests;
  private @Nullable RecordStream current;
  private Iterator<FeedChunk> rest = Collections.emptyIterator();
  private List<ObjectNode> unstored = List.of();
  private Instant deliveredAt = Instant.EPOCH;
  private Duration readTime = Duration.ZERO;

  /**
   * Starts a pass over the feed of submissions, or resumes one. Requests omit {@code $top}, so that
   * Central streams all rows in one answer: each page would cost it an aggregation over the whole
   * server.
   *
   * @param expand whether each submission contains the rows of all its repeats
   * @param streams how answers are read
   * @param counters of the run
   * @param row of {@code feed/open.sql}; ignored if it is of another form, project or Central
   */
  static FeedReader open(
      CentralUrls central,
      Form form,
      boolean expand,
      RecordStreams streams,
      RunCounters counters,
      Map<String, Object> row) {
    FeedCursor cursor =
        central.source(form).equals(row.get("source")) ? FeedCursor.of(row) : FeedCursor.EMPTY;
    if (cursor.formHash() != null && !form.isCurrent(cursor.formHash())) {
      cursor = cursor.withoutEtag();
    }
    return new FeedReader(central, central.feed(form, expand), streams, counters, cursor);
  }

  private FeedReader(
      CentralUrls central,
      String feed,
      RecordStreams streams,
      RunCounters counters,
      FeedCursor cursor) {
    this.central = central;
    this.counters = counters;
    this.feed = feed;
    this.streams = streams;
    this.cursor = cursor;
    this.bound = cursor.passBound();
    this.latest = cursor.passLatest();
    this.resumePoint = cursor.resumePoint();
    this.formHash = cursor.formHash();
    Instant watermark = cursor.watermark();
    this.window =
        window(watermark == null ? null : watermark.minus(central.overlap()), resumePoint);
    this.nextUrl = url(window);
  }

  /** Whether there is another request to send. */
  boolean hasMore() {
    return nextUrl != null;
  }

  /** The URL of the next request. */
  @Nullable String nextUrl() {
    return nextUrl;
  }

  /**
   * The ETag for a conditional request; null for an unconditional one. An ETag is a hash of the
   * rows that its filter selects, so it is valid for the same filter and the same columns only. A
   * resumed pass is always unconditional: "not modified" would not complete it.
   */
  @Nullable String ifNoneMatch() {
    boolean sameColumns = Objects.equals(formHash, cursor.formHash());
    boolean answeredBefore =
        !versionChecked && !isResumed() && sameColumns && window.filter().equals(cursor.filter());
    return answeredBefore ? cursor.etag() : null;
  }

  /** Whether the filter contains deletedAt, which an older Central refuses. */
  boolean includesDeletes() {
    return window.withDeletes();
  }

  /** Repeats the request without deletedAt, because Central does not support it. */
  void excludeDeletes() {
    central.capabilities().setListsDeletes(false);
    restartWith(window(window.since(), window.until()));
  }

  /** Ends the pass: Central answered that nothing has changed. */
  void markUnchanged() {
    unchanged = true;
    nextUrl = null;
  }

  /** Whether nothing has changed since the last pass. */
  boolean isUnchanged() {
    return unchanged;
  }

  /** Whether this pass resumes an unfinished one. */
  boolean isResumed() {
    return window.until() != null;
  }

  /**
   * Whether this pass reads the whole feed: the first pass, or one for a new version of the form.
   */
  boolean isFullPass() {
    return cursor.filter() == null || newVersion;
  }

  /** Whether the feed has no stored form version yet. */
  boolean hasNoVersion() {
    return formHash == null;
  }

  /** Expects rows of this version of the form. */
  void expectVersion(String hash) {
    formHash = hash;
  }

  /** Whether the form's version must be checked before the current answer is used. */
  boolean needsVersionCheck() {
    return !versionChecked;
  }

  /**
   * Compares the form's version, which was read after the first answer had begun, with that of the
   * last pass. If it is new, all rows are read again: only that fills new columns. The current
   * answer is then unusable, because it may have begun before the new version existed.
   *
   * @param hash Central's hash of the form's definition
   * @param date Central's {@code Date} header of the first answer; it contains all earlier commits
   */
  void checkVersion(String hash, @Nullable String date, @Nullable String answerEtag) {
    if (bound == null) {
      bound = CentralUrls.date(date).orElse(null);
    }
    boolean changed = formHash != null && !formHash.equals(hash);
    formHash = hash;
    if (changed) {
      newVersion = true;
      latest = null;
      resumePoint = null;
      restartWith(window(null, null));
    } else {
      versionChecked = true;
      etag = answerEtag;
      central.capabilities().setSendsEtags(answerEtag != null);
    }
  }

  /** Whether the current answer is usable: it did not begin before a new version of the form. */
  boolean isCurrent() {
    return versionChecked;
  }

  /**
   * The records of an answer in chunks, as they arrive. Reads one chunk ahead, so that Central
   * sends while a chunk is stored. Refuses to deliver the next chunk until {@link #markStored}, so
   * that a pass stops at the first chunk that was not stored.
   *
   * @param rows makes the rows of a chunk, in a reader's thread
   */
  Iterator<FeedChunk> chunks(InputStream answer, Function<List<ObjectNode>, FeedChunk> rows) {
    RecordStream stream = new RecordStream(answer, streams.maxRecords());
    Iterator<FeedChunk> chunks = new ReadAhead<>(stream, rows, streams.readers());
    current = stream;
    rest = chunks;
    requests++;
    followAtEnd();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return stream == current && chunks.hasNext();
      }

      @Override
      public FeedChunk next() {
        if (!unstored.isEmpty()) {
          throw new IllegalStateException("the previous chunk was not stored");
        }
        Instant start = central.clock().instant();
        FeedChunk chunk = chunks.next();
        unstored = chunk.records();
        deliveredAt = central.clock().instant();
        readTime = readTime.plus(Duration.between(start, deliveredAt));
        return chunk;
      }
    };
  }

  /** The last chunk is stored. */
  void markStored() {
    unstored.forEach(this::track);
    counters.addStored(unstored);
    unstored = List.of();
    boolean slow = deliveredAt.plus(LONGEST_PAUSE).isBefore(central.clock().instant());
    if (slow && rest.hasNext()) {
      // requests the rest, because Central may cut the current answer at any moment
      restartWith(window(window.since(), resumePoint));
    } else {
      followAtEnd();
    }
  }

  /** Aborts the connection of an answer that was not read and stored completely. */
  void abort() {
    if (current != null) {
      current.abort();
    }
  }

  /** Counts rechecked submissions. */
  void markRechecked(Recheck recheck) {
    counters.addStored(recheck.lastRecords());
    rechecked += recheck.size();
  }

  /** Whether Central sent the feed in pages. These end silently when the cursor row is purged. */
  boolean isPaged() {
    return !followedLinks.isEmpty();
  }

  /** The URL that counts the records of the current filter. */
  String countUrl() {
    return CentralUrls.count(feed, CentralUrls.encoded(window.filter()));
  }

  /**
   * Compares the number of records read with Central's count.
   *
   * @throws SyncFailure if some are missing
   */
  void checkCount(Map<String, Object> answer) {
    long count = ((Number) answer.getOrDefault("@odata.count", 0)).longValue();
    if (recordsInWindow < count) {
      throw new SyncFailure(
          ErrorClass.NETWORK,
          "Central's pages ended after %d of %d records; the next run tries again"
              .formatted(recordsInWindow, count),
          null);
    }
  }

  /** When the first attempt of this pass began; empty if that is unknown. */
  String bound() {
    return text(bound);
  }

  /** The latest change that any attempt of this pass has stored; empty for none. */
  String latest() {
    return text(latest);
  }

  /** The earliest submission that any attempt of this pass has stored; empty for none. */
  String resumePoint() {
    return text(resumePoint);
  }

  /**
   * The watermark after the pass: the latest change stored, but not after the pass began; empty for
   * none.
   */
  String watermark() {
    if (latest == null || bound == null) {
      return "";
    }
    return text(latest.isBefore(bound) ? latest : bound);
  }

  /** The version of the form whose rows are requested; empty if none is known. */
  String formHash() {
    return formHash == null ? "" : formHash;
  }

  /** The filter that {@link #etag} belongs to. */
  String filter() {
    return window.filter();
  }

  /** The ETag of the pass; empty if it took several answers, which have one each. */
  String etag() {
    return followedLinks.isEmpty() && etag != null ? etag : "";
  }

  /** Values for the run's metadata. */
  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    if (rechecked > 0) {
      summary.put("rechecked", rechecked);
    }
    if (unchanged) {
      summary.put("no_change", true);
      return summary;
    }
    summary.put("records_read", recordsRead);
    summary.put("requests", requests);
    summary.put("read_ms", readTime.toMillis());
    summary.put("watermark", watermark());
    return summary;
  }

  private void restartWith(ChangeWindow newWindow) {
    if (current != null) {
      current.close();
    }
    window = newWindow;
    nextUrl = url(newWindow);
    current = null;
    etag = null;
    followedLinks.clear();
    recordsInWindow = 0;
  }

  private ChangeWindow window(@Nullable Instant since, @Nullable Instant until) {
    return new ChangeWindow(
        since == null ? ChangeWindow.BEGINNING : since,
        until,
        central.capabilities().listsDeletes());
  }

  private String url(ChangeWindow requested) {
    return feed + "%24filter=" + CentralUrls.encoded(requested.filter());
  }

  private void track(ObjectNode record) {
    recordsRead++;
    recordsInWindow++;
    latest = latest(latest, CentralRecord.changed(record));
    resumePoint = earliest(resumePoint, CentralRecord.submitted(record));
  }

  private static @Nullable Instant latest(@Nullable Instant known, Optional<Instant> seen) {
    return seen.filter(time -> known == null || time.isAfter(known)).orElse(known);
  }

  private static @Nullable Instant earliest(@Nullable Instant known, Optional<Instant> seen) {
    return seen.filter(time -> known == null || time.isBefore(known)).orElse(known);
  }

  /** Determines the next request when the last chunk of the answer is stored. */
  private void followAtEnd() {
    if (current != null && !rest.hasNext() && unstored.isEmpty()) {
      follow(current.nextLink());
    }
  }

  /** Uses only the query of the link, so that an answer cannot redirect us to another host. */
  private void follow(@Nullable String nextLink) {
    if (nextLink == null) {
      nextUrl = null;
      return;
    }
    if (!followedLinks.add(nextLink)) {
      throw new SyncFailure(
          ErrorClass.NETWORK, "Central's nextLink leads in a circle: look at its log", null);
    }
    int query = nextLink.indexOf('?');
    nextUrl = feed.replaceAll("\\?.*", "") + (query < 0 ? "" : nextLink.substring(query));
  }

  private static String text(@Nullable Instant time) {
    return time == null ? "" : time.toString();
  }
}
