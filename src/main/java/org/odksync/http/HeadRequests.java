package org.odksync.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Answers HEAD like GET on paths whose Camel routes accept only GET, because load balancers use
 * HEAD. The server omits the body.
 */
public final class HeadRequests {

  private static final List<String> PATHS =
      List.of("/api/*", "/observe/health*", "/observe/metrics");

  private HeadRequests() {}

  /** Adds the handlers; routes that were added for HEAD before them still go first. */
  public static void addTo(Router server) {
    PATHS.forEach(path -> server.head(path).handler(HeadRequests::rerouteToGet));
  }

  private static void rerouteToGet(RoutingContext context) {
    context.reroute(HttpMethod.GET, context.request().uri());
  }
}
