package org.odksync.http;

import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/** Lets an answer keep its Cache-Control header, which Camel filters out by default. */
public final class CacheControlHeaderFilter extends HttpHeaderFilterStrategy {

  public CacheControlHeaderFilter() {
    getOutFilter().remove("cache-control");
  }
}
