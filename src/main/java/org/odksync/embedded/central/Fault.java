package org.odksync.embedded.central;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A way to break an answer: replaces or wraps the normal handler. */
@FunctionalInterface
public interface Fault {

  /** The handler that replaces the normal one, which it may call. */
  HttpHandler around(HttpHandler normal);

  /** Combines two faults, for example a delay and then an error. */
  default Fault then(Fault inner) {
    return normal -> around(inner.around(normal));
  }

  /**
   * An error as Central sends it, for example 500 and 409.3.
   *
   * @param code the number in the body; 0 for none, as in Central's plain 500
   */
  static Fault error(int status, double code, String message) {
    return normal ->
        exchange -> {
          Reply reply = new Reply(exchange);
          reply.cacheable();
          reply.json(status, ApiError.body(code, message));
        };
  }

  /** The HTML page of a proxy in front of Central, with the given status. */
  static Fault html(int status) {
    byte[] page =
        "<html><body><h1>Please wait</h1></body></html>\n".getBytes(StandardCharsets.UTF_8);
    return normal -> exchange -> new Reply(exchange).bytes(status, "text/html", page);
  }

  /** Redirects with 307, as Central does when it keeps blobs in S3. */
  static Fault redirect(URI location) {
    return normal ->
        exchange -> {
          Reply reply = new Reply(exchange);
          reply.cacheable();
          reply.header("Location", location.toString());
          reply.bytes(307, "text/plain", new byte[0]);
        };
  }

  /**
   * Sends the normal status and headers and the first bytes of the body, then closes the
   * connection. A streamed body never gets its last chunk, even when it is shorter.
   */
  static Fault cut(long afterBytes) {
    return silence(afterBytes, Duration.ZERO);
  }

  /**
   * As {@link #cut}, but the connection stays open and silent for a while, as when Central has lost
   * its database.
   */
  static Fault silence(long afterBytes, Duration pause) {
    return normal ->
        exchange -> {
          exchange.setStreams(null, new CutBody(exchange.getResponseBody(), afterBytes, pause));
          normal.handle(exchange);
        };
  }

  /** The normal answer after a delay. */
  static Fault delay(Duration pause) {
    return normal ->
        exchange -> {
          sleep(pause);
          normal.handle(exchange);
        };
  }

  /** Closes the connection before the first byte. */
  static Fault disconnect() {
    return normal ->
        exchange -> {
          throw new IOException("connection closed by a fault");
        };
  }

  /** Sleeps; fails as a connection error when the server is closed meanwhile. */
  private static void sleep(Duration pause) throws IOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("closed during a delay", e);
    }
  }
}
