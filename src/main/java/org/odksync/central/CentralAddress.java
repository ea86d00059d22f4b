package org.odksync.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;
import org.odksync.form.Form;
import org.odksync.run.ErrorClass;
import org.odksync.run.SyncFailure;

/** Where things are in Central. Every id and name becomes one path segment, whatever it holds. */
public final class CentralAddress {

  private final URI base;
  private final Duration overlap;
  private final InstantSource clock;
  private final Release release = new Release();

  /**
   * @param overlap how far a window reaches back before the watermark: Central takes its timestamps
   *     before it commits, so a row may become visible after later ones
   * @param clock ours, to measure how long something takes, and where Central does not tell the
   *     time
   */
  public CentralAddress(URI base, Duration overlap, InstantSource clock) {
    this.base = base;
    this.overlap = overlap;
    this.clock = clock;
  }

  public String form(Form form) {
    return base
        + "/v1/projects/%s/forms/%s".formatted(encoded(form.getProject()), encoded(form.getId()));
  }

  /** The form as people see it; that of a submission is below it. */
  public String page(Form form) {
    return base
        + "/projects/%s/forms/%s".formatted(encoded(form.getProject()), encoded(form.getId()));
  }

  public String fields(Form form) {
    return form(form) + "/fields?odata=true";
  }

  /** The definition of the form, as XML. */
  public String definition(Form form) {
    return form(form) + ".xml";
  }

  /** Asks how many submissions there are. */
  public String number(Form form) {
    return feed(form, false) + "%24top=0&%24count=true";
  }

  /** Asks how many submissions are deleted and not purged yet; Central before 2024.3 refuses. */
  public String numberOfDeletes(Form form) {
    return count(feed(form, false), Reconciliation.DELETED);
  }

  /** All submissions that are not deleted, with the rows of all their repeats. */
  public String submissions(Form form) {
    return feed(form, true);
  }

  /** Ids and {@code __system} of all submissions that are not deleted. */
  public String versions(Form form) {
    return feed(form, false) + Reconciliation.VERSION;
  }

  /** The records of an answer, in chunks, each as soon as it has arrived. */
  public Iterator<List<ObjectNode>> records(InputStream answer) {
    return new RecordStream(answer);
  }

  /** The list of the files that a submission announces. */
  public String attachments(Form form, String submissionId) {
    return form(form) + "/submissions/%s/attachments".formatted(encoded(submissionId));
  }

  public String attachment(Form form, String submissionId, String fileName) {
    return attachments(form, submissionId) + "/" + encoded(fileName);
  }

  /**
   * Where Central's own store holds a file that Central does not send itself. That address is safe
   * from eavesdroppers if Central's is.
   *
   * @param location of a redirect
   * @throws SyncFailure when it is no such address
   */
  public String signed(@Nullable String location) {
    URI target = location == null ? base : URI.create(location);
    boolean web =
        "https".equals(target.getScheme()) || Objects.equals(base.getScheme(), target.getScheme());
    if (location == null || !web || target.getHost() == null || target.getUserInfo() != null) {
      throw new SyncFailure(
          ErrorClass.CONFIG,
          "Central sends us elsewhere for a file, and not to an https address:"
              + " look at the S3 settings of Central",
          null);
    }
    return location;
  }

  /**
   * Says that Central's own store refused what Central sent us for.
   *
   * @throws SyncFailure always
   */
  @SuppressWarnings("DoNotCallSuggester") // a route calls it
  public void refusedByStore(int status) {
    throw new SyncFailure(
        ErrorClass.NETWORK,
        "the store of Central answered %d to a link that Central gave: look at its S3 settings"
            .formatted(status),
        null);
  }

  /**
   * Names the feed in its cursor: what is stored of another form, project or Central says nothing
   * about this one.
   */
  public String source(Form form) {
    return form(form);
  }

  /**
   * Begins, or goes on with, a walk over the feed of submissions. The feed is asked without {@code
   * $top}: Central then streams all rows in one answer, where each page would cost it an
   * aggregation over the whole server.
   *
   * @param expand whether each submission holds the rows of all its repeats
   * @param chunkRecords how many records are stored together
   * @param tally of the run
   * @param cursor the row of {@code walk/begin.sql}
   */
  Walk walk(Form form, boolean expand, int chunkRecords, Tally tally, Map<String, Object> cursor) {
    Cursor stored = source(form).equals(cursor.get("source")) ? Cursor.of(cursor) : Cursor.NOTHING;
    if (stored.formHash() != null && !form.isAsSet(stored.formHash())) {
      stored = stored.withoutEtag();
    }
    return new Walk(this, feed(form, expand), chunkRecords, tally, stored);
  }

  /**
   * Reads single submissions again.
   *
   * @param expand as in {@link #walk}
   * @param asked rows of {@code recheck/select.sql}
   */
  public Recheck recheck(Form form, boolean expand, List<Map<String, Object>> asked) {
    return new Recheck(this, feed(form, expand), asked);
  }

  /**
   * Decides which tables are the form's.
   *
   * @param rows of {@code form/owners.sql}
   * @throws org.odksync.form.UnusableForm when they belong to another form
   */
  void decideOwner(Form form, List<Map<String, Object>> rows) {
    form.decideOwner(rows, base());
  }

  /** The address of Central, as it is recorded with the form. */
  public String base() {
    return base.toString();
  }

  /**
   * Asks whether the submissions of a table are the form's.
   *
   * @param rows of {@code form/sample.sql}
   */
  StoredSample sample(Form form, List<Map<String, Object>> rows) {
    return new StoredSample(this, form, feed(form, false), rows);
  }

  Duration overlap() {
    return overlap;
  }

  InstantSource clock() {
    return clock;
  }

  Release release() {
    return release;
  }

  String feed(Form form, boolean expand) {
    return source(form) + ".svc/Submissions?" + (expand ? "%24expand=*&" : "");
  }

  /** Asks how many submissions of a feed a filter selects, and for none of them. */
  static String count(String feed, String encodedFilter) {
    return feed + "%24top=0&%24count=true&%24filter=" + encodedFilter;
  }

  /** What a {@code Date} header says, also in the form of RFC 850; empty when it is unreadable. */
  public static Optional<Instant> date(@Nullable String header) {
    return Optional.ofNullable(header == null ? null : DateUtils.parseStandardDate(header));
  }

  /** Central's time when it answered, or ours, where a gateway took its {@code Date} off. */
  public Instant now(@Nullable String header) {
    return date(header).orElseGet(clock::instant);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
