package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.odksync.functional.RunPoint.Place;

/** An active run: counts its statements and requests, and calls its disturbance at each. */
final class LiveRun {

  /** Ends a run as if its process had died. */
  static final class Crash extends RuntimeException {}

  private final SequenceRunner runner;
  private final SyncTypeName type;
  private final Disturbance disturbance;
  private int statements;
  private int requests;
  private boolean leased;
  private boolean crashed;
  private boolean readRows;
  private @Nullable Message answer;
  private @Nullable WarehouseSnapshot whenLeaseWasLost;

  LiveRun(SequenceRunner runner, SyncTypeName type, Disturbance disturbance) {
    this.runner = runner;
    this.type = type;
    this.disturbance = disturbance;
  }

  SequenceRunner runner() {
    return runner;
  }

  SyncTypeName type() {
    return type;
  }

  /** The answer that has just started. */
  Message answer() {
    return answer;
  }

  boolean isCrashed() {
    return crashed;
  }

  /** Whether the feed returned rows: then the run has also read the form's version. */
  boolean hasReadRows() {
    return readRows;
  }

  /** The warehouse when another instance had taken the lease. */
  Optional<WarehouseSnapshot> whenLeaseWasLost() {
    return Optional.ofNullable(whenLeaseWasLost);
  }

  void at(Place place, Exchange exchange) throws Exception {
    requireAlive();
    leased = exchange.getVariable("run", org.odksync.run.Run.class).isStarted();
    boolean isStatement = place == Place.BEFORE_STATEMENT || place == Place.AFTER_STATEMENT;
    if (place == Place.BEFORE_STATEMENT) {
      statements++;
    } else if (place == Place.BEFORE_REQUEST) {
      requests++;
    } else if (place == Place.AFTER_REQUEST) {
      answer = exchange.getMessage();
      boolean isOk = Integer.valueOf(200).equals(answer.getHeader(Exchange.HTTP_RESPONSE_CODE));
      if (isOk && isFeed(exchange)) {
        readRows = true;
        runner.central().recordAnswer(url(exchange), answer.getHeader("ETag", String.class));
      }
    }
    disturbance.at(new RunPoint(place, isStatement ? statements : requests), this);
    requireAlive();
    // after any change at this point
    if (place == Place.BEFORE_REQUEST && isFeed(exchange)) {
      runner.central().feedStarted(type);
      requireKnown(exchange);
    }
  }

  /** Whether the request reads a window, not single submissions. */
  private static boolean isFeed(Exchange exchange) {
    return url(exchange).contains(".svc/Submissions") && url(exchange).contains("submissionDate");
  }

  private static String url(Exchange exchange) {
    return exchange.getProperty("url", String.class);
  }

  /** Checks that Central sent the ETag in an answer to the same URL. */
  private void requireKnown(Exchange exchange) {
    String etag = exchange.getMessage().getHeader("If-None-Match", String.class);
    assertThat(etag == null || runner.central().hasAnswered(url(exchange), etag))
        .as("%s is an ETag of an answer to %s", etag, url(exchange))
        .isTrue();
  }

  private void requireAlive() {
    if (crashed) {
      throw new Crash();
    }
  }

  void crash() {
    crashed = true;
  }

  void interruptedBy(List<Step> steps) throws SQLException {
    for (Step step : new ArrayList<>(steps)) {
      step.in(runner);
    }
  }

  /** Does nothing if the run has no lease yet. */
  void loseLease(boolean works) throws SQLException {
    if (!leased) {
      return;
    }
    if (works) {
      runner.expireLease(type);
      runner.onAnotherInstance(() -> runner.run(type, new Disturbance.None()));
    } else if (!runner.giveLeaseToAnother(type)) {
      return;
    }
    whenLeaseWasLost = runner.stored();
  }
}
