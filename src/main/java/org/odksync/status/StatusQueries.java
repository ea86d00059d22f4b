package org.odksync.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.odksync.warehouse.StatementRunner;

/**
 * Queries the status of sync types, runs and problems. Each result is the JSON of one statement;
 * static methods convert it to records. Times are ISO-8601, UTC.
 */
public final class StatusQueries {

  /** The JSON may have more keys than a record. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final StatementRunner warehouse;
  private final int noticeDays;

  /**
   * @param noticeAfter an older problem is only a notice; whole days
   */
  public StatusQueries(StatementRunner warehouse, Duration noticeAfter) {
    this.warehouse = warehouse;
    this.noticeDays = Math.toIntExact(noticeAfter.toDays());
  }

  /** All sync types: an array of {@link SyncState}. */
  public JsonNode status() {
    return query("status/sync_types", Map.of());
  }

  /** The statistics of the last hours: an object with a {@link Statistics} for each sync type. */
  public JsonNode statistics(int hours) {
    return query("status/statistics", Map.of("hours", hours));
  }

  /** An array of {@link RecordedRun}, newest first. */
  public JsonNode history(RunFilter filter) {
    return query(
            "status/history",
            Map.of(
                "type", filter.syncType(),
                "status", filter.status(),
                "before", filter.before(),
                "limit", filter.limit()))
        .get("runs");
  }

  /** All sync types in the warehouse, including removed ones; sorted. */
  public List<String> types() {
    return list(query("status/types", Map.of()), String.class);
  }

  /** A {@link OpenProblems} object. */
  public JsonNode problems() {
    return query("status/problems", Map.of("notice_days", noticeDays));
  }

  /** The lag of each feed: an object with the age of its newest stored change, in seconds. */
  public JsonNode lags() {
    return query("status/lags", Map.of());
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

  public static OpenProblems problems(JsonNode problems) {
    return JSON.convertValue(problems, OpenProblems.class);
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

  /** The column {@code answer} of a statement that returns JSON. */
  public static JsonNode answer(List<Map<String, Object>> rows) throws JsonProcessingException {
    return JSON.readTree(String.valueOf(rows.get(0).get("answer")));
  }

  /**
   * @throws IllegalStateException if the query fails; the message is for the user
   */
  private JsonNode query(String statement, Map<String, ?> parameters) {
    try {
      return answer(warehouse.ask(statement, parameters));
    } catch (JsonProcessingException notJson) {
      throw new IllegalStateException("%s did not return JSON".formatted(statement), notJson);
    }
  }
}
