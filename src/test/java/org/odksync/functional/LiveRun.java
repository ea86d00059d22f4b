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

/** A run that is under way: counts its statements and requests, and lets its disturbance in. */
final class LiveRun {

  /** Ends a run as the death of its process would. */
  static final class Crash extends RuntimeException {}

  private final SequenceRunner scene;
  private final SyncTypeName type;
  private final Disturbance disturbance;
  private int statements;
  private int requests;
  private boolean leased;
  private boolean crashed;
  private boolean readRows;
  private @Nullable Message answer;
  private @Nullable WarehouseSnapshot whenLeaseWasLost;

  LiveRun(SequenceRunner scene, SyncTypeName type, Disturbance disturbance) {
    this.scene = scene;
    this.type = type;
    this.disturbance = disturbance;
  }

  SequenceRunner scene() {
    return scene;
  }

  SyncTypeName type() {
    return type;
  }

  /** The answer that has just begun. */
  Message answer() {
    return answer;
  }

  boolean isCrashed() {
    return crashed;
  }

  /** Whether a walk got rows: then the form's version was looked at, too. */
  boolean hasReadRows() {
    return readRows;
  }

  /** What the warehouse held when another instance had taken the lease. */
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
      if (isOk && isWalk(exchange)) {
        readRows = true;
        scene.central().answered(url(exchange), answer.getHeader("ETag", String.class));
      }
    }
    disturbance.at(new RunPoint(place, isStatement ? statements : requests), this);
    requireAlive();
    // now, after whatever has happened before it
    if (place == Place.BEFORE_REQUEST && isWalk(exchange)) {
      scene.central().asked(type);
      requireKnown(exchange);
    }
  }

  /** Whether this asks for the rows of a window, not for single submissions. */
  private static boolean isWalk(Exchange exchange) {
    return url(exchange).contains(".svc/Submissions") && url(exchange).contains("submissionDate");
  }

  private static String url(Exchange exchange) {
    return exchange.getProperty("url", String.class);
  }

  /** An ETag means something only to Central's answers to the very question that got it. */
  private void requireKnown(Exchange exchange) {
    String etag = exchange.getMessage().getHeader("If-None-Match", String.class);
    assertThat(etag == null || scene.central().hasAnswered(url(exchange), etag))
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
      step.in(scene);
    }
  }

  /** Nothing when it has not got it yet. */
  void loseLease(boolean works) throws SQLException {
    if (!leased) {
      return;
    }
    if (works) {
      scene.leaseRunsOut(type);
      scene.onAnotherInstance(() -> scene.run(type, new Disturbance.None()));
    } else if (!scene.anotherTakesLease(type)) {
      return;
    }
    whenLeaseWasLost = scene.stored();
  }
}
