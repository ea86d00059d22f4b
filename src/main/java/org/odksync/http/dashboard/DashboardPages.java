package org.odksync.http.dashboard;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.odksync.http.security.AccessControl;

/** The dashboard on our HTTP server, with what only a page asks for. */
public final class DashboardPages {

  /** What is not ours is left to the routes. */
  private static final int BEFORE_THE_ROUTES = -1;

  private DashboardPages() {}

  /** From now on. */
  public static void show(Router router, EventStream events) {
    router.route().order(BEFORE_THE_ROUTES).handler(new PageFiles());
    onGet(router, "/api/events", events);
    onGet(router, "/api/me", DashboardPages::tellWho);
  }

  private static void onGet(Router router, String path, Handler<RoutingContext> answer) {
    router.get(path).order(BEFORE_THE_ROUTES).handler(answer);
    router
        .route(path)
        .order(BEFORE_THE_ROUTES)
        .handler(
            other -> {
              other.response().putHeader("Allow", "GET");
              other.fail(405);
            });
  }

  /** Who asks; so that a page offers only what they may do. */
  private static void tellWho(RoutingContext context) {
    String user = String.valueOf(context.<String>get(AccessControl.USER));
    context
        .response()
        .putHeader("Content-Type", "application/json")
        .end(
            new JsonObject()
                .put("user", user)
                .put("may_start", AccessControl.mayChange(user))
                .encode());
  }
}
