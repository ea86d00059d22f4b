package org.odksync.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * HEAD is answered as GET is, where Camel's routes know GET only: load balancers ask so. The server
 * itself leaves the body out.
 */
public final class HeadRequests {

  private static final List<String> PATHS =
      List.of("/api/*", "/observe/health*", "/observe/metrics");

  private HeadRequests() {}

  /** From now on, but for what is answered by a route that is added for HEAD before this. */
  public static void areAnswered(Router server) {
    PATHS.forEach(path -> server.head(path).handler(HeadRequests::asGet));
  }

  private static void asGet(RoutingContext context) {
    context.reroute(HttpMethod.GET, context.request().uri());
  }
}
