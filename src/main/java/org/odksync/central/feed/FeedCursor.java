package org.odksync.central.feed;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cursor of a feed: a row of odk_sync_cursor.
 *
 * @param watermark every change up to this time is stored; null for none
 * @param passBound when the first attempt of an unfinished pass began
 * @param passLatest the latest change that an unfinished pass has stored
 * @param resumePoint the earliest submission that an unfinished pass has stored
 * @param filter the exact filter that the ETag belongs to
 * @param formHash the form's version at the last pass
 */
record FeedCursor(
    @Nullable Instant watermark,
    @Nullable Instant passBound,
    @Nullable Instant passLatest,
    @Nullable Instant resumePoint,
    @Nullable String filter,
    @Nullable String etag,
    @Nullable String formHash) {

  /** The cursor of a feed that was never read. */
  static final FeedCursor EMPTY = new FeedCursor(null, null, null, null, null, null, null);

  /** The same without an ETag, so that the next request is unconditional. */
  FeedCursor withoutEtag() {
    return new FeedCursor(watermark, passBound, passLatest, resumePoint, filter, null, formHash);
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
