package org.odksync.image;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.odksync.config.OutboundHttp;

/** Opens links as a browser does, without any credentials; reads one byte of what they show. */
public final class LinkProbe implements AutoCloseable {

  /** What stands for an answer that does not come. */
  public static final int NO_ANSWER = 0;

  private final CloseableHttpClient browser;

  /**
   * @param patience for the beginning of an answer
   */
  public LinkProbe(Duration patience, OutboundHttp outbound) {
    this.browser = outbound.client(patience).build();
  }

  /**
   * What a link is answered with.
   *
   * @param status or {@link #NO_ANSWER}
   * @param time of the store, as far as it tells it
   */
  public record Answer(int status, Optional<Instant> time) {}

  /** Opens a link. */
  public Answer open(String url) {
    try {
      ClassicHttpRequest request =
          ClassicRequestBuilder.get(URI.create(url))
              .addHeader(HttpHeaders.RANGE, "bytes=0-0")
              .build();
      // closed unread: a store that knows no ranges sends the whole picture
      try (ClassicHttpResponse answer = browser.executeOpen(null, request, null)) {
        Instant time = DateUtils.parseStandardDate(answer, HttpHeaders.DATE);
        return new Answer(answer.getCode(), Optional.ofNullable(time));
      }
    } catch (IOException | IllegalArgumentException silent) {
      return new Answer(NO_ANSWER, Optional.empty());
    }
  }

  @Override
  public void close() throws IOException {
    browser.close();
  }

  /** Whether a link shows something. */
  public boolean opens(String url) {
    int status = open(url).status();
    return status == 200 || status == 206;
  }
}
