package org.odksync.http.api;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.odksync.http.Problem;

/** What the HTTP server refuses before a route has the request, as problems. */
public final class ServerErrors {

  /** All others are ours. */
  private static final Set<Integer> TOLD = Set.of(400, 405, 413, 503);

  private ServerErrors() {}

  /** From now on. */
  public static void areProblems(Router server) {
    server.route("/api*").failureHandler(ServerErrors::answer);
  }

  private static void answer(RoutingContext failed) {
    int status = TOLD.contains(failed.statusCode()) ? failed.statusCode() : 500;
    Problem.of(status, detail(status)).answer(failed.response());
  }

  private static String detail(int status) {
    return switch (status) {
      case 400 -> "the address is not encoded as it should be";
      case 405 -> "the header Allow tells how this can be asked";
      case 503 -> "too many listen already, try again later";
      case 413 -> "the request has more content than anything here takes";
      default -> "the log tells why";
    };
  }
}
