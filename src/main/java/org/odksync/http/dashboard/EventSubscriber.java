package org.odksync.http.dashboard;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** A page that is open somewhere, and is told what happens by server-sent events. */
final class EventSubscriber {

  private final Context thread;
  private final HttpServerResponse response;

  private EventSubscriber(Context thread, HttpServerResponse response) {
    this.thread = thread;
    this.response = response;
  }

  /** Begins an answer that has no end. */
  static EventSubscriber of(RoutingContext context) {
    HttpServerResponse response = context.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        // nginx would keep events until there are many
        .putHeader("X-Accel-Buffering", "no");
    return new EventSubscriber(context.vertx().getOrCreateContext(), response);
  }

  void whenGone(Runnable then) {
    response.exceptionHandler(gone -> then.run()).closeHandler(closed -> then.run());
  }

  /** From any thread. One that does not take what it is told has to ask anew. */
  void tell(String event) {
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
