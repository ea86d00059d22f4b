package org.odksync.http.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.http.ApiException;
import org.odksync.run.SyncTypes;

/** Refuses requests for unknown runs and sync types, and invalid combinations of parameters. */
public final class RequestValidator {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RequestValidator() {}

  /** Requires that the run is in the history. */
  public static void requireRun(@Body List<Map<String, @Nullable Object>> rows) {
    if (rows.get(0).get(JsonAnswer.COLUMN) == null) {
      throw ApiException.notFound("there is no run with this id; old runs are deleted");
    }
  }

  /**
   * Requires a sync type that is in the warehouse.
   *
   * @param rows one row with the known names
   */
  public static void requireKnown(
      @Body List<Map<String, Object>> rows, @Variable("type") String type)
      throws JsonProcessingException {
    String known = String.valueOf(rows.get(0).get(JsonAnswer.COLUMN));
    List<String> names = List.of(JSON.readValue(known, String[].class));
    if (!names.contains(type)) {
      throw unknownType(names);
    }
  }

  /** Requires a sync type that has a route. */
  public static void requireType(
      @Variable("types") List<String> known, @Variable("type") String type) {
    if (!known.contains(type)) {
      throw unknownType(known);
    }
  }

  /** Allows options of comparisons for comparisons only. */
  public static void requireComparison(
      @Variable("type") String type,
      @Variable("full") String full,
      @Variable("accept_deletes") String acceptDeletes,
      CamelContext camel) {
    if (!SyncTypes.of(camel).get(type).isComparison()
        && (full.equals("true") || acceptDeletes.equals("true"))) {
      throw ApiException.badParameter("full and accept_deletes are for reconcile only");
    }
  }

  private static ApiException unknownType(List<String> known) {
    return ApiException.notFound("unknown sync type; known: " + String.join(", ", known));
  }
}
