package org.odksync.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Hides the content type of requests to the API, which take no content. The server would read a
 * form: of a GET that fails, and of a POST nothing would be left to refuse.
 */
public final class ContentTypes {

  private ContentTypes() {}

  /** From now on, for what is answered by routes that are added after this. */
  public static void areIgnored(Router server) {
    server.route("/api/*").handler(ContentTypes::hide);
  }

  private static void hide(RoutingContext context) {
    context.request().headers().remove(HttpHeaders.CONTENT_TYPE);
    context.next();
  }
}
