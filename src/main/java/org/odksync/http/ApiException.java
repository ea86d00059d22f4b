package org.odksync.http;

import java.util.Map;
import org.apache.camel.support.processor.PredicateValidationException;
import org.odksync.error.Diagnosis;

/** A request does not get what it asked for, and is told why. */
public final class ApiException extends RuntimeException {

  private static final String RETRY_SECONDS = "5";

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

  public static ApiException absent(String detail) {
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

  public static ApiException held(String detail) {
    return new ApiException(409, detail, Map.of());
  }

  public static ApiException unsupported() {
    return new ApiException(415, "this request takes no content", Map.of());
  }

  /** What may be over in a moment. */
  public static ApiException later(String detail) {
    return new ApiException(503, detail, Map.of("Retry-After", RETRY_SECONDS));
  }

  /** What a failure means for the client; of one that is no refusal it learns nothing more. */
  static ApiException of(Throwable failure) {
    return Diagnosis.causes(failure)
        .filter(ApiException.class::isInstance)
        .map(ApiException.class::cast)
        .findFirst()
        .orElseGet(() -> unexpected(failure));
  }

  private static ApiException unexpected(Throwable failure) {
    if (failure instanceof PredicateValidationException) {
      return absent("there is nothing here");
    }
    return Diagnosis.isTransient(failure)
        ? later("the warehouse does not answer, try again later")
        : new ApiException(500, "the log tells why", Map.of());
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
