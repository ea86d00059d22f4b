package org.odksync.central.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.odksync.central.client.CentralUrls;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import org.odksync.form.Form;
import org.odksync.warehouse.row.CentralRecord;

/**
 * One pass over a feed of Central, usually one answer; several where Central sends a nextLink, or
 * where storing takes so long that it would cut its answer. It may take several attempts: each
 * begins where the one before has stored to, and keeps the bound of the first. Used by one run, in
 * one thread. Times are Central's, as ISO-8601 UTC.
 */
final class FeedReader {

  /**
   * Central cuts an answer that nobody reads from for two minutes, and keeps a connection for it.
   */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final CentralUrls central;
  private final RunCounters tally;
  private final String feed;
  private final int chunkRecords;
  private final FeedCursor cursor;
  private final Set<String> followed = new HashSet<>();
  private ChangeWindow window;
  private @Nullable String next;
  private @Nullable Instant bound;
  private @Nullable Instant latest;
  private @Nullable Instant resumePoint;
  private @Nullable String etag;
  private @Nullable String formHash;
  private boolean begun;
  private boolean renewed;
  private boolean unchanged;
  private long records;
  private long ofWindow;
  private long rechecked;
  private int requests;
  private @Nullable RecordStream arriving;
  private List<ObjectNode> taken = List.of();
  private Instant given = Instant.EPOCH;
  private Duration reading = Duration.ZERO;

  /**
   * Begins, or goes on with, a walk over the feed of submissions. The feed is asked without {@code
   * $top}: Central then streams all rows in one answer, where each page would cost it an
   * aggregation over the whole server.
   *
   * @param expand whether each submission holds the rows of all its repeats
   * @param chunkRecords how many records are stored together
   * @param tally of the run
   * @param row of {@code feed/open.sql}; what is stored of another form, project or Central says
   *     nothing about this one
   */
  static FeedReader open(
      CentralUrls central,
      Form form,
      boolean expand,
      int chunkRecords,
      RunCounters tally,
      Map<String, Object> row) {
    FeedCursor cursor =
        central.source(form).equals(row.get("source")) ? FeedCursor.of(row) : FeedCursor.NOTHING;
    if (cursor.formHash() != null && !form.isAsSet(cursor.formHash())) {
      cursor = cursor.withoutEtag();
    }
    return new FeedReader(central, central.feed(form, expand), chunkRecords, tally, cursor);
  }

  private FeedReader(
      CentralUrls central, String feed, int chunkRecords, RunCounters tally, FeedCursor cursor) {
    this.central = central;
    this.tally = tally;
    this.feed = feed;
    this.chunkRecords = chunkRecords;
    this.cursor = cursor;
    this.bound = cursor.walkBound();
    this.latest = cursor.walkLatest();
    this.resumePoint = cursor.resumePoint();
    this.formHash = cursor.formHash();
    Instant watermark = cursor.watermark();
    this.window =
        window(watermark == null ? null : watermark.minus(central.overlap()), resumePoint);
    this.next = address(window);
  }

  /** Whether there is something left to ask for. */
  boolean isUnfinished() {
    return next != null;
  }

  /** What to ask Central for now. */
  @Nullable String next() {
    return next;
  }

  /**
   * The ETag that makes this request a question whether anything has changed; null to get the rows
   * in any case. An ETag is a hash over the rows that its filter selects: it says nothing about
   * another filter, and nothing about how the columns are now. What a walk has left that broke off
   * is always read: that it has not changed would not end that walk.
   */
  @Nullable String ifNoneMatch() {
    boolean sameColumns = Objects.equals(formHash, cursor.formHash());
    boolean answeredBefore =
        !begun && !isContinued() && sameColumns && window.filter().equals(cursor.filter());
    return answeredBefore ? cursor.etag() : null;
  }

  /** Whether this Central may be too old to be asked for deletes. */
  boolean isAskingForDeletes() {
    return window.withDeletes();
  }

