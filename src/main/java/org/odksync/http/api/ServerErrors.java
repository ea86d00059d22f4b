package org.odksync.http.api;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.odksync.error.Diagnosis;
import org.odksync.http.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the HTTP server refuses before a route has the request, as problems. */
public final class ServerErrors {

  private static final Logger LOG = LoggerFactory.getLogger(ServerErrors.class);

  /** All others are ours. */
  private static final Set<Integer> TOLD = Set.of(400, 405, 413, 503);

  private ServerErrors() {}

  /** From now on. */
  public static void areProblems(Router server) {
    server.route("/api*").failureHandler(ServerErrors::answer);
  }

  private static void answer(RoutingContext failed) {
    int status = TOLD.contains(failed.statusCode()) ? failed.statusCode() : 500;
    if (status == 500) {
      LOG.error("a request to the API failed, {}", reason(failed.failure()));
    }
    Problem.of(status, detail(status)).answer(failed.response());
  }

  private static String reason(@Nullable Throwable failure) {
    return failure == null ? "internal: no reason given" : Diagnosis.of(failure).message();
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
