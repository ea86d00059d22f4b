package org.odksync.http.dashboard;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.odksync.http.security.AccessControl;

/** Adds the dashboard to our HTTP server: its files, its events, and the current user. */
public final class DashboardPages {

  /** Before Camel's routes, which handle all other paths. */
  private static final int BEFORE_ROUTES = -1;

  private DashboardPages() {}

  /** Adds the handlers. */
  public static void addTo(Router router, EventStream events) {
    router.route().order(BEFORE_ROUTES).handler(new PageFiles());
    onGet(router, "/api/events", events);
    onGet(router, "/api/me", DashboardPages::user);
  }

  private static void onGet(Router router, String path, Handler<RoutingContext> answer) {
    router.get(path).order(BEFORE_ROUTES).handler(answer);
    router
        .route(path)
        .order(BEFORE_ROUTES)
        .handler(
            other -> {
              other.response().putHeader("Allow", "GET");
              other.fail(405);
            });
  }

  /** The user of the request, so that a page offers only what the user may do. */
  private static void user(RoutingContext context) {
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
