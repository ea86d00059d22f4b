package org.odksync.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Opens links as a browser does, without any credentials; reads one byte of what they show. */
public final class LinkProbe {

  /** What stands for an answer that does not come. */
  public static final int NO_ANSWER = 0;

  private final HttpClient browser;
  private final Duration patience;

  /**
   * @param patience for the beginning of an answer
   */
  public LinkProbe(Duration patience) {
    this.patience = patience;
    this.browser =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /** The status of the answer, or {@link #NO_ANSWER}. */
  public int status(String url) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(patience)
              .header("Range", "bytes=0-0")
              .build();
      HttpResponse<InputStream> answer =
          browser.send(request, HttpResponse.BodyHandlers.ofInputStream());
      answer.body().close();
      return answer.statusCode();
    } catch (IOException | IllegalArgumentException silent) {
      return NO_ANSWER;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return NO_ANSWER;
    }
  }

  /** Whether a link shows something. */
  public boolean opens(String url) {
    int status = status(url);
    return status == 200 || status == 206;
  }
}
