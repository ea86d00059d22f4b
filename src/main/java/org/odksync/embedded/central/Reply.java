package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Writes one answer with Central's headers. */
final class Reply {

  static final String JSON = "application/json; charset=utf-8";

  private final HttpExchange exchange;

  Reply(HttpExchange exchange) {
    this.exchange = exchange;
  }

  void header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }

  /** Sets the headers of a GET. */
  void cacheable() {
    header("Cache-Control", "private, no-cache");
    header("Vary", "Accept-Encoding, Origin");
  }

  /** Sets the headers of logins and of everything but a GET. */
  void notCacheable() {
    header("Cache-Control", "no-store");
    header("Vary", "*");
  }

  /** Sends a whole body, or 304 if the client's ETag matches. */
  void json(int status, JsonNode body) throws IOException {
    whole(status, JSON, Json.bytes(body));
  }

  /** As {@link #json}, with any type. */
  void whole(int status, String type, byte[] body) throws IOException {
    String etag = ETags.weak(body);
    if (status == 200 && unchanged(etag)) {
      notModified(etag);
      return;
    }
    header("ETag", etag);
    bytes(status, type, body);
  }

  void error(ApiError error) throws IOException {
    if (error.etag().isPresent()) {
      header("ETag", error.etag().get());
      bytes(error.status(), JSON, Json.bytes(error.body()));
    } else {
      json(error.status(), error.body());
    }
  }

  void bytes(int status, String type, byte[] body) throws IOException {
    header("Content-Type", type);
    keepAlive();
    if (isHead()) {
      header("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
    } else if (body.length == 0) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      OutputStream out = exchange.getResponseBody();
      out.write(body);
      out.close();
    }
  }

  /** Starts a body of unknown length, in chunks; the caller closes the stream. */
  OutputStream stream(Optional<String> etag) throws IOException {
    etag.ifPresent(known -> header("ETag", known));
    header("Content-Type", JSON);
    keepAlive();
    exchange.sendResponseHeaders(200, isHead() ? -1 : 0);
    return isHead()
        ? OutputStream.nullOutputStream()
        : new BufferedOutputStream(exchange.getResponseBody(), 1 << 16);
  }

  boolean unchanged(String etag) {
    return ETags.match(exchange.getRequestHeaders().getFirst("If-None-Match"), etag);
  }

  void notModified(String etag) throws IOException {
    header("ETag", etag);
    keepAlive();
    exchange.sendResponseHeaders(304, -1);
  }

  private void keepAlive() {
    header("Connection", "keep-alive");
    header("Keep-Alive", "timeout=5");
  }

  private boolean isHead() {
    return exchange.getRequestMethod().equals("HEAD");
  }
}
