package org.odksync.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The reports of the Python service's {@code get_sync_statistics()} and {@code
 * get_sync_health_status()}, with their keys and more: an object with a key for each sync type, and
 * {@code recent_history}.
 */
public final class StatusReports {

  /** The longest period of statistics: a year. */
  public static final int MOST_HOURS = 8_760;

  private static final int RECENT = 10;

  private StatusReports() {}

  /**
   * @param statistics the result of {@link StatusQueries#statistics}
   */
  public static ObjectNode statistics(StatusQueries queries, JsonNode statistics) {
    ObjectNode overview = types(queries.status());
    overview.properties().stream()
        .filter(type -> statistics.path(type.getKey()).isObject())
        .forEach(type -> addMissing((ObjectNode) type.getValue(), statistics.get(type.getKey())));
    overview.set("recent_history", queries.history(RunFilter.latest(RECENT)));
    return overview;
  }

  /**
   * The health with all details: {@code status}, {@code reasons}, {@code service_info} and more.
   */
  public static ObjectNode health(StatusQueries queries, ServiceInfo info) {
    JsonNode status = queries.status();
    JsonNode problems = queries.problems();
    Health health = Health.judge(StatusQueries.states(status), StatusQueries.problems(problems));
    ObjectNode overview = health(health);
    overview.setAll(types(status));
    overview.set("problems", problems);
    overview.set("recent_history", queries.history(RunFilter.latest(RECENT)));
    overview.set("service_info", StatusQueries.json(info));
    return overview;
  }

  /** Only {@code status} and {@code reasons}. */
  public static ObjectNode health(Health health) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("status", health.status().toString());
    for (Health.Reason reason : health.reasons()) {
      json.withArray("reasons")
          .addObject()
          .put("level", reason.level().toString())
          .put("subject", reason.subject())
          .put("message", reason.message());
    }
    json.withArray("reasons");
    return json;
  }

  private static ObjectNode types(JsonNode status) {
    ObjectNode types = JsonNodeFactory.instance.objectNode();
    for (JsonNode type : status) {
      ObjectNode state = type.deepCopy();
      state.remove("sync_type");
      // the key in the guide of the Python service
      state.set("last_error_message", state.get("last_error"));
      types.set(type.get("sync_type").textValue(), state);
    }
    return types;
  }

  /** Keeps existing keys: the last error of the statistics may be older. */
  private static void addMissing(ObjectNode state, JsonNode statistics) {
    statistics
        .properties()
        .forEach(
            entry -> {
              if (!state.has(entry.getKey())) {
                state.set(entry.getKey(), entry.getValue());
              }
            });
  }
}
