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

/** Sends requests to Central from Java, outside the routes but with their session. Thread-safe. */
public final class CentralClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Central's answers to a file request: content, not modified, redirect to its store, not found.
   */
  private static final Set<Integer> FILE_STATUSES = Set.of(200, 304, 307, 404);

  private final CloseableHttpClient client;
  private final CloseableHttpClient withoutSession;

  /**
   * @param plain configures requests to other hosts than Central
   * @param timeout for connecting, and for each read
   */
  public CentralClient(
      CentralSession session, HttpClientDefaults plain, OutboundHttp outbound, Duration timeout) {
    client = client(session, outbound, timeout);
    withoutSession = client(plain, outbound, timeout);
  }

  private static CloseableHttpClient client(
      HttpClientConfigurer configurer, OutboundHttp outbound, Duration timeout) {
    HttpClientBuilder builder = outbound.client(timeout);
    configurer.configureHttpClient(builder);
    return builder.build();
  }

  /** Reads the body of an answer as it arrives. */
  public interface ResponseReader<T> {
    /**
     * @param date Central's {@code Date} header, if it sends one
     */
    T read(InputStream body, @Nullable String date) throws IOException;
  }

  /**
   * The headers of an answer to a file request.
   *
   * @param status HTTP status; 304 if the file still has the requested ETag
   * @param location target of a redirect; null for none
   * @param size in bytes; null if the answer does not state it
   */
  public record Headers(int status, @Nullable String location, @Nullable Long size) {}

  /**
   * Sends a GET request and reads the answer.
   *
   * @param url from {@link CentralUrls}
   * @throws UnusableAnswer if Central refuses, or its answer is cut
   */
  public <T> T get(String url, ResponseReader<T> reader) {
    try {
      return client.execute(
          ClassicRequestBuilder.get(url).build(),
          answer -> {
            if (answer.getCode() != HttpStatus.SC_OK) {
              throw new UnusableAnswer(url, httpFailure(url, answer));
            }
            return reader.read(answer.getEntity().getContent(), value(answer, HttpHeaders.DATE));
          });
    } catch (IOException | LoginFailed failure) {
      throw new UnusableAnswer(url, failure);
    }
  }

  /**
   * Requests JSON.
   *
   * @throws UnusableAnswer as {@link #get(String, ResponseReader)}
   */
  public JsonNode json(String url) {
    // not readTree, which accepts an empty answer
    return get(url, (body, date) -> JSON.readValue(body, JsonNode.class));
  }

  /**
   * Requests a file without reading its content.
   *
   * @param etag of the known version
   * @return with status 200, 304, 307 or 404
   * @throws UnusableAnswer if Central refuses or does not answer
   */
  public Headers headers(String url, String etag) {
    return headers(
        client,
        url,
        etag,
        answer -> {
          if (!FILE_STATUSES.contains(answer.getCode())) {
            throw new UnusableAnswer(url, httpFailure(url, answer));
          }
        });
  }

  /**
   * Requests a file from Central's own store, without our session.
   *
   * @param signed from {@link CentralUrls#signed}
   * @throws UnusableAnswer if the store does not answer
   */
  public Headers headersWithoutSession(String signed, String etag) {
    return headers(withoutSession, signed, etag, answer -> {});
  }

  private interface StatusCheck {
    void require(ClassicHttpResponse answer) throws IOException;
  }

  private static Headers headers(
      CloseableHttpClient client, String url, String etag, StatusCheck statusCheck) {
    ClassicHttpRequest request =
        ClassicRequestBuilder.get(url).setHeader(HttpHeaders.IF_NONE_MATCH, etag).build();
    // closes the body unread
    try (ClassicHttpResponse answer = client.executeOpen(null, request, null)) {
      statusCheck.require(answer);
      return new Headers(
          answer.getCode(),
          value(answer, HttpHeaders.LOCATION),
          Optional.ofNullable(value(answer, HttpHeaders.CONTENT_LENGTH))
              .map(Long::valueOf)
              .orElse(null));
    } catch (IOException | LoginFailed failure) {
      throw new UnusableAnswer(url, failure);
    }
  }

  @Override
  public void close() throws IOException {
    try (client;
        withoutSession) {
      // closes both, even if one fails
    }
  }

  private static HttpOperationFailedException httpFailure(String url, ClassicHttpResponse answer)
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
