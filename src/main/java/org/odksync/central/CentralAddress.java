package org.odksync.central;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
        + "/v1/projects/%s/forms/%s".formatted(segment(form.getProject()), segment(form.getId()));
  }

  public String fields(Form form) {
    return form(form) + "/fields?odata=true";
  }

  public String attachment(Form form, String submissionId, String fileName) {
    return form(form)
        + "/submissions/%s/attachments/%s".formatted(segment(submissionId), segment(fileName));
  }

  /**
   * The feed of submissions, without {@code $top}: Central then streams all rows in one answer.
   *
   * @param expand whether each submission holds the rows of all its repeats
   * @param watermark ISO-8601 UTC, up to when everything is stored; null for all there is
   */
  public String submissions(Form form, boolean expand, @Nullable String watermark) {
    List<String> options = new ArrayList<>();
    if (expand) {
      options.add("%24expand=*");
    }
    if (watermark != null) {
      options.add("%24filter=" + segment(changedSince(Instant.parse(watermark))));
    }
    String query = options.isEmpty() ? "" : "?" + String.join("&", options);
    return form(form) + ".svc/Submissions" + query;
  }

  /** Inclusive, because rows share milliseconds; and updatedAt is null until the first edit. */
  private String changedSince(Instant watermark) {
    String since =
        DateTimeFormatter.ISO_INSTANT.format(
            watermark.minus(overlap).truncatedTo(ChronoUnit.MILLIS));
    return "__system/submissionDate ge %s or __system/updatedAt ge %s".formatted(since, since);
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
