package org.odksync.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.odksync.access.Gate;

/** The dashboard on our HTTP server, with what only a page asks for. */
public final class Dashboard {

  /** What is not ours is left to the routes. */
  private static final int BEFORE_THE_ROUTES = -1;

  private Dashboard() {}

  /**
   * From now on.
   *
   * @param port of the server, which runs
   */
  public static void show(CamelContext camel, int port, Events events) {
    Router router =
        VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    router.route().order(BEFORE_THE_ROUTES).handler(new PageFiles());
    router.route("/api/events").order(BEFORE_THE_ROUTES).handler(events);
    router.route("/api/me").order(BEFORE_THE_ROUTES).handler(Dashboard::tellWho);
  }

  /** Who asks; so that a page offers only what they may do. */
  private static void tellWho(RoutingContext context) {
    if (!context.request().method().equals(HttpMethod.GET)) {
      context.response().putHeader("Allow", "GET");
      context.fail(405);
      return;
    }
    String user = String.valueOf(context.<String>get(Gate.USER));
    context
        .response()
        .putHeader("Content-Type", "application/json")
        .end(new JsonObject().put("user", user).put("may_start", Gate.mayChange(user)).encode());
  }
}
