package org.odksync.central;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.odksync.form.Form;

/** Where things are in Central. Every id and name becomes one path segment, whatever it holds. */
public final class CentralAddress {

  private final URI base;
  private final Duration overlap;

  /**
   * @param overlap how far a window reaches back before the watermark: Central takes its timestamps
   *     before it commits, so a row may become visible after later ones
   */
  public CentralAddress(URI base, Duration overlap) {
    this.base = base;
    this.overlap = overlap;
  }

  public String form(Form form) {
    return base
        + "/v1/projects/%s/forms/%s".formatted(encoded(form.getProject()), encoded(form.getId()));
  }

  public String fields(Form form) {
    return form(form) + "/fields?odata=true";
  }

  public String attachment(Form form, String submissionId, String fileName) {
    return form(form)
        + "/submissions/%s/attachments/%s".formatted(encoded(submissionId), encoded(fileName));
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
   * @param cursor the row of {@code walk/begin.sql}
   */
  public Walk walk(Form form, boolean expand, Map<String, Object> cursor) {
    String source = source(form);
    String feed = source + ".svc/Submissions?" + (expand ? "%24expand=*&" : "");
    Cursor stored = source.equals(cursor.get("source")) ? Cursor.of(cursor) : Cursor.NOTHING;
    return new Walk(feed, overlap, stored);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
