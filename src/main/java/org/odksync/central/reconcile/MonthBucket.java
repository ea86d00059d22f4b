package org.odksync.central.reconcile;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.odksync.central.client.CentralUrls;
import org.odksync.central.feed.ChangeWindow;

/**
 * The submissions that arrived, or were last edited, in one month (UTC). The first bucket includes
 * everything earlier, the last one everything later.
 */
record MonthBucket(boolean byUpdate, YearMonth month, boolean isFirst, boolean isLast) {

  static YearMonth month(Instant time) {
    return YearMonth.from(time.atZone(ZoneOffset.UTC));
  }

  static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The inclusive start, as a PostgreSQL timestamp. */
  String from() {
    return isFirst ? "-infinity" : start(month).toString();
  }

  /** The exclusive end, as a PostgreSQL timestamp. */
  String to() {
    return isLast ? "infinity" : start(month.plusMonths(1)).toString();
  }

  /** Central's {@code $filter}, URL-encoded. */
  String filter() {
    String time = "__system/" + (byUpdate ? "updatedAt" : "submissionDate");
    String filter =
        time + " ge " + ChangeWindow.literal(isFirst ? ChangeWindow.BEGINNING : start(month));
    if (!isLast) {
      filter += " and " + time + " lt " + ChangeWindow.literal(start(month.plusMonths(1)));
    }
    return CentralUrls.encoded(filter);
  }
}
