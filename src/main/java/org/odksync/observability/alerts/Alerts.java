package org.odksync.observability.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.odksync.error.Diagnosis;
import org.odksync.status.StatusQueries;
import org.odksync.status.SyncState;

/**
 * Decides which problems to send to the webhook. {@link SyncState} has the words of an alert about
 * a sync type. The warehouse records these alerts; an alert about the warehouse itself is kept in
 * memory. Called by one timer.
 */
public final class Alerts {

  /** Failed polls before an alert about the warehouse; a restart takes fewer. */
  private static final int FAILED_POLLS = 3;

  /** After this time, runs that became due during an outage have started. */
  private static final Duration LONGEST_CATCH_UP = Duration.ofMinutes(5);

  private final int failures;
  private final Clock clock;
  private int failedPolls;
  private @Nullable Instant reachableSince;
  private @Nullable Alert warehouseAlert;
  private boolean warehouseAlertSent;

  /**
   * @param failures consecutive failed runs of a sync type before an alert
   */
  public Alerts(int failures, Clock clock) {
    this.failures = failures;
    this.clock = clock;
  }

  /**
   * Returns the current problems of sync types, as JSON for {@code alerts/note.sql}.
   *
   * @param status the row of {@code status/sync_types.sql}
   */
  public String problems(@Body List<Map<String, Object>> status) throws JsonProcessingException {
    if (reachableSince == null) {
      reachableSince = clock.instant();
    }
    Duration reachable = Duration.between(reachableSince, clock.instant());
    ArrayNode problems = JsonNodeFactory.instance.arrayNode();
    for (SyncState type : StatusQueries.states(StatusQueries.answer(status))) {
      boolean fails = type.consecutiveFailures() >= failures;
      if (fails || type.isOverdue()) {
        problems
            .addObject()
            .put("sync_type", type.syncType())
            .put("message", fails ? failureMessage(type) : "There was " + type.silence())
            // an overdue type whose run is still active may recover: no new alert
            .put("begins", fails || (type.isStale() && hasCaughtUp(type, reachable)));
      }
    }
    return problems.toString();
  }

  /** Whether a run that became due during an outage has had the time to start. */
  private static boolean hasCaughtUp(SyncState type, Duration reachable) {
    Long seconds = type.intervalSeconds();
    return seconds != null
        && reachable.toSeconds() >= Math.min(seconds, LONGEST_CATCH_UP.toSeconds());
  }

  private static String failureMessage(SyncState type) {
    return "The %s, %s".formatted(type.failures(), type.reason());
  }

  /**
   * Returns the alerts to send after the warehouse has answered.
   *
   * @param claimed rows of {@code alerts/claim.sql}
   */
  public List<Alert> due(@Body List<Map<String, @Nullable Object>> claimed) {
    List<Alert> due = new ArrayList<>();
    claimed.forEach(
        row ->
            due.add(
                new Alert(
                    String.valueOf(row.get("sync_type")),
                    String.valueOf(row.get("message")),
                    String.valueOf(row.get("begun")),
                    (String) row.get("ended"))));
    failedPolls = 0;
    if (warehouseAlert != null && warehouseAlertSent) {
      due.add(new Alert(Alert.WAREHOUSE, warehouseAlert.message(), warehouseAlert.begun(), now()));
    } else {
      warehouseAlert = null;
    }
    return due;
  }

  /** Returns an alert about the warehouse, if it has failed to answer several times. */
  public List<Alert> dueWithoutWarehouse(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
    failedPolls++;
    reachableSince = null;
    if (warehouseAlert == null) {
      String message = "Cannot read the status, " + Diagnosis.of(failure).message();
      warehouseAlert = new Alert(Alert.WAREHOUSE, message, now(), null);
    }
    return failedPolls < FAILED_POLLS || warehouseAlertSent ? List.of() : List.of(warehouseAlert);
  }

  /** Remembers that an alert about the warehouse was sent. */
  public void markSent(Alert alert) {
    if (alert.isOfWarehouse()) {
      warehouseAlertSent = !alert.isOver();
      warehouseAlert = alert.isOver() ? null : alert;
    }
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
