package org.odksync.access;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** An answer to who may not do what was asked for, as RFC 9457 has it. */
final class Problem {

  private Problem() {}

  static void answer(HttpServerResponse response, HttpResponseStatus status, String detail) {
    response
        .setStatusCode(status.code())
        .putHeader("Content-Type", "application/problem+json")
        .end(
            new JsonObject()
                .put("type", "about:blank")
                .put("title", status.reasonPhrase())
                .put("status", status.code())
                .put("detail", detail)
                .encode());
  }
}
