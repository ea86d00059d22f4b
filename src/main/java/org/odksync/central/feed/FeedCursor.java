package org.odksync.central.feed;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a feed is stored: a row of odk_sync_cursor.
 *
 * @param watermark every change up to here is stored; null for none
 * @param walkBound when the first attempt of an unfinished walk began
 * @param walkLatest the latest change that an unfinished walk has stored
 * @param resumePoint the earliest submission that an unfinished walk has stored
 * @param filter the exact filter that the ETag answered
 * @param formHash the form's version at the last walk
 */
record FeedCursor(
    @Nullable Instant watermark,
    @Nullable Instant walkBound,
    @Nullable Instant walkLatest,
    @Nullable Instant resumePoint,
    @Nullable String filter,
    @Nullable String etag,
    @Nullable String formHash) {

  /** A feed of which nothing is stored. */
  static final FeedCursor NOTHING = new FeedCursor(null, null, null, null, null, null, null);

  /** The same, so that the rows are asked for whether they have changed or not. */
  FeedCursor withoutEtag() {
    return new FeedCursor(watermark, walkBound, walkLatest, resumePoint, filter, null, formHash);
  }

  /**
   * @param row of {@code feed/open.sql}, times as ISO-8601 UTC
   */
  static FeedCursor of(Map<String, Object> row) {
    return new FeedCursor(
        time(row, "watermark"),
        time(row, "walk_bound"),
        time(row, "walk_latest"),
        time(row, "resume_point"),
        text(row, "filter"),
        text(row, "etag"),
        text(row, "form_hash"));
  }

  private static @Nullable Instant time(Map<String, Object> row, String column) {
    String text = text(row, column);
    return text == null ? null : Instant.parse(text);
  }

  private static @Nullable String text(Map<String, Object> row, String column) {
    return (String) row.get(column);
  }
}
