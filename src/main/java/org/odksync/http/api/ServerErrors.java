package org.odksync.http.api;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.odksync.error.Diagnosis;
import org.odksync.http.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests that the HTTP server refuses before any route, with problems. */
public final class ServerErrors {

  private static final Logger LOG = LoggerFactory.getLogger(ServerErrors.class);

  /** Errors of the request; all others are errors of the service. */
  private static final Set<Integer> REQUEST_ERRORS = Set.of(400, 405, 413, 503);

  private ServerErrors() {}

  /** Adds the failure handler. */
  public static void addTo(Router server) {
    server.route("/api*").failureHandler(ServerErrors::answer);
  }

  private static void answer(RoutingContext failed) {
    int status = REQUEST_ERRORS.contains(failed.statusCode()) ? failed.statusCode() : 500;
    if (status == 500) {
      LOG.error("a request to the API failed, {}", reason(failed.failure()));
    }
    Problem.of(status, detail(status)).send(failed.response());
  }

  private static String reason(@Nullable Throwable failure) {
    return failure == null ? "internal: no reason given" : Diagnosis.of(failure).message();
  }

  private static String detail(int status) {
    return switch (status) {
      case 400 -> "the address is not encoded correctly";
      case 405 -> "method not allowed: see the header Allow";
      case 503 -> "too many event streams: try again later";
      case 413 -> "the request content is too large";
      default -> "internal error: see the log";
    };
  }
}
