package org.odksync.http;

import java.util.Map;
import org.apache.camel.support.processor.PredicateValidationException;
import org.odksync.run.Diagnosis;

/** A request does not get what it asked for, and is told why. */
public final class RequestRefused extends RuntimeException {

  private static final String RETRY_SECONDS = "5";

  private final int status;
  private final transient Map<String, String> headers;

  private RequestRefused(int status, String detail, Map<String, String> headers) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }

  public static RequestRefused badParameter(String detail) {
    return new RequestRefused(400, detail, Map.of());
  }

  public static RequestRefused absent(String detail) {
    return new RequestRefused(404, detail, Map.of());
  }

  /**
   * @param allowed methods, separated by commas
   */
  public static RequestRefused notAllowed(String allowed) {
    return new RequestRefused(405, "only " + allowed, Map.of("Allow", allowed));
  }

  public static RequestRefused notAcceptable() {
    return new RequestRefused(406, "answers are application/json only", Map.of());
  }

  public static RequestRefused held(String detail) {
    return new RequestRefused(409, detail, Map.of());
  }

  public static RequestRefused unsupported() {
    return new RequestRefused(415, "this request takes no content", Map.of());
  }

  /** What may be over in a moment. */
  public static RequestRefused later(String detail) {
    return new RequestRefused(503, detail, Map.of("Retry-After", RETRY_SECONDS));
  }

  /** What a failure means for the client; of one that is no refusal it learns nothing more. */
  static RequestRefused of(Throwable failure) {
    return Diagnosis.causes(failure)
        .filter(RequestRefused.class::isInstance)
        .map(RequestRefused.class::cast)
        .findFirst()
        .orElseGet(() -> unexpected(failure));
  }

  private static RequestRefused unexpected(Throwable failure) {
    if (failure instanceof PredicateValidationException) {
      return absent("there is nothing here");
    }
    return Diagnosis.isTransient(failure)
        ? later("the warehouse does not answer, try again later")
        : new RequestRefused(500, "the log tells why", Map.of());
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
