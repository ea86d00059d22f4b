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
 * Decides what is wrong enough to tell somebody. Episodes of sync types are noted in the warehouse;
 * that it does not answer is only known here. Called by one timer.
 */
public final class Alerts {

  /** A restart of the database is over sooner. */
  private static final int LOOKS = 3;

  /** By then a run has begun that became due while nobody could begin one. */
  private static final Duration LONGEST_TURN = Duration.ofMinutes(5);

  private final int failures;
  private final Clock clock;
  private int unanswered;
  private @Nullable Instant answering;
  private @Nullable Alert ofWarehouse;
  private boolean toldOfWarehouse;

  /**
   * @param failures how many runs of a type have to fail, one after the other
   */
  public Alerts(int failures, Clock clock) {
    this.failures = failures;
    this.clock = clock;
  }

  /**
   * What {@code alerts/note.sql} takes.
   *
   * @param status the row of {@code status/sync_types.sql}
   */
  public String wrong(@Body List<Map<String, Object>> status) throws JsonProcessingException {
    if (answering == null) {
      answering = clock.instant();
    }
    Duration since = Duration.between(answering, clock.instant());
    ArrayNode wrong = JsonNodeFactory.instance.arrayNode();
    for (SyncState type : StatusQueries.states(StatusQueries.answer(status))) {
      boolean fails = type.consecutiveFailures() >= failures;
      if (fails || type.isOverdue()) {
        wrong
            .addObject()
            .put("sync_type", type.syncType())
            .put("message", fails ? failing(type) : "There was " + type.silence())
            // a long run may be the one that succeeds
            .put("begins", fails || (type.isStale() && hadItsTurn(type, since)));
      }
    }
    return wrong.toString();
  }

  /** What was due while this service or its database was away comes now. */
  private static boolean hadItsTurn(SyncState type, Duration since) {
    Long seconds = type.intervalSeconds();
    return seconds != null && since.toSeconds() >= Math.min(seconds, LONGEST_TURN.toSeconds());
  }

  private static String failing(SyncState type) {
    return "The %s, %s".formatted(type.failures(), type.reason());
  }

  /**
   * What is to be told.
   *
   * @param claimed rows of {@code alerts/claim.sql}
   */
  public List<Alert> answered(@Body List<Map<String, @Nullable Object>> claimed) {
    List<Alert> due = new ArrayList<>();
    claimed.forEach(
        row ->
            due.add(
                new Alert(
                    String.valueOf(row.get("sync_type")),
                    String.valueOf(row.get("message")),
                    String.valueOf(row.get("begun")),
                    (String) row.get("ended"))));
    unanswered = 0;
    if (ofWarehouse != null && toldOfWarehouse) {
      due.add(new Alert(Alert.WAREHOUSE, ofWarehouse.message(), ofWarehouse.begun(), now()));
    } else {
      ofWarehouse = null;
    }
    return due;
  }

  /**
   * The warehouse has not answered; a few times may be a restart.
   *
   * @param failure why not
   */
  public List<Alert> unanswered(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
    unanswered++;
    answering = null;
    if (ofWarehouse == null) {
      String message = "How everything is cannot be asked, " + Diagnosis.of(failure).message();
      ofWarehouse = new Alert(Alert.WAREHOUSE, message, now(), null);
    }
    return unanswered < LOOKS || toldOfWarehouse ? List.of() : List.of(ofWarehouse);
  }

  /** Somebody was told. */
  public void told(Alert alert) {
    if (alert.isOfWarehouse()) {
      toldOfWarehouse = !alert.isOver();
      ofWarehouse = alert.isOver() ? null : alert;
    }
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
