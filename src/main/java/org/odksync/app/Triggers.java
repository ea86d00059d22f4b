package org.odksync.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.quartz.CronTrigger;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Quartz triggers in the warehouse, which all instances share. */
public final class Triggers {

  private static final Logger LOG = LoggerFactory.getLogger("sync");

  /** As in the route template {@code schedule}. */
  private static final String GROUP = "odk-sync";

  private static final List<String> OPTIONS =
      List.of(
          "misfireInstruction",
          "priority",
          "repeatCount",
          "repeatInterval",
          "startTime",
          "timeZone");

  /** By the computer's clock, as Quartz does. */
  private final Clock clock;

  /** What other services have set, as far as it was logged. */
  private final Map<String, String> foreign = new ConcurrentHashMap<>();

  private volatile boolean started;

  Triggers(Clock clock) {
    this.clock = clock;
  }

  /**
   * Starts the triggers, except those whose route no longer exists: they would fire for ever.
   *
   * @throws IllegalStateException when the warehouse refuses
   */
  void start(CamelContext camel) {
    Scheduler quartz = quartz(camel);
    try {
      for (TriggerKey trigger : quartz.getTriggerKeys(GroupMatcher.triggerGroupEquals(GROUP))) {
        if (camel.getRoute(trigger.getName() + ".schedule") == null) {
          quartz.unscheduleJob(trigger);
          LOG.info("The trigger of {} is removed: its route no longer exists", trigger.getName());
        }
      }
      quartz.start();
      started = true;
    } catch (SchedulerException e) {
      throw new IllegalStateException(
          "the triggers cannot be started: check that the database answers", e);
    }
  }

  /**
   * Fires no trigger any more. A job that ends after Quartz was shut down is an error to Quartz, so
   * no job may begin while the service stops.
   */
  void pause(CamelContext camel) {
    if (!started) {
      return;
    }
    try {
      quartz(camel).standby();
    } catch (SchedulerException refused) {
      LOG.warn("The triggers are not paused: {}", refused.getClass().getSimpleName());
    }
  }

  /** Parameters of {@code triggers/check.sql}. */
  public Map<String, Object> question(CamelContext camel) throws SchedulerException {
    return Map.of(
        "scheduler", quartz(camel).getSchedulerName(),
        "now_millis", clock.millis(),
        "schedules", schedules(camel));
  }

  /**
   * Checks the options of all triggers: Camel ignores those that it does not know, and a trigger
   * without an interval would start one run after the other.
   *
   * @return what is wrong; empty for nothing
   */
  static List<String> problems(CamelContext camel) {
    List<String> problems = new ArrayList<>();
    for (Route route : camel.getRoutes()) {
      if (route.getEndpoint() instanceof QuartzEndpoint endpoint) {
        endpoint.getTriggerParameters().keySet().stream()
            .filter(option -> !OPTIONS.contains(option))
            .sorted()
            .map(
                option ->
                    "trigger.%s of route %s is no option of a trigger; known are trigger.%s"
                        .formatted(option, route.getRouteId(), String.join(", trigger.", OPTIONS)))
            .forEach(problems::add);
      }
    }
    return problems;
  }

  /** When the routes of this service run: a JSON array for {@code triggers/check.sql}. */
  private static String schedules(CamelContext camel) {
    ArrayNode schedules = JsonNodeFactory.instance.arrayNode();
    for (Route route : camel.getRoutes()) {
      if (route.getEndpoint() instanceof QuartzEndpoint endpoint) {
        schedules
            .addObject()
            .put("sync_type", endpoint.getTriggerName())
            .put("schedule", schedule(endpoint));
      }
    }
    return schedules.toString();
  }

  private static String schedule(QuartzEndpoint endpoint) {
    return Optional.ofNullable(endpoint.getCron())
        .orElseGet(() -> String.valueOf(endpoint.getTriggerParameters().get("repeatInterval")));
  }

  /**
   * Repairs triggers that are stuck or ahead, and logs when another service has set one
   * differently.
   *
   * @param found rows of {@code triggers/check.sql}
   * @return the sync types that are due since a time that their trigger does not make up for
   */
  public List<String> repair(@Body List<Map<String, Object>> found, CamelContext camel)
      throws SchedulerException {
    List<String> due = new ArrayList<>();
    Map<String, String> others = new HashMap<>();
    for (Map<String, Object> row : found) {
      String sync = String.valueOf(row.get("sync_type"));
      String fault = fault(row);
      if (!fault.isEmpty()) {
        LOG.warn("The trigger of {} {}: it fires from now on", sync, fault);
        if (restart(sync, quartz(camel))) {
          due.add(sync);
        }
      }
      if (Objects.equals(row.get("differs"), true)) {
        others.put(sync, String.valueOf(row.get("schedule")));
      }
    }
    compare(others);
    return due;
  }

  /** Why the trigger does not fire in time; empty if it does. */
  private static String fault(Map<String, Object> row) {
    if (Objects.equals(row.get("stuck"), true)) {
      return "was left %s without a run".formatted(row.get("state"));
    }
    return Objects.equals(row.get("ahead"), true)
        ? "was set by a clock that is ahead of this one (NTP keeps clocks together)"
        : "";
  }

  /** Whether it was due, and does not fire by itself at once. */
  private boolean restart(String sync, Scheduler quartz) throws SchedulerException {
    TriggerKey key = TriggerKey.triggerKey(sync, GROUP);
    Trigger trigger = quartz.getTrigger(key);
    if (trigger == null) {
      return false;
    }
    Instant now = clock.instant();
    Date next = trigger.getNextFireTime();
    // Quartz checks under its lock whether a run is active, and then keeps the trigger blocked
    quartz.rescheduleJob(key, trigger.getTriggerBuilder().startAt(Date.from(now)).build());
    return trigger instanceof CronTrigger && next != null && next.toInstant().isBefore(now);
  }

  /** Logs once what another service has set. */
  private void compare(Map<String, String> others) {
    foreign.keySet().retainAll(others.keySet());
    others.forEach(
        (sync, schedule) -> {
          if (!schedule.equals(foreign.put(sync, schedule))) {
            LOG.warn(
                "Another service on this database runs {} {}: give all of them the same settings, such as"
                    + " SYNC_INTERVAL",
                sync,
                rhythm(schedule));
          }
        });
  }

  private static String rhythm(String schedule) {
    return schedule.matches("\\d+")
        ? "every %d s".formatted(Long.parseLong(schedule) / 1_000)
        : "by the cron expression " + schedule;
  }

  private static Scheduler quartz(CamelContext camel) {
    return camel.getComponent("quartz", QuartzComponent.class).getScheduler();
  }
}
