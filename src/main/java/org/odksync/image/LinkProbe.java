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

/** Opens links as a browser does, without credentials, and requests one byte. */
public final class LinkProbe implements AutoCloseable {

  /** The status if no answer arrives. */
  public static final int NO_ANSWER = 0;

  private final CloseableHttpClient browser;

  /**
   * @param timeout for the beginning of an answer
   */
  public LinkProbe(Duration timeout, OutboundHttp outbound) {
    this.browser = outbound.client(timeout).build();
  }

  /**
   * The answer to a link.
   *
   * @param status the HTTP status, or {@link #NO_ANSWER}
   * @param time the store's clock; empty if the answer has no Date
   */
  public record Answer(int status, Optional<Instant> time) {}

  /** Opens a link. */
  public Answer open(String url) {
    try {
      ClassicHttpRequest request =
          ClassicRequestBuilder.get(URI.create(url))
              .addHeader(HttpHeaders.RANGE, "bytes=0-0")
              .build();
      // closed unread: a store without range requests sends the whole image
      try (ClassicHttpResponse answer = browser.executeOpen(null, request, null)) {
        Instant time = DateUtils.parseStandardDate(answer, HttpHeaders.DATE);
        return new Answer(answer.getCode(), Optional.ofNullable(time));
      }
    } catch (IOException | IllegalArgumentException unanswered) {
      return new Answer(NO_ANSWER, Optional.empty());
    }
  }

  @Override
  public void close() throws IOException {
    browser.close();
  }

  /** Whether the store answers a link with 200 or 206. */
  public boolean opens(String url) {
    int status = open(url).status();
    return status == 200 || status == 206;
  }
}
