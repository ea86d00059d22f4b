package org.odksync.embedded.central;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One request, taken apart.
 *
 * @param path its segments, each percent-decoded once after the split, so that a name may hold a
 *     slash or a question mark
 */
record Call(HttpExchange exchange, List<String> path, Query query, Reply reply) {

  /** {@code /v1/projects/1/forms/<id>.svc}, with the nothing before the first slash. */
  private static final int SERVICE = 6;

  static Call of(HttpExchange exchange) {
    String raw = exchange.getRequestURI().getRawPath();
    String relative = raw.startsWith("/") ? raw.substring(1) : raw;
    List<String> path = Arrays.stream(relative.split("/", -1)).map(Call::decoded).toList();
    Query query = Query.of(exchange.getRequestURI().getRawQuery());
    return new Call(exchange, path, query, new Reply(exchange));
  }

  /** In a path a plus is a plus, other than in a query. */
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

  /** The path of the form's OData, with the form's id encoded as the client did. */
  String service() {
    String raw = exchange.getRequestURI().getRawPath();
    return Arrays.stream(raw.split("/", -1)).limit(SERVICE).collect(Collectors.joining("/"));
  }

  /** The call of what is below the first segments. */
  Call below(int segments) {
    return new Call(exchange, path.subList(segments, path.size()), query, reply);
  }
}
