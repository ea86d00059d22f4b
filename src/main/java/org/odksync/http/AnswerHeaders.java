package org.odksync.http;

import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/** Which headers an answer has: those that Camel lets through, and for how long it may be kept. */
public final class AnswerHeaders extends HttpHeaderFilterStrategy {

  public AnswerHeaders() {
    getOutFilter().remove("cache-control");
  }
}
