package org.odksync.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the Python service's {@code get_sync_statistics()} and {@code get_sync_health_status()}
 * gave, with their keys, and more: an object with a key for each sync type, and {@code
 * recent_history}.
 */
public final class Overview {

  /** Of which there may be statistics: a year. */
  public static final int MOST_HOURS = 8_760;

  private static final int RECENT = 10;

  private Overview() {}

  /**
   * @param statistics as {@link StatusQueries#statistics} gave them
   */
  public static ObjectNode statistics(StatusQueries monitor, JsonNode statistics) {
    ObjectNode overview = types(monitor.status());
    overview.properties().stream()
        .filter(type -> statistics.path(type.getKey()).isObject())
        .forEach(type -> merge((ObjectNode) type.getValue(), statistics.get(type.getKey())));
    overview.set("recent_history", monitor.history(RunFilter.latest(RECENT)));
    return overview;
  }

  /** How everything is, and why: {@code status}, {@code reasons}, and {@code service_info}. */
  public static ObjectNode health(StatusQueries monitor, ServiceInfo info) {
    JsonNode status = monitor.status();
    JsonNode problems = monitor.problems();
    Health health = Health.judge(StatusQueries.states(status), StatusQueries.problems(problems));
    ObjectNode overview = health(health);
    overview.setAll(types(status));
    overview.set("problems", problems);
    overview.set("recent_history", monitor.history(RunFilter.latest(RECENT)));
    overview.set("service_info", StatusQueries.json(info));
    return overview;
  }

  /** The verdict alone. */
  public static ObjectNode health(Health health) {
    ObjectNode verdict = JsonNodeFactory.instance.objectNode();
    verdict.put("status", health.status().toString());
    for (Health.Reason reason : health.reasons()) {
      verdict
          .withArray("reasons")
          .addObject()
          .put("level", reason.level().toString())
          .put("subject", reason.subject())
          .put("message", reason.message());
    }
    verdict.withArray("reasons");
    return verdict;
  }

  private static ObjectNode types(JsonNode status) {
    ObjectNode types = JsonNodeFactory.instance.objectNode();
    for (JsonNode type : status) {
      ObjectNode state = type.deepCopy();
      state.remove("sync_type");
      // what the guide of the Python service looks for to recover
      state.set("last_error_message", state.get("last_error"));
      types.set(type.get("sync_type").textValue(), state);
    }
    return types;
  }

  /** Without what the state says already: the last error, of whenever it was. */
  private static void merge(ObjectNode state, JsonNode statistics) {
    statistics
        .properties()
        .forEach(
            its -> {
              if (!state.has(its.getKey())) {
                state.set(its.getKey(), its.getValue());
              }
            });
  }
}
