package org.odksync.http.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.odksync.status.StatusQueries;

/**
 * Tells the pages that are open how the sync types are doing, when that has changed. The warehouse
 * is asked once for all of them, and not at all while there are none.
 */
public final class EventStream implements Handler<RoutingContext> {

  /** These are others whenever they are looked at: of the last success, and of the run. */
  private static final String AGE = "seconds_since_success";

  private static final String AGE_OF_RUN = "seconds";

  /** Nothing is to be done; it keeps the connection, and tells whether there still is one. */
  private static final String HEARTBEAT = ": still here\n\n";

  private final StatusQueries monitor;
  private final int most;
  private final Duration heartbeat;
  private final Set<EventSubscriber> listeners = new LinkedHashSet<>();

  /** Without what changes all the time; null before the first, and after a failure. */
  private @Nullable JsonNode known;

  /** What somebody who comes now is told first. */
  private String latest = "";

  private long lastTold = System.nanoTime();

  /**
   * @param most pages that may be open at once
   * @param heartbeat the longest silence
   */
  public EventStream(StatusQueries monitor, int most, Duration heartbeat) {
    this.monitor = monitor;
    this.most = most;
    this.heartbeat = heartbeat;
  }

  /** A page wants to be told from now on. */
  @Override
  public void handle(RoutingContext context) {
    if (!add(context)) {
      context.response().putHeader("Retry-After", "30");
      context.fail(503);
    }
  }

  private synchronized boolean add(RoutingContext context) {
    if (listeners.size() >= most) {
      return false;
    }
    EventSubscriber listener = EventSubscriber.of(context);
    listeners.add(listener);
    listener.whenGone(() -> forget(listener));
    listener.tell(latest.isEmpty() ? HEARTBEAT : latest);
    return true;
  }

  private synchronized void forget(EventSubscriber gone) {
    listeners.remove(gone);
    if (listeners.isEmpty()) {
      latest = "";
      known = null;
    }
  }

  /** How many pages are told. */
  public synchronized int size() {
    return listeners.size();
  }

  /** Asks how everything is, and tells what is new. */
  public void look() {
    if (size() == 0) {
      return;
    }
    try {
      tell(monitor.status());
    } catch (IllegalStateException unanswered) {
      tellTrouble(event("unanswered", "{}"));
    }
  }

  private synchronized void tell(JsonNode status) {
    if (listeners.isEmpty()) {
      return;
    }
    JsonNode lasting = lasting(status);
    latest = event("status", status.toString());
    if (!lasting.equals(known)) {
      known = lasting;
      tellAll(latest);
    } else if (System.nanoTime() - lastTold > heartbeat.toNanos()) {
      tellAll(HEARTBEAT);
    }
  }

  private synchronized void tellTrouble(String trouble) {
    if (listeners.isEmpty()) {
      return;
    }
    known = null;
    latest = trouble;
    tellAll(trouble);
  }

  private void tellAll(String event) {
    lastTold = System.nanoTime();
    listeners.forEach(listener -> listener.tell(event));
  }

  private static JsonNode lasting(JsonNode status) {
    JsonNode copy = status.deepCopy();
    for (JsonNode type : copy) {
      ((ObjectNode) type).remove(AGE);
      if (type.get("run") instanceof ObjectNode run) {
        run.remove(AGE_OF_RUN);
      }
    }
    return copy;
  }

  private static String event(String name, String data) {
    return "event: %s\ndata: %s\n\n".formatted(name, data);
  }
}
