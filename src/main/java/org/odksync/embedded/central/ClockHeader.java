package org.odksync.embedded.central;

import com.sun.net.httpserver.HttpHandler;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Tells the sample's time beside {@code Date}, which the server of the JDK writes itself, from the
 * machine's clock, after every handler.
 */
final class ClockHeader {

  /** As {@code Date} has it (RFC 9110, section 5.6.7): what is below a second is cut off. */
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;

  ClockHeader(Clock clock) {
    this.clock = clock;
  }

  /** The handler, with the time at which it is called. Around two handlers the inner one counts. */
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
