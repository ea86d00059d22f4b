package org.odksync.central.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;
import org.odksync.error.ErrorClass;
import org.odksync.error.SyncFailure;
import org.odksync.form.Form;

/** Where things are in Central. Every id and name becomes one path segment, whatever it holds. */
public final class CentralUrls {

  /**
   * Selects what tells the version of a submission: all of {@code __system}, because a file that
   * arrives late and a new name of the submitter move no timestamp.
   */
  public static final String VERSION = "%24select=__id,__system";

  /** The filter for submissions that are deleted and not purged. */
  public static final String DELETED = encoded("__system/deletedAt ne null");

  private final URI base;
  private final Duration overlap;
  private final InstantSource clock;
  private final CentralCapabilities release = new CentralCapabilities();

  /**
   * @param overlap how far a window reaches back before the watermark: Central takes its timestamps
   *     before it commits, so a row may become visible after later ones
   * @param clock ours, to measure how long something takes, and where Central does not tell the
   *     time
   */
  public CentralUrls(URI base, Duration overlap, InstantSource clock) {
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
    return count(feed(form, false), DELETED);
  }

  /** All submissions that are not deleted, with the rows of all their repeats. */
  public String submissions(Form form) {
    return feed(form, true);
  }

  /** Ids and {@code __system} of all submissions that are not deleted. */
  public String versions(Form form) {
    return feed(form, false) + VERSION;
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

  /** The address of Central, as it is recorded with the form. */
  public String base() {
    return base.toString();
  }

  /** How far a window reaches back before the watermark. */
  public Duration overlap() {
    return overlap;
  }

  /** This machine's. */
  public InstantSource clock() {
    return clock;
  }

  /** What this Central can do. */
  public CentralCapabilities release() {
    return release;
  }

  /**
   * The feed of submissions, up to its query options.
   *
   * @param expand whether each submission holds the rows of all its repeats
   */
  public String feed(Form form, boolean expand) {
    return source(form) + ".svc/Submissions?" + (expand ? "%24expand=*&" : "");
  }

  /** Asks how many submissions of a feed a filter selects, and for none of them. */
  public static String count(String feed, String encodedFilter) {
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

  /** One path segment or query value, percent-encoded. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
