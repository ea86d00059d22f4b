package org.odksync.functional;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/**
 * A proxy in front of the S3 store that records uploads. Forwards a request unchanged, after it has
 * arrived completely.
 */
final class UploadRecorder implements AutoCloseable {

  /**
   * An upload.
   *
   * @param md5 from the store's ETag
   * @param again whether the bucket already had these bytes under this key
   */
  record Upload(String key, String md5, boolean again) {}

  /** A listener for uploads. */
  interface Watch {
    /** Called before the store gets the request. */
    void arrived();

    /** Called after the store has the bytes, before the sender gets the answer. */
    void stored();
  }

  private static final Watch NONE =
      new Watch() {
        @Override
        public void arrived() {}

        @Override
        public void stored() {}
      };

  /** Headers that belong to one connection. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "host",
          "connection",
          "upgrade",
          "http2-settings",
          "expect",
          "content-length",
          "transfer-encoding",
          "date");

  private final HttpServer server;
  private final HttpHost store;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CloseableHttpClient client =
      HttpClients.custom()
          .disableContentCompression()
          .disableAutomaticRetries()
          .disableRedirectHandling()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create().setMaxConnPerRoute(50).build())
          .build();
  private final List<Upload> all = new ArrayList<>();
  private final Map<String, String> bucket = new HashMap<>();
  private volatile Watch watch = NONE;

  /**
   * @param store the store's address
   */
  UploadRecorder(URI store) throws IOException {
    this.store = HttpHost.create(store);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The address to use instead of the store's. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** All uploads in order. */
  synchronized List<Upload> all() {
    return List.copyOf(all);
  }

  void watch(Watch watch) {
    this.watch = watch;
  }

  void unwatch() {
    watch = NONE;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean isUpload = exchange.getRequestMethod().equals("PUT");
    if (isUpload) {
      watch.arrived();
    }
    try (ClassicHttpResponse answer = client.executeOpen(store, request(exchange, body), null)) {
      if (isUpload && answer.getCode() == 200) {
        recordUpload(exchange.getRequestURI().getPath(), answer.getFirstHeader("ETag").getValue());
        watch.stored();
      }
      answer(exchange, answer);
    } finally {
      exchange.close();
    }
  }

  private synchronized void recordUpload(String key, String etag) {
    String md5 = etag.replace("\"", "");
    all.add(new Upload(key, md5, md5.equals(bucket.put(key, md5))));
  }

  /** Keeps the Host header, because the signature covers it. */
  private static BasicClassicHttpRequest request(HttpExchange exchange, byte[] body) {
    BasicClassicHttpRequest request =
        new BasicClassicHttpRequest(
            exchange.getRequestMethod(), exchange.getRequestURI().toString());
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isForwarded(name)) {
                values.forEach(value -> request.addHeader(name, value));
              }
            });
    request.setAuthority(authority(exchange.getRequestHeaders().getFirst("Host")));
    if (body.length > 0 || exchange.getRequestMethod().equals("PUT")) {
      // the content type is among the headers
      request.setEntity(new ByteArrayEntity(body, (ContentType) null));
    }
    return request;
  }

  private static URIAuthority authority(String host) {
    URI uri = URI.create("http://" + host);
    return new URIAuthority(uri.getHost(), uri.getPort());
  }

  private static void answer(HttpExchange exchange, ClassicHttpResponse answer) throws IOException {
    for (Header header : answer.getHeaders()) {
      if (isForwarded(header.getName())) {
        exchange.getResponseHeaders().add(header.getName(), header.getValue());
      }
    }
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    Header length = answer.getFirstHeader("Content-Length");
    if (isHead && length != null) {
      exchange.getResponseHeaders().add("Content-Length", length.getValue());
    }
    byte[] body =
        answer.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(answer.getEntity());
    exchange.sendResponseHeaders(answer.getCode(), body.length == 0 || isHead ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static boolean isForwarded(String header) {
    return HOP_BY_HOP.stream().noneMatch(header::equalsIgnoreCase);
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