  /** Central does not know what a delete is: asks it again without. */
  void askWithoutDeletes() {
    central.release().tellsOfDeletes(false);
    turnTo(window(window.since(), window.until()));
  }

  /** Central has answered that nothing has changed. */
  void unchanged() {
    unchanged = true;
    next = null;
  }

  /** Whether nothing has changed since the last walk: then there is nothing to write either. */
  boolean isUnchanged() {
    return unchanged;
  }

  /** Whether this walk reads only what is left of one that broke off. */
  boolean isContinued() {
    return window.until() != null;
  }

  /** Whether it reads the feed from its beginning: as the first one, or for a new version. */
  boolean isWhole() {
    return cursor.filter() == null || renewed;
  }

  /** Whether nothing was ever stored: then no version of the form is known to have been. */
  boolean isOfUnknownVersion() {
    return formHash == null;
  }

  /** Rows of this version of the form are asked for now. */
  void expect(String hash) {
    formHash = hash;
  }

  /** Whether the answer that has come now is the first that counts. */
  boolean isBeginning() {
    return !begun;
  }

  /**
   * The form's version, looked at after the first answer has begun. If it is another one than at
   * the last walk, all rows are read again: only that fills new columns. The answer at hand is then
   * worth nothing, because it may have begun before the new version was there.
   *
   * @param hash Central's hash of the form's definition
   * @param date Central's {@code Date} header of the first answer: what was committed before is in
   *     it
   */
  void begin(String hash, @Nullable String date, @Nullable String answered) {
    if (bound == null) {
      bound = CentralUrls.date(date).orElse(null);
    }
    boolean newVersion = formHash != null && !formHash.equals(hash);
    formHash = hash;
    if (newVersion) {
      renewed = true;
      latest = null;
      resumePoint = null;
      turnTo(window(null, null));
    } else {
      begun = true;
      etag = answered;
      central.release().sendsEtags(answered != null);
    }
  }

  /** Whether the answer at hand counts, and is not one of before a new version of the form. */
  boolean isCurrent() {
    return begun;
  }

  /**
   * The records of an answer, in chunks, each as soon as it has arrived. A chunk is given only when
   * the one before was {@link #stored}: a walk that broke off is not read on.
   */
  Iterator<List<ObjectNode>> chunks(InputStream answer) {
    RecordStream stream = new RecordStream(answer, chunkRecords);
    arriving = stream;
    requests++;
    followAtEnd();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return stream == arriving && stream.hasNext();
      }

