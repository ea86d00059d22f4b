package org.odksync.http;

import java.util.Map;
import org.apache.camel.support.processor.PredicateValidationException;
import org.odksync.error.Diagnosis;

/** A request fails with an HTTP status and a detail for the client. */
public final class ApiException extends RuntimeException {

  private static final String RETRY_AFTER_SECONDS = "5";

  private final int status;
  private final transient Map<String, String> headers;

  private ApiException(int status, String detail, Map<String, String> headers) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }

  public static ApiException badParameter(String detail) {
    return new ApiException(400, detail, Map.of());
  }

  public static ApiException notFound(String detail) {
    return new ApiException(404, detail, Map.of());
  }

  /**
   * @param allowed methods, separated by commas
   */
  public static ApiException notAllowed(String allowed) {
    return new ApiException(405, "only " + allowed, Map.of("Allow", allowed));
  }

  public static ApiException notAcceptable() {
    return new ApiException(406, "answers are application/json only", Map.of());
  }

  public static ApiException conflict(String detail) {
    return new ApiException(409, detail, Map.of());
  }

  public static ApiException unsupportedContent() {
    return new ApiException(415, "this request takes no content", Map.of());
  }

  /** A condition that may end soon; the client should retry. */
  public static ApiException unavailable(String detail) {
    return new ApiException(503, detail, Map.of("Retry-After", RETRY_AFTER_SECONDS));
  }

  /** Converts a failure; hides the details of anything but an ApiException from the client. */
  static ApiException of(Throwable failure) {
    return Diagnosis.causes(failure)
        .filter(ApiException.class::isInstance)
        .map(ApiException.class::cast)
        .findFirst()
        .orElseGet(() -> unexpected(failure));
  }

  private static ApiException unexpected(Throwable failure) {
    if (failure instanceof PredicateValidationException) {
      return notFound("nothing here");
    }
    return Diagnosis.isTransient(failure)
        ? unavailable("the warehouse does not answer: try again later")
        : new ApiException(500, "internal error: see the log", Map.of());
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  Problem problem() {
    return Problem.of(status, String.valueOf(getMessage()));
  }
}
