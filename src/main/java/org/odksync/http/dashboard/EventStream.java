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
 * Sends changes of the sync types' status to open pages, as server-sent events. One query of the
 * warehouse serves all pages; without open pages it makes none.
 */
public final class EventStream implements Handler<RoutingContext> {

  /** Ages change with every query, so they do not count as changes. */
  private static final String AGE = "seconds_since_success";

  private static final String AGE_OF_RUN = "seconds";

  /** A comment that keeps the connection open and detects closed ones. */
  private static final String HEARTBEAT = ": still here\n\n";

  private final StatusQueries queries;
  private final int maxPages;
  private final Duration heartbeat;
  private final Set<EventSubscriber> subscribers = new LinkedHashSet<>();

  /** The last status without ages; null before the first one and after a failure. */
  private @Nullable JsonNode lastStatus;

  /** The first event for a new page. */
  private String latestEvent = "";

  private long lastSent = System.nanoTime();

  /**
   * @param maxPages the largest number of open pages
   * @param heartbeat the longest time between events
   */
  public EventStream(StatusQueries queries, int maxPages, Duration heartbeat) {
    this.queries = queries;
    this.maxPages = maxPages;
    this.heartbeat = heartbeat;
  }

  /** Subscribes a page. */
  @Override
  public void handle(RoutingContext context) {
    if (!add(context)) {
      context.response().putHeader("Retry-After", "30");
      context.fail(503);
    }
  }

  private synchronized boolean add(RoutingContext context) {
    if (subscribers.size() >= maxPages) {
      return false;
    }
    EventSubscriber subscriber = EventSubscriber.of(context);
    subscribers.add(subscriber);
    subscriber.whenGone(() -> unsubscribe(subscriber));
    subscriber.send(latestEvent.isEmpty() ? HEARTBEAT : latestEvent);
    return true;
  }

  private synchronized void unsubscribe(EventSubscriber gone) {
    subscribers.remove(gone);
    if (subscribers.isEmpty()) {
      latestEvent = "";
      lastStatus = null;
    }
  }

  /** The number of subscribed pages. */
  public synchronized int size() {
    return subscribers.size();
  }

  /** Reads the status, and sends it if it has changed. */
  public void poll() {
    if (size() == 0) {
      return;
    }
    try {
      sendStatus(queries.status());
    } catch (IllegalStateException unanswered) {
      sendFailure(event("unanswered", "{}"));
    }
  }

  private synchronized void sendStatus(JsonNode status) {
    if (subscribers.isEmpty()) {
      return;
    }
    JsonNode withoutAges = withoutAges(status);
    latestEvent = event("status", status.toString());
    if (!withoutAges.equals(lastStatus)) {
      lastStatus = withoutAges;
      sendToAll(latestEvent);
    } else if (System.nanoTime() - lastSent > heartbeat.toNanos()) {
      sendToAll(HEARTBEAT);
    }
  }

  private synchronized void sendFailure(String failure) {
    if (subscribers.isEmpty()) {
      return;
    }
    lastStatus = null;
    latestEvent = failure;
    sendToAll(failure);
  }

  private void sendToAll(String event) {
    lastSent = System.nanoTime();
    subscribers.forEach(subscriber -> subscriber.send(event));
  }

  private static JsonNode withoutAges(JsonNode status) {
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
