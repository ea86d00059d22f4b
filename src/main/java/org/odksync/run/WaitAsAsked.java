package org.odksync.run;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Waits as long as a server asks for before it is tried again: {@code Retry-After} (RFC 9110) in
 * seconds or as a date, with 429 and 503. Without it Camel's own delays hold.
 */
public final class WaitAsAsked implements Processor {

  /** Variable: when the step failed, for {@link CountedRetry}. */
  static final String FAILED_AT = "failed_at";

  /** Who asks for more is not waited for: the next run comes. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  private final InstantSource clock;

  public WaitAsAsked(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    exchange.setVariable(FAILED_AT, clock.instant());
    exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    asked(failure)
        .ifPresent(
            wait -> exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis()));
  }

  private Optional<Duration> asked(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpOperationFailedException answer
          && answer.getResponseHeaders() != null) {
        return header(answer.getResponseHeaders()).flatMap(this::duration);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> header(Map<String, String> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Optional<Duration> duration(String text) {
    Duration asked;
    try {
      asked =
          text.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
    if (asked.isNegative()) {
      return Optional.of(Duration.ZERO);
    }
    return Optional.of(asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
  }
}
