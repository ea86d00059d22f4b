package org.odksync.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.odksync.row.CentralRecord;
import org.odksync.run.ErrorClass;
import org.odksync.run.SyncFailure;

/**
 * One pass over a feed of Central: usually one answer, several where Central sends a nextLink. Used
 * by one run, in one thread.
 */
public final class Walk {

  private final String feed;
  private final Set<String> followed = new HashSet<>();
  private @Nullable String next;
  private @Nullable Instant bound;
  private @Nullable Instant latest;
  private long records;
  private @Nullable RecordStream arriving;
  private List<ObjectNode> taken = List.of();

  private Walk(String url) {
    this.feed = url.replaceAll("\\?.*", "");
    this.next = url;
  }

  /**
   * @param url of the feed, with its query
   */
  public static Walk of(String url) {
    return new Walk(url);
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
   * The records of an answer, in chunks, each as soon as it has arrived. A chunk is given only when
   * the one before was {@link #stored}: a walk that broke off is not read on.
   *
   * @param date Central's {@code Date} header
   */
  public Iterator<List<ObjectNode>> chunks(
      @Body InputStream answer, @Header("Date") @Nullable String date) {
    if (bound == null && date != null) {
      bound = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
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

  /**
   * Up to when everything is stored once the walk is finished: the latest change seen, but not
   * after the walk began; null when there was none. Central's clock, ISO-8601 UTC.
   */
  public @Nullable String watermark() {
    if (latest == null || bound == null) {
      return null;
    }
    return (latest.isBefore(bound) ? latest : bound).toString();
  }

  /** For the run's metadata. */
  public Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("records_read", records);
    summary.put("requests", followed.size() + 1);
    String watermark = watermark();
    if (watermark != null) {
      summary.put("watermark", watermark);
    }
    return summary;
  }

  private void see(ObjectNode record) {
    records++;
    CentralRecord.changed(record)
        .filter(changed -> latest == null || changed.isAfter(latest))
        .ifPresent(changed -> latest = changed);
  }

  /** The last chunk of an answer is stored, or there was none: what comes after this answer? */
  private void followAtEnd() {
    if (arriving != null && !arriving.hasNext()) {
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
    next = feed + (query < 0 ? "" : nextLink.substring(query));
  }
}
