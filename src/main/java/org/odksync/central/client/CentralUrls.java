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

/**
 * The URLs of Central's API. Every id and name becomes one path segment, whatever characters it
 * contains.
 */
public final class CentralUrls {

  /**
   * Selects the version of a submission: all of {@code __system}, because a late file or a new name
   * of the submitter changes no timestamp.
   */
  public static final String VERSION = "%24select=__id,__system";

  /** The filter for submissions that are deleted and not purged. */
  public static final String DELETED = encoded("__system/deletedAt ne null");

  private final URI base;
  private final Duration overlap;
  private final InstantSource clock;
  private final CentralCapabilities capabilities = new CentralCapabilities();

  /**
   * @param overlap how far a window reaches back before the watermark: Central sets timestamps
   *     before it commits, so a row may become visible after later ones
   * @param clock this machine's, for durations and for answers without a {@code Date}
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

  /** The form's web page; the pages of its submissions are below it. */
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

  /** Counts the submissions. */
  public String submissionCount(Form form) {
    return feed(form, false) + "%24top=0&%24count=true";
  }

  /** Counts the submissions that are deleted but not purged; Central before 2024.3 refuses. */
  public String deletedCount(Form form) {
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
   * Checks the URL of a file in Central's own store. It must be https if Central's URL is.
   *
   * @param location target of Central's redirect
   * @throws SyncFailure if it is missing or not safe
   */
  public String signed(@Nullable String location) {
    URI target = location == null ? base : URI.create(location);
    boolean web =
        "https".equals(target.getScheme()) || Objects.equals(base.getScheme(), target.getScheme());
    if (location == null || !web || target.getHost() == null || target.getUserInfo() != null) {
      throw new SyncFailure(
          ErrorClass.CONFIG,
          "Central redirects a file request to an address that is not https:"
              + " look at the S3 settings of Central",
          null);
    }
    return location;
  }

  /**
   * Reports that Central's own store refused a link that Central gave.
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
   * Identifies the source in a feed's cursor: a cursor of another form, project or Central is
   * ignored.
   */
  public String source(Form form) {
    return form(form);
  }

  /** Central's base URL, as recorded with the form. */
  public String base() {
    return base.toString();
  }

  /** How far a window reaches back before the watermark. */
  public Duration overlap() {
    return overlap;
  }

  /** This machine's clock. */
  public InstantSource clock() {
    return clock;
  }

  /** What this Central supports. */
  public CentralCapabilities capabilities() {
    return capabilities;
  }

  /**
   * The URL of the submissions feed, ready for query options.
   *
   * @param expand whether each submission holds the rows of all its repeats
   */
  public String feed(Form form, boolean expand) {
    return source(form) + ".svc/Submissions?" + (expand ? "%24expand=*&" : "");
  }

  /** Counts the submissions that a filter selects, without reading them. */
  public static String count(String feed, String encodedFilter) {
    return feed + "%24top=0&%24count=true&%24filter=" + encodedFilter;
  }

  /** Parses a {@code Date} header, also in the format of RFC 850; empty if it is unreadable. */
  public static Optional<Instant> date(@Nullable String header) {
    return Optional.ofNullable(header == null ? null : DateUtils.parseStandardDate(header));
  }

  /** Central's time of the answer; this machine's time if a gateway removed the {@code Date}. */
  public Instant now(@Nullable String header) {
    return date(header).orElseGet(clock::instant);
  }

  /** Percent-encodes a path segment or query value. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
