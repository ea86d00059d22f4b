package org.odksync.central.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;
import org.odksync.config.OutboundHttp;
import org.odksync.error.UnusableAnswer;

/**
 * Asks Central for a person who waits for the answer, outside the routes; with the session that
 * they use. Safe for use by several threads.
 */
public final class CentralClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Central answers for a file: it, that it is the same, where it is, that there is none. */
  private static final Set<Integer> FILE = Set.of(200, 304, 307, 404);

  private final CloseableHttpClient client;
  private final CloseableHttpClient elsewhere;

  /**
   * @param plain for requests that are not to Central
   * @param patience for a connection, and for each part of an answer
   */
  public CentralClient(
      CentralSession session, HttpClientDefaults plain, OutboundHttp outbound, Duration patience) {
    client = client(session, outbound, patience);
    elsewhere = client(plain, outbound, patience);
  }

  private static CloseableHttpClient client(
      HttpClientConfigurer configurer, OutboundHttp outbound, Duration patience) {
    HttpClientBuilder builder = outbound.client(patience);
    configurer.configureHttpClient(builder);
    return builder.build();
  }

  /** What is done with the bytes of an answer, as they arrive. */
  public interface Use<T> {
    /**
     * @param date Central's {@code Date} header, if it sends one
     */
    T of(InputStream body, @Nullable String date) throws IOException;
  }

  /**
   * How Central would answer for a file, without its bytes.
   *
   * @param status as of HTTP; 304 when it has the version that was asked about
   * @param location where it sends us instead; null for nowhere
   * @param size in bytes; null when it is not told
   */
  public record Headers(int status, @Nullable String location, @Nullable Long size) {}

  /**
   * Asks, and uses the answer.
   *
   * @param url from {@link CentralUrls}
   * @throws UnusableAnswer when Central refuses, or its answer does not arrive whole
   */
  public <T> T get(String url, Use<T> use) {
    try {
      return client.execute(
          ClassicRequestBuilder.get(url).build(),
          answer -> {
            if (answer.getCode() != HttpStatus.SC_OK) {
              throw new UnusableAnswer(url, refusal(url, answer));
            }
            return use.of(answer.getEntity().getContent(), value(answer, HttpHeaders.DATE));
          });
    } catch (IOException | LoginRefused broken) {
      throw new UnusableAnswer(url, broken);
    }
  }

  /**
   * Asks for JSON.
   *
   * @throws UnusableAnswer as {@link #get(String, Use)}
   */
  public JsonNode json(String url) {
    // not readTree, which takes an empty answer
    return get(url, (body, date) -> JSON.readValue(body, JsonNode.class));
  }

  /**
   * Asks for a file, and reads none of it.
   *
   * @param etag of the version that is known
   * @return with status 200, 304, 307 or 404
   * @throws UnusableAnswer when Central refuses, or does not answer
   */
  public Headers headers(String url, String etag) {
    return headers(
        client,
        url,
        etag,
        answer -> {
          if (!FILE.contains(answer.getCode())) {
            throw new UnusableAnswer(url, refusal(url, answer));
          }
        });
  }

  /**
   * Asks the store where Central keeps its files for one, without our session.
   *
   * @param signed from {@link CentralUrls#signed}
   * @throws UnusableAnswer when it does not answer
   */
  public Headers headersElsewhere(String signed, String etag) {
    return headers(elsewhere, signed, etag, answer -> {});
  }

  private interface Condition {
    void require(ClassicHttpResponse answer) throws IOException;
  }

  private static Headers headers(
      CloseableHttpClient client, String url, String etag, Condition condition) {
    ClassicHttpRequest request =
        ClassicRequestBuilder.get(url).setHeader(HttpHeaders.IF_NONE_MATCH, etag).build();
    // closed unread
    try (ClassicHttpResponse answer = client.executeOpen(null, request, null)) {
      condition.require(answer);
      return new Headers(
          answer.getCode(),
          value(answer, HttpHeaders.LOCATION),
          Optional.ofNullable(value(answer, HttpHeaders.CONTENT_LENGTH))
              .map(Long::valueOf)
              .orElse(null));
    } catch (IOException | LoginRefused broken) {
      throw new UnusableAnswer(url, broken);
    }
  }

  @Override
  public void close() throws IOException {
    try (client;
        elsewhere) {
      // both, also when one refuses
    }
  }

  private static HttpOperationFailedException refusal(String url, ClassicHttpResponse answer)
      throws IOException {
    return new HttpOperationFailedException(
        url,
        answer.getCode(),
        answer.getReasonPhrase(),
        value(answer, HttpHeaders.LOCATION),
        Map.of(),
        CentralSession.text(answer.getEntity()));
  }

  private static @Nullable String value(ClassicHttpResponse answer, String header) {
    Header found = answer.getFirstHeader(header);
    return found == null ? null : found.getValue();
  }
}
