package org.odksync.http.dashboard;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.odksync.config.Digests;

/**
 * A file of the dashboard, in memory. Browsers cache it and revalidate it with its ETag.
 *
 * @param tag the ETag, quoted
 */
record PageFile(Buffer content, String type, String tag) {

  /**
   * @param resource on the class path
   */
  static PageFile read(String resource) {
    try (InputStream in = PageFile.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      byte[] content = in.readAllBytes();
      return new PageFile(
          Buffer.buffer(content), type(resource), '"' + Digests.sha256Hex(content) + '"');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void answer(RoutingContext context) {
    HttpServerResponse response = context.response();
    response.putHeader("ETag", tag).putHeader("Cache-Control", "no-cache");
    if (isKnown(context.request().getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader("Content-Type", type);
    if (context.request().method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", String.valueOf(content.length())).end();
    } else {
      response.end(content);
    }
  }

  /** Ignores the weak mark, which a compressing proxy adds to ETags. */
  private boolean isKnown(@Nullable String tags) {
    return tags != null && (tags.contains(tag) || tags.strip().equals("*"));
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException("unknown file type: " + name);
    };
  }
}