      @Override
      public List<ObjectNode> next() {
        if (!taken.isEmpty()) {
          throw new IllegalStateException("the chunk before was not stored");
        }
        Instant begun = central.clock().instant();
        taken = stream.next();
        given = central.clock().instant();
        reading = reading.plus(Duration.between(begun, given));
        return taken;
      }
    };
  }

  /** The chunk that was given last is in the warehouse. */
  void stored() {
    taken.forEach(this::see);
    tally.stored(taken);
    taken = List.of();
    boolean slow = given.plus(LONGEST_PAUSE).isBefore(central.clock().instant());
    if (slow && arriving != null && arriving.hasNext()) {
      // what is left is asked for anew: the answer at hand may be cut at any moment
      turnTo(window(window.since(), resumePoint));
    } else {
      followAtEnd();
    }
  }

  /** The answer was not read or stored to its end; its connection ends. */
  void brokenOff() {
    if (arriving != null) {
      arriving.abandon();
    }
  }

  /** Submissions that were in doubt were read again. */
  void rechecked(Recheck again) {
    tally.stored(again.read());
    rechecked += again.size();
  }

  /** Whether Central has sent the feed in pages, which end without a word when one was purged. */
  boolean isPaged() {
    return !followed.isEmpty();
  }

  /** Asks how many records there are of those that were asked for last. */
  String countAddress() {
    return CentralUrls.count(feed, CentralUrls.encoded(window.filter()));
  }

  /**
   * Compares what was read with how many records Central says there are.
   *
   * @throws SyncFailure when some are missing
   */
  void check(Map<String, Object> answer) {
    long count = ((Number) answer.getOrDefault("@odata.count", 0)).longValue();
    if (ofWindow < count) {
      throw new SyncFailure(
          ErrorClass.NETWORK,
          "Central's pages ended after %d of %d records; the next run tries again"
              .formatted(ofWindow, count),
          null);
    }
  }

  /** When the first attempt of this walk began; empty when that is not known. */
  String bound() {
    return text(bound);
  }

  /** The latest change that any attempt of this walk has stored; empty for none. */
  String latest() {
    return text(latest);
  }

  /** The earliest submission that any attempt of this walk has stored; empty for none. */
  String resumePoint() {
    return text(resumePoint);
  }

  /**
   * Up to when everything is stored once the walk is finished: the latest change stored, but not
   * after the walk began; empty when there was none.
   */
  String watermark() {
    if (latest == null || bound == null) {
      return "";
    }
    return text(latest.isBefore(bound) ? latest : bound);
  }

  /** The version of the form whose rows are asked for; empty when none is known. */
  String formHash() {
    return formHash == null ? "" : formHash;
  }

  /** The filter that the {@link #etag} belongs to. */
  String filter() {
    return window.filter();
  }

  /** Of the whole walk; empty when it took several answers, which have one each. */
  String etag() {
    return followed.isEmpty() && etag != null ? etag : "";
  }

  /** For the run's metadata. */
  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    if (rechecked > 0) {
      summary.put("rechecked", rechecked);
    }
    if (unchanged) {
      summary.put("no_change", true);
      return summary;
    }
    summary.put("records_read", records);
    summary.put("requests", requests);
    summary.put("read_ms", reading.toMillis());
    summary.put("watermark", watermark());
    return summary;
  }

  private void turnTo(ChangeWindow other) {
    if (arriving != null) {
      arriving.close();
    }
    window = other;
    next = address(other);
    arriving = null;
    etag = null;
    followed.clear();
    ofWindow = 0;
  }

  private ChangeWindow window(@Nullable Instant since, @Nullable Instant until) {
    return new ChangeWindow(
        since == null ? ChangeWindow.BEGINNING : since,
        until,
        central.release().isTellingOfDeletes());
  }

  private String address(ChangeWindow asked) {
    return feed + "%24filter=" + CentralUrls.encoded(asked.filter());
  }

  private void see(ObjectNode record) {
    records++;
    ofWindow++;
    latest = extreme(latest, CentralRecord.changed(record), true);
    resumePoint = extreme(resumePoint, CentralRecord.submitted(record), false);
  }

  private static @Nullable Instant extreme(
      @Nullable Instant known, Optional<Instant> seen, boolean later) {
    if (seen.isEmpty() || (known != null && known.isAfter(seen.get()) == later)) {
      return known;
    }
    return seen.get();
  }

  /** The last chunk of an answer is stored, or there was none: what comes after this answer? */
  private void followAtEnd() {
    if (arriving != null && !arriving.hasNext() && taken.isEmpty()) {
      follow(arriving.nextLink());
    }
  }

  /** Only the query of the link is used: the answer of a server does not choose whom we ask. */
  private void follow(@Nullable String nextLink) {
    if (nextLink == null) {
      next = null;
      return;
    }
    if (!followed.add(nextLink)) {
      throw new SyncFailure(
          ErrorClass.NETWORK, "Central's nextLink leads in a circle: look at its log", null);
    }
    int query = nextLink.indexOf('?');
    next = feed.replaceAll("\\?.*", "") + (query < 0 ? "" : nextLink.substring(query));
  }

  private static String text(@Nullable Instant time) {
    return time == null ? "" : time.toString();
  }
}
