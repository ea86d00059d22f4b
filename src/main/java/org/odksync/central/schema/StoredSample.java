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
 * Whether the submissions of a table are those of a form: some of them, taken at random, are asked
 * for by their ids, a bounded number in a request. Used by one run, in one thread.
 */
final class StoredSample {

  private static final int ALL = 100;

  /** Percent of the submissions that a Central has which is the same one at another address. */
  private static final int AT_NEW_ADDRESS = 90;

  /** The same of the form that a table without a record is of. */
  private static final int OF_OWNER = 50;

  private final CentralUrls central;
  private final Form form;
  private final int size;
  private List<Map<String, Object>> left;
  private int found;

  /**
   * @param rows of {@code form/sample.sql}
   */
  StoredSample(CentralUrls central, Form form, List<Map<String, Object>> rows) {
    this.central = central;
    this.form = form;
    this.size = rows.size();
    this.left = rows;
  }

  /** Whether there are submissions to be asked for. */
  public boolean isAsking() {
    return !left.isEmpty();
  }

  /** Those to ask Central for now. */
  public Recheck next() {
    return new Recheck(central, form, false, left);
  }

  /** Central has answered. */
  public void answered(Recheck asked, InputStream answer) {
    found +=
        (int) asked.records(answer).stream().filter(each -> !CentralRecord.isGone(each)).count();
    left = left.subList(asked.size(), left.size());
  }

  /**
   * Decides.
   *
   * @return what is to be warned of; empty for nothing
   * @throws SyncFailure when the table holds the submissions of another form
   */
  public String judge() {
    boolean moved = form.hasMoved();
    int enough = moved ? AT_NEW_ADDRESS : OF_OWNER;
    boolean isOurs = (long) found * ALL >= (long) size * enough;
    String there =
        String.format(
            Locale.ROOT, "%d of %d submissions of the tables of %s", found, size, form.getPrefix());
    if (!isOurs) {
      throw new SyncFailure(
          ErrorClass.CONFIG,
          "only %s are in form %s of project %s at this Central, so they belong to another form%s: %s"
              .formatted(
                  there,
                  form.getId(),
                  form.getProject(),
                  moved ? " than at %s before".formatted(form.recordedCentral()) : "",
                  "correct ODK_BASE_URL, ODK_PROJECT_ID or ODK_FORM_ID, or give the form a prefix of its own in its file"),
          null);
    }
    return moved && size > 0
        ? "%s are at the new address of Central (before: %s), so they go on, and all submissions are read again"
            .formatted(there, form.recordedCentral())
        : "";
  }
}
