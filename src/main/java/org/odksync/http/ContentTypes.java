package org.odksync.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Removes the Content-Type of requests to the API, which take no content. Otherwise the server
 * would parse forms: a GET would fail, and a POST could not be refused.
 */
public final class ContentTypes {

  private ContentTypes() {}

  /** Adds the handler; it applies to routes that are added later. */
  public static void addTo(Router server) {
    server.route("/api/*").handler(ContentTypes::remove);
  }

  private static void remove(RoutingContext context) {
    context.request().headers().remove(HttpHeaders.CONTENT_TYPE);
    context.next();
  }
}
