package org.odksync.http.dashboard;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** An open page that receives server-sent events. */
final class EventSubscriber {

  private final Context thread;
  private final HttpServerResponse response;

  private EventSubscriber(Context thread, HttpServerResponse response) {
    this.thread = thread;
    this.response = response;
  }

  /** Starts an answer that never ends. */
  static EventSubscriber of(RoutingContext context) {
    HttpServerResponse response = context.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        // otherwise nginx would buffer events
        .putHeader("X-Accel-Buffering", "no");
    return new EventSubscriber(context.vertx().getOrCreateContext(), response);
  }

  void whenGone(Runnable action) {
    response.exceptionHandler(gone -> action.run()).closeHandler(closed -> action.run());
  }

  /** Sends an event, from any thread. Disconnects a page that reads too slowly; it reconnects. */
  void send(String event) {
    thread.runOnContext(
        now -> {
          if (response.closed() || response.ended()) {
            return;
          }
          if (response.writeQueueFull()) {
            response.reset();
          } else {
            response.write(event);
          }
        });
  }
}
