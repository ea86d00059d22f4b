package org.odksync.http.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.odksync.http.ApiException;

/** Reads and validates the parameters of a request. */
public final class RequestParameters {

  private static final int LONGEST_NAME = 40;

  private RequestParameters() {}

  /**
   * Stores the parameters as variables, and removes all headers and the body.
   *
   * @param names separated by commas; path parameters have a slash, such as {@code /id,limit}
   * @throws ApiException if the request has another or an invalid parameter
   */
  public static void read(Exchange exchange, String names) {
    List<String> known = names.isEmpty() ? List.of() : List.of(names.split(",", -1));
    Message request = exchange.getMessage();
    refuseContent(request);
    Map<String, String> query = query(request.getHeader(Exchange.HTTP_RAW_QUERY, String.class));
    query.keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw ApiException.badParameter(unknown(name, known));
            });
    for (String each : known) {
      boolean inPath = each.startsWith("/");
      String name = inPath ? each.substring(1) : each;
      String given = inPath ? request.getHeader(name, String.class) : query.get(name);
      exchange.setVariable(name, QueryParameter.named(name).orElseThrow().value(given));
    }
    request.removeHeaders("*");
    request.setBody(null);
  }

  private static void refuseContent(Message request) {
    if ("POST".equals(request.getHeader(Exchange.HTTP_METHOD))) {
      String content = request.getBody(String.class);
      if (content != null && !content.isEmpty()) {
        throw ApiException.unsupportedContent();
      }
    }
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    if (raw == null || raw.isEmpty()) {
      return query;
    }
    for (String pair : raw.split("&", -1)) {
      int end = pair.indexOf('=');
      String name = decoded(end < 0 ? pair : pair.substring(0, end));
      String value = end < 0 ? "" : decoded(pair.substring(end + 1));
      if (query.put(name, value) != null) {
        throw ApiException.badParameter(shown(name) + " is given twice");
      }
    }
    return query;
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw ApiException.badParameter("the query is not encoded correctly");
    }
  }

  private static String unknown(String name, List<String> known) {
    List<String> inQuery = known.stream().filter(each -> !each.startsWith("/")).toList();
    return "unknown parameter %s; allowed: %s"
        .formatted(shown(name), inQuery.isEmpty() ? "none" : String.join(", ", inQuery));
  }

  /** Shortens and escapes a name for a message. */
  private static String shown(String name) {
    String clean = name.replaceAll("[^A-Za-z0-9_.-]", "?");
    return clean.length() > LONGEST_NAME ? clean.substring(0, LONGEST_NAME) + "..." : clean;
  }
}
