package org.odksync.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.odksync.warehouse.StatementRunner;

/**
 * Asks the warehouse what operators want to know. Each answer is JSON, as programs want it, comes
 * from one statement, and can be had as records; times are UTC, ISO-8601.
 */
public final class StatusQueries {

  /** Names as in the answers, which may have more to say than a record holds. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final StatementRunner warehouse;
  private final int noticeDays;

  /**
   * @param noticeDays so long after its beginning, what is old is only a notice
   */
  public StatusQueries(StatementRunner warehouse, int noticeDays) {
    this.warehouse = warehouse;
    this.noticeDays = noticeDays;
  }

  /** Every sync type: an array of what {@link SyncState} holds. */
  public JsonNode status() {
    return ask("status/sync_types", Map.of());
  }

  /**
   * What the runs of the last hours were like: an object of what {@link Statistics} holds, by sync
   * type.
   */
  public JsonNode statistics(int hours) {
    return ask("status/statistics", Map.of("hours", hours));
  }

  /** An array of what {@link RecordedRun} holds, the newest first. */
  public JsonNode history(RunFilter filter) {
    return ask(
            "status/history",
            Map.of(
                "type", filter.syncType(),
                "status", filter.status(),
                "before", filter.before(),
                "limit", filter.limit()))
        .get("runs");
  }

  /** The sync types that anything is known of, also of routes that are gone; sorted. */
  public List<String> types() {
    return list(ask("status/types", Map.of()), String.class);
  }

  /** What {@link Problems} holds. */
  public JsonNode problems() {
    return ask("status/problems", Map.of("notice_days", noticeDays));
  }

  /** How old the newest change is that each feed has stored: an object, seconds by sync type. */
  public JsonNode lags() {
    return ask("status/lags", Map.of());
  }

  public Health health() {
    return Health.judge(states(status()), problems(problems()));
  }

  public static List<SyncState> states(JsonNode status) {
    return list(status, SyncState.class);
  }

  public static List<RecordedRun> runs(JsonNode history) {
    return list(history, RecordedRun.class);
  }

  public static Map<String, Statistics> statistics(JsonNode statistics) {
    JavaType byType =
        JSON.getTypeFactory().constructMapType(Map.class, String.class, Statistics.class);
    return JSON.convertValue(statistics, byType);
  }

  public static Problems problems(JsonNode problems) {
    return JSON.convertValue(problems, Problems.class);
  }

  public static Map<String, Long> lags(JsonNode lags) {
    return JSON.convertValue(
        lags, JSON.getTypeFactory().constructMapType(Map.class, String.class, Long.class));
  }

  static JsonNode json(Object answer) {
    return JSON.valueToTree(answer);
  }

  private static <T> List<T> list(JsonNode array, Class<T> type) {
    return JSON.convertValue(
        array, JSON.getTypeFactory().constructCollectionType(List.class, type));
  }

  /** The answer of a statement that makes all of it. */
  public static JsonNode answer(List<Map<String, Object>> rows) throws JsonProcessingException {
    return JSON.readTree(String.valueOf(rows.get(0).get("answer")));
  }

  /**
   * @throws IllegalStateException with a sentence, when there is no answer
   */
  private JsonNode ask(String statement, Map<String, ?> parameters) {
    try {
      return answer(warehouse.ask(statement, parameters));
    } catch (JsonProcessingException notJson) {
      throw new IllegalStateException("%s gave no JSON".formatted(statement), notJson);
    }
  }
}
