package org.odksync.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.row.CentralRecord;
import org.odksync.run.ErrorClass;
import org.odksync.run.SyncFailure;

/**
 * One pass over a feed of Central, usually one answer, several where Central sends a nextLink. It
 * may take several attempts: each begins where the one before has stored to, and keeps the bound of
 * the first. Used by one run, in one thread. Times are Central's, as ISO-8601 UTC.
 */
public final class Walk {

  private final String feed;
  private final Duration overlap;
  private final Cursor cursor;
  private final Set<String> followed = new HashSet<>();
  private Window window;
  private @Nullable String next;
  private @Nullable Instant bound;
  private @Nullable Instant latest;
  private @Nullable Instant resumePoint;
  private @Nullable String etag;
  private boolean begun;
  private boolean unchanged;
  private long records;
  private @Nullable RecordStream arriving;
  private List<ObjectNode> taken = List.of();

  Walk(String feed, Duration overlap, Cursor cursor) {
    this.feed = feed;
    this.overlap = overlap;
    this.cursor = cursor;
    this.bound = cursor.walkBound();
    this.latest = cursor.walkLatest();
    this.resumePoint = cursor.resumePoint();
    this.window = window(cursor.watermark(), resumePoint);
    this.next = address(window);
  }

  /** Whether there is something left to ask for. */
  public boolean isUnfinished() {
    return next != null;
  }

  /** What to ask Central for now. */
  public @Nullable String getNext() {
    return next;
  }

  /**
   * The ETag that makes this request a question whether anything has changed; null to get the rows
   * in any case. An ETag is a hash over the rows that its filter selects: it says nothing about
   * another filter, and nothing about how the columns are now.
   */
  public @Nullable String getIfNoneMatch() {
    boolean answeredBefore = !begun && window.filter().equals(cursor.filter());
    return answeredBefore ? cursor.etag() : null;
  }

  /** Central has answered that nothing has changed. */
  public void unchanged() {
    unchanged = true;
    next = null;
  }

  /** Whether nothing has changed since the last walk: then there is nothing to write either. */
  public boolean isUnchanged() {
    return unchanged;
  }

  /** Whether the answer that has come now is the first. */
  public boolean isBeginning() {
    return !begun;
  }

  /**
   * The form's version for which rows come now, known after the first answer has begun. With
   * another one than at the last walk all rows are read again: only that fills new columns. The
   * answer at hand is then worth nothing.
   *
   * @param hash Central's hash of the form's definition
   * @param date Central's {@code Date} header of the first answer: what was committed before is in
   *     it
   */
  public void begin(
      @Variable("form_hash") String hash,
      @Variable("answer_date") @Nullable String date,
      @Variable("answer_etag") @Nullable String answered) {
    begun = true;
    if (bound == null && date != null) {
      bound = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
    boolean newVersion = cursor.formHash() != null && !cursor.formHash().equals(hash);
    if (newVersion && (cursor.watermark() != null || resumePoint != null)) {
      latest = null;
      resumePoint = null;
      window = window(null, null);
      next = address(window);
    } else {
      etag = answered;
    }
  }

  /** Whether the answer at hand is the one that is asked for, not one of before a new version. */
  public boolean isCurrent(@Variable("url") String url) {
    return url.equals(next);
  }

  /**
   * The records of an answer, in chunks, each as soon as it has arrived. A chunk is given only when
   * the one before was {@link #stored}: a walk that broke off is not read on.
   */
  public Iterator<List<ObjectNode>> chunks(@Body InputStream answer) {
    RecordStream stream = new RecordStream(answer);
    arriving = stream;
    followAtEnd();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return stream.hasNext();
      }

      @Override
      public List<ObjectNode> next() {
        if (!taken.isEmpty()) {
          throw new IllegalStateException("the chunk before was not stored");
        }
        taken = stream.next();
        return taken;
      }
    };
  }

  /** The chunk that was given last is in the warehouse. */
  public void stored() {
    taken.forEach(this::see);
    taken = List.of();
    followAtEnd();
  }

  /** When the first attempt of this walk began; empty when that is not known. */
  public String bound() {
    return text(bound);
  }

  /** The latest change that any attempt of this walk has stored; empty for none. */
  public String latest() {
    return text(latest);
  }

  /** The earliest submission that any attempt of this walk has stored; empty for none. */
  public String resumePoint() {
    return text(resumePoint);
  }

  /**
   * Up to when everything is stored once the walk is finished: the latest change stored, but not
   * after the walk began; empty when there was none.
   */
  public String watermark() {
    if (latest == null || bound == null) {
      return "";
    }
    return text(latest.isBefore(bound) ? latest : bound);
  }

  /** The filter that the {@link #etag} belongs to. */
  public String filter() {
    return window.filter();
  }

  /** Of the whole walk; empty when it took several answers, which have one each. */
  public String etag() {
    return followed.isEmpty() && etag != null ? etag : "";
  }

  /** For the run's metadata. */
  public Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    if (unchanged) {
      summary.put("no_change", true);
      return summary;
    }
    summary.put("records_read", records);
    summary.put("requests", followed.size() + 1);
    summary.put("watermark", watermark());
    return summary;
  }

  private Window window(@Nullable Instant watermark, @Nullable Instant until) {
    return new Window(watermark == null ? Window.BEGINNING : watermark.minus(overlap), until);
  }

  private String address(Window asked) {
    return feed + "%24filter=" + CentralAddress.encoded(asked.filter());
  }

  private void see(ObjectNode record) {
    records++;
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
