package org.odksync.central.feed;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Selects the submissions of a pass. No single timestamp of Central covers all changes: an edit
 * sets only updatedAt (null until then); a delete sets only deletedAt. A filter on deletedAt also
 * makes Central list deleted rows. The bounds are inclusive, because rows can share a millisecond.
 *
 * @param since changes from this time on; {@link #BEGINNING} for all
 * @param until only rows submitted up to this time, to resume a pass (rows arrive newest first);
 *     null for all
 * @param withDeletes whether to include deletes; Central before 2024.3 refuses this
 */
public record ChangeWindow(Instant since, @Nullable Instant until, boolean withDeletes) {

  /** Before every change. */
  public static final Instant BEGINNING = Instant.EPOCH;

  /** Central's {@code $filter}, not URL-encoded. */
  public String filter() {
    String changed =
        "__system/submissionDate ge %1$s or __system/updatedAt ge %1$s".formatted(literal(since));
    if (withDeletes) {
      changed += " or __system/deletedAt ge " + literal(since);
    }
    return until == null
        ? changed
        : "(%s) and __system/submissionDate le %s".formatted(changed, literal(until));
  }

  /** A time in a filter, in Central's precision of milliseconds. */
  public static String literal(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MILLIS));
  }
}
