package org.odksync.image;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.odksync.config.Outbound;

/** Opens links as a browser does, without any credentials; reads one byte of what they show. */
public final class LinkProbe implements AutoCloseable {

  /** What stands for an answer that does not come. */
  public static final int NO_ANSWER = 0;

  private final CloseableHttpClient browser;

  /**
   * @param patience for the beginning of an answer
   */
  public LinkProbe(Duration patience, Outbound outbound) {
    this.browser = outbound.client(patience).build();
  }

  /** The status of the answer, or {@link #NO_ANSWER}. */
  public int status(String url) {
    try {
      ClassicHttpRequest request =
          ClassicRequestBuilder.get(URI.create(url))
              .addHeader(HttpHeaders.RANGE, "bytes=0-0")
              .build();
      // closed unread: a store that knows no ranges sends the whole picture
      try (ClassicHttpResponse answer = browser.executeOpen(null, request, null)) {
        return answer.getCode();
      }
    } catch (IOException | IllegalArgumentException silent) {
      return NO_ANSWER;
    }
  }

  @Override
  public void close() throws IOException {
    browser.close();
  }

  /** Whether a link shows something. */
  public boolean opens(String url) {
    int status = status(url);
    return status == 200 || status == 206;
  }
}
