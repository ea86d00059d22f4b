package org.odksync.embedded.central;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One parsed request.
 *
 * @param path its segments, percent-decoded after the split, so that a name may contain a slash or
 *     a question mark
 */
record SampleRequest(HttpExchange exchange, List<String> path, Query query, Reply reply) {

  /**
   * Segments of {@code /v1/projects/1/forms/<id>.svc}, counting the empty one before the first
   * slash.
   */
  private static final int SERVICE = 6;

  static SampleRequest of(HttpExchange exchange) {
    String raw = exchange.getRequestURI().getRawPath();
    String relative = raw.startsWith("/") ? raw.substring(1) : raw;
    List<String> path = Arrays.stream(relative.split("/", -1)).map(SampleRequest::decoded).toList();
    Query query = Query.of(exchange.getRequestURI().getRawQuery());
    return new SampleRequest(exchange, path, query, new Reply(exchange));
  }

  /** A plus in a path is a plus, unlike in a query. */
  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  boolean is(String method) {
    return exchange.getRequestMethod().equals(method);
  }

  boolean isRead() {
    return is("GET") || is("HEAD");
  }

  String header(String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  /** The path of the form's OData service, with the form's id encoded as the client encoded it. */
  String service() {
    String raw = exchange.getRequestURI().getRawPath();
    return Arrays.stream(raw.split("/", -1)).limit(SERVICE).collect(Collectors.joining("/"));
  }

  /** The same request without the first path segments. */
  SampleRequest below(int segments) {
    return new SampleRequest(exchange, path.subList(segments, path.size()), query, reply);
  }
}
