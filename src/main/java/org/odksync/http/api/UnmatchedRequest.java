package org.odksync.http.api;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.odksync.http.ApiException;

/** Refuses requests under {@code /api} that match no route. */
public final class UnmatchedRequest {

  private UnmatchedRequest() {}

  /**
   * Refuses the request with 404, 405 or 406.
   *
   * @throws ApiException always
   */
  public static void refuse(Exchange exchange) {
    String address = String.valueOf(exchange.getMessage().getHeader(Exchange.HTTP_URI));
    String path = address.split("\\?", 2)[0];
    String method = String.valueOf(exchange.getMessage().getHeader(Exchange.HTTP_METHOD));
    String allowed = allowed(exchange.getContext(), path);
    if (allowed.isEmpty()) {
      throw ApiException.notFound("nothing here; see /api/openapi.json");
    } else if (("," + allowed.replace(" ", "") + ",").contains("," + method + ",")) {
      throw ApiException.notAcceptable();
    }
    throw ApiException.notAllowed(allowed);
  }

  /** The value of the header Allow for a path; empty if no route has that path. */
  private static String allowed(CamelContext camel, String path) {
    return camel.getEndpoints().stream()
        .filter(PlatformHttpEndpoint.class::isInstance)
        .map(PlatformHttpEndpoint.class::cast)
        .filter(endpoint -> endpoint.getHttpMethodRestrict() != null)
        .filter(endpoint -> path.matches(pattern(endpoint)))
        .flatMap(endpoint -> Stream.of(endpoint.getHttpMethodRestrict().split(",")))
        .sorted()
        .distinct()
        .collect(joining(", "));
  }

  private static String pattern(PlatformHttpEndpoint endpoint) {
    return endpoint.getPath().replaceAll("\\{\\w+}", "[^/]+") + "/?";
  }
}
