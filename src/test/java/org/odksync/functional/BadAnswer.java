package org.odksync.functional;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Message;
import org.odksync.embedded.central.Fault;
import org.odksync.functional.RunPoint.Place;

/** A broken or unusual answer of Central. */
enum BadAnswer {
  /** The connection ends within the body. */
  CUT,
  /** The body stops in the middle, until the client times out. */
  SILENCE,
  /** The connection ends before the first byte. */
  DISCONNECT,
  ERROR_500,
  HTML_502,
  /** No rows, but a link to the same rows in pages of two. */
  PAGES,
  /** No rows, but a link to itself. */
  CIRCLE;

  private static final String PAGE_OF_TWO = "&%24top=2";
  private static final String LOOP_MARK = "&%24count=false";

  boolean isTruncated() {
    return this == CUT || this == SILENCE;
  }

  void at(Place place, int bytes, LiveRun run) {
    if (place == Place.BEFORE_REQUEST && this != SILENCE) {
      run.runner().faults().next(target -> !target.contains("/v1/sessions"), fault(bytes), 1);
    }
    if (place == Place.AFTER_REQUEST && this == SILENCE) {
      Message answer = run.answer();
      if (answer.getBody() instanceof InputStream body) {
        answer.setBody(new Silent(body, bytes));
      }
    }
  }

  private Fault fault(int bytes) {
    return switch (this) {
      case CUT, SILENCE -> Fault.cut(bytes);
      case DISCONNECT -> Fault.disconnect();
      case ERROR_500 -> Fault.error(500, 0, "Internal Server Error");
      case HTML_502 -> Fault.html(502);
      case PAGES -> normal -> exchange -> link(exchange, normal, PAGE_OF_TWO);
      case CIRCLE -> normal -> exchange -> link(exchange, normal, LOOP_MARK);
    };
  }

  private static void link(HttpExchange exchange, HttpHandler normal, String addition)
      throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    if (query == null || !query.contains("%24filter")) {
      normal.handle(exchange);
      return;
    }
    String link = "http://elsewhere/?" + query.replace(addition, "") + addition;
    byte[] page =
        "{\"value\":[],\"@odata.nextLink\":\"%s\"}"
            .formatted(link)
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
  }

  /** A body that times out at once, as from a silent server. */
  private static final class Silent extends FilterInputStream {
    private int left;

    Silent(InputStream body, int bytes) {
      super(body);
      this.left = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        throw new SocketTimeoutException("Read timed out");
      }
      int count = super.read(buffer, offset, Math.min(length, left));
      if (count < 0) {
        throw new SocketTimeoutException("Read timed out");
      }
      left -= count;
      return count;
    }
  }
}
