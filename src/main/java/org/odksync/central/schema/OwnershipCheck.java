package org.odksync.central.schema;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.odksync.central.client.CentralUrls;
import org.odksync.central.feed.Recheck;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import org.odksync.form.Form;
import org.odksync.warehouse.row.CentralRecord;

/**
 * Checks whether a table holds the submissions of a form: requests random ones by id from Central,
 * a bounded number per request. Not thread-safe.
 */
final class OwnershipCheck {

  private static final int PERCENT = 100;

  /** Minimum percentage that Central must have if only its address has changed. */
  private static final int AT_NEW_ADDRESS = 90;

  /** Minimum percentage that Central must have if no owner is recorded. */
  private static final int OF_OWNER = 50;

  private final CentralUrls central;
  private final Form form;
  private final int size;
  private List<Map<String, Object>> remaining;
  private int found;

  /**
   * @param rows of {@code form/sample.sql}
   */
  OwnershipCheck(CentralUrls central, Form form, List<Map<String, Object>> rows) {
    this.central = central;
    this.form = form;
    this.size = rows.size();
    this.remaining = rows;
  }

  /** Whether there are submissions left to request. */
  public boolean hasNext() {
    return !remaining.isEmpty();
  }

  /** The next submissions to request. */
  public Recheck next() {
    return new Recheck(central, form, false, remaining);
  }

  /** Counts the submissions in an answer. */
  public void addAnswer(Recheck recheck, InputStream answer) {
    found +=
        (int) recheck.records(answer).stream().filter(each -> !CentralRecord.isGone(each)).count();
    remaining = remaining.subList(recheck.size(), remaining.size());
  }

  /**
   * Decides whether the table belongs to the form.
   *
   * @return a warning for the log; empty for none
   * @throws SyncFailure if the table holds the submissions of another form
   */
  public String decide() {
    boolean moved = form.hasMoved();
    int minimum = moved ? AT_NEW_ADDRESS : OF_OWNER;
    boolean isOwner = (long) found * PERCENT >= (long) size * minimum;
    String result =
        String.format(
            Locale.ROOT, "%d of %d submissions of the tables of %s", found, size, form.getPrefix());
    if (!isOwner) {
      throw new SyncFailure(
          ErrorClass.CONFIG,
          "only %s are in form %s of project %s at this Central, so they belong to another form%s: %s"
              .formatted(
                  result,
                  form.getId(),
                  form.getProject(),
                  moved ? " than at %s before".formatted(form.recordedCentral()) : "",
                  "correct ODK_BASE_URL, ODK_PROJECT_ID or ODK_FORM_ID, or give the form a prefix of its own in its file"),
          null);
    }
    return moved && size > 0
        ? "%s exist at the new address of Central (before: %s), so the tables are kept and all submissions are read again"
            .formatted(result, form.recordedCentral())
        : "";
  }
}
