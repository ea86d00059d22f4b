package org.odksync.central.feed;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which submissions a walk asks for. No single timestamp of Central is complete: an edit moves only
 * updatedAt, which is null until then, and a delete only deletedAt; naming that one also switches
 * off the hiding of deleted rows. The bounds are inclusive, because rows share milliseconds.
 *
 * @param since changes from here on; {@link #BEGINNING} for all there is
 * @param until only rows submitted up to here, where a walk that broke off goes on: rows come
 *     newest first; null for all
 * @param withDeletes whether to ask for deletes too: Central before 2024.3 refuses to be asked
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

  /** A time in a filter. Central's have milliseconds. */
  public static String literal(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MILLIS));
  }
}
