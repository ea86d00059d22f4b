package org.odksync.embedded.central;

import com.sun.net.httpserver.HttpHandler;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Sends the sample's time in a separate header, because the JDK's server overwrites {@code Date}
 * with the machine's time after every handler.
 */
final class ClockHeader {

  /** The format of {@code Date} (RFC 9110, section 5.6.7), rounded down to a second. */
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;

  ClockHeader(Clock clock) {
    this.clock = clock;
  }

  /** Adds the time of the call to the handler's answer. If nested, the inner time wins. */
  HttpHandler on(HttpHandler handler) {
    if (clock.equals(Clock.system(clock.getZone()))) {
      return handler;
    }
    return exchange -> {
      String now = FORMAT.format(clock.instant());
      exchange.getResponseHeaders().set(SampleCentral.CLOCK_HEADER, now);
      handler.handle(exchange);
    };
  }
}
