package org.odksync.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.http.Problem;
import org.odksync.run.SyncTypes;

/** A request does not get what it asked for, and is told why. */
public final class Refusal extends RuntimeException {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RETRY_SECONDS = "5";

  private final int status;
  private final transient Map<String, String> headers;

  private Refusal(int status, String detail, Map<String, String> headers) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }

  static Refusal badParameter(String detail) {
    return new Refusal(400, detail, Map.of());
  }

  static Refusal absent(String detail) {
    return new Refusal(404, detail, Map.of());
  }

  /**
   * @param allowed methods, separated by commas
   */
  static Refusal notAllowed(String allowed) {
    return new Refusal(405, "only " + allowed, Map.of("Allow", allowed));
  }

  static Refusal notAcceptable() {
    return new Refusal(406, "answers are application/json only", Map.of());
  }

  static Refusal held(String detail) {
    return new Refusal(409, detail, Map.of());
  }

  static Refusal unsupported() {
    return new Refusal(415, "this request takes no content", Map.of());
  }

  /** What may be over in a moment. */
  static Refusal later(String detail) {
    return new Refusal(503, detail, Map.of("Retry-After", RETRY_SECONDS));
  }

  /** Refuses a request whose turn it is not: too many wait for the warehouse. */
  public static void requireTurn(boolean taken) {
    if (!taken) {
      throw later("too many requests at once, try again later");
    }
  }

  /** Refuses a request for a run that is not there. */
  public static String requireRun(@Nullable String run) {
    if (run == null) {
      throw absent("there is no run with this id, or not any more");
    }
    return run;
  }

  /** Refuses a request for a sync type that is not there. */
  public static void requireType(List<String> known, String type) {
    if (!known.contains(type)) {
      throw absent("there is no such sync type; there are " + String.join(", ", known));
    }
  }

  /** Refuses what is for comparisons only, when another sync type is to run. */
  public static void requireComparison(
      @Variable("type") String type,
      @Variable("full") String full,
      @Variable("accept_deletes") String acceptDeletes,
      CamelContext camel) {
    if (!SyncTypes.of(camel).get(type).isComparison()
        && (full.equals("true") || acceptDeletes.equals("true"))) {
      throw badParameter("full and accept_deletes are for reconcile only");
    }
  }

  /**
   * Refuses a question about a sync type that there is not.
   *
   * @param known a JSON array
   */
  public static void requireKnown(String known, String type) throws JsonProcessingException {
    List<String> names = List.of(JSON.readValue(known, String[].class));
    if (!names.contains(type)) {
      throw badParameter("type must be one of " + String.join(", ", names));
    }
  }

  static Refusal failed() {
    return new Refusal(500, "the log tells why", Map.of());
  }

  Problem problem() {
    return Problem.of(status, String.valueOf(getMessage()));
  }

  Map<String, String> headers() {
    return headers;
  }
}
