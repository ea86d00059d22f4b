package org.odksync.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.odksync.run.Diagnosis;

/**
 * Puts the questions of {@code monitor.camel.yaml} to the warehouse. Each is asked as JSON, as
 * programs want it, and can be had as records.
 */
public final class Monitor {

  /** Names as in the answers, which may have more to say than a record holds. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final CamelContext camel;

  /**
   * @param camel with the routes of {@code monitor.camel.yaml}
   */
  public Monitor(CamelContext camel) {
    this.camel = camel;
  }

  /** Every sync type: an array of what {@link SyncState} holds. */
  public JsonNode status() {
    return ask("direct:monitor.status", Map.of());
  }

  /**
   * What the runs of the last hours were like: an object of what {@link Statistics} holds, by sync
   * type.
   */
  public JsonNode statistics(int hours) {
    return ask("direct:monitor.statistics", Map.of("hours", hours));
  }

  /** An array of what {@link RecordedRun} holds, the newest first. */
  public JsonNode history(RunFilter filter) {
    return ask(
        "direct:monitor.history",
        Map.of(
            "type", filter.syncType(),
            "outcome", filter.status(),
            "before", filter.before(),
            "limit", filter.limit()));
  }

  /** The sync types that anything is known of, also of routes that are gone; sorted. */
  public List<String> types() {
    return list(ask("direct:monitor.types", Map.of()), String.class);
  }

  /** What {@link Problems} holds. */
  public JsonNode problems() {
    return ask("direct:monitor.problems", Map.of());
  }

  /** How old the newest change is that each feed has stored: an object, seconds by sync type. */
  public JsonNode lags() {
    return ask("direct:monitor.lags", Map.of());
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

  /**
   * @throws IllegalStateException with a sentence, when there is no answer
   */
  private JsonNode ask(String question, Map<String, Object> variables) {
    try {
      return JSON.readTree(answer(question, variables, String.class));
    } catch (JsonProcessingException notJson) {
      throw new IllegalStateException("%s gave no JSON".formatted(question), notJson);
    }
  }

  /**
   * What a route answers.
   *
   * @param type of the body
   * @throws IllegalStateException with a sentence, when there is no answer
   */
  public <T> T answer(String route, Map<String, Object> variables, Class<T> type) {
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      Exchange answer = template.send(route, it -> variables.forEach(it::setVariable));
      if (answer.getException() != null) {
        throw new IllegalStateException(
            Diagnosis.of(answer.getException()).message(), answer.getException());
      }
      return answer.getMessage().getBody(type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
