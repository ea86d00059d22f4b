package org.odksync.api;

import io.vertx.ext.web.RoutingContext;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** What the HTTP server refuses before a route has the request, as problems. */
public final class ServerErrors {

  private ServerErrors() {}

  /**
   * From now on.
   *
   * @param port of the server, which runs
   */
  public static void areProblems(CamelContext camel, int port) {
    VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(port))
        .route("/api*")
        .failureHandler(ServerErrors::answer);
  }

  private static void answer(RoutingContext failed) {
    int status =
        failed.statusCode() == 400 || failed.statusCode() == 413 ? failed.statusCode() : 500;
    failed
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", ProblemAnswers.TYPE)
        .end(ProblemAnswers.json(Problem.of(status, detail(status))));
  }

  private static String detail(int status) {
    return switch (status) {
      case 400 -> "the address is not encoded as it should be";
      case 413 -> "the request has more content than anything here takes";
      default -> "the log tells why";
    };
  }
}
