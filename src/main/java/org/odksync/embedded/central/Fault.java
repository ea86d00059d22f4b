package org.odksync.embedded.central;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One way in which an answer goes wrong: what is done instead of, or around, the normal answer. */
@FunctionalInterface
public interface Fault {

  /** The handler that answers in place of the normal one, which it may call. */
  HttpHandler around(HttpHandler normal);

  /** This fault around another one, for example a delay and then an error. */
  default Fault then(Fault inner) {
    return normal -> around(inner.around(normal));
  }

  /**
   * An error of Central's kind, for example 500 and 409.3.
   *
   * @param code the number in the body; a plain 500 of Central has none: 0 leaves it out
   */
  static Fault error(int status, double code, String message) {
    return normal ->
        exchange -> {
          Reply reply = new Reply(exchange);
          reply.readable();
          reply.json(status, ApiError.body(code, message));
        };
  }

  /** What a proxy in front of Central says when Central is away: a page, under the given status. */
  static Fault html(int status) {
    byte[] page =
        "<html><body><h1>Please wait</h1></body></html>\n".getBytes(StandardCharsets.UTF_8);
    return normal -> exchange -> new Reply(exchange).bytes(status, "text/html", page);
  }

  /** The blob is elsewhere: 307 to the address, as Central answers when it keeps blobs in S3. */
  static Fault redirect(URI location) {
    return normal ->
        exchange -> {
          Reply reply = new Reply(exchange);
          reply.readable();
          reply.header("Location", location.toString());
          reply.bytes(307, "text/plain", new byte[0]);
        };
  }

  /**
   * The normal status and headers, the first bytes of the body, then the end of the connection; a
   * body that is streamed never gets its last chunk, however short it is.
   */
  static Fault cut(long afterBytes) {
    return silence(afterBytes, Duration.ZERO);
  }

  /**
   * As {@link #cut}, but the connection stays open and silent for a while before it ends: so a
   * Central looks that lost its database.
   */
  static Fault silence(long afterBytes, Duration quiet) {
    return normal ->
        exchange -> {
          exchange.setStreams(null, new CutBody(exchange.getResponseBody(), afterBytes, quiet));
          normal.handle(exchange);
        };
  }

  /** The normal answer, but later. */
  static Fault delay(Duration quiet) {
    return normal ->
        exchange -> {
          pause(quiet);
          normal.handle(exchange);
        };
  }

  /** The connection ends before the first byte. */
  static Fault disconnect() {
    return normal ->
        exchange -> {
          throw new IOException("connection closed by a fault");
        };
  }

  /** Waits; ends early, as an error of the connection, when the server is closed. */
  private static void pause(Duration quiet) throws IOException {
    try {
      Thread.sleep(quiet.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("closed during a delay", e);
    }
  }
}
