package org.odksync.embedded.central;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;

/** Records each request, and applies its pending fault, if any. */
final class FaultyHandler implements HttpHandler {

  private final HttpHandler normal;
  private final Faults faults;
  private final RequestLog requests;

  FaultyHandler(HttpHandler normal, Faults faults, RequestLog requests) {
    this.normal = normal;
    this.faults = faults;
    this.requests = requests;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String query = uri.getRawQuery();
    String target = query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query;
    requests.add(new ReceivedRequest(exchange.getRequestMethod(), target));
    HttpHandler handler = faults.take(target).map(fault -> fault.around(normal)).orElse(normal);
    handler.handle(exchange);
    // Only after success: closing after a failure would send the last chunk of a cut body.
    exchange.close();
  }
}
