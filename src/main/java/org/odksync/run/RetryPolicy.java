package org.odksync.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.utils.DateUtils;
import org.odksync.error.Diagnosis;

/**
 * Whether a step that has failed is tried again, and when. A server that asks for a time ({@code
 * Retry-After}, RFC 9110, in seconds or as a date, with 429 and 503) is given it; else the wait is
 * random below a limit that grows, so that those who failed together do not come back together.
 */
public final class RetryPolicy implements Processor {

  /** Property: whether there is another attempt. */
  static final String RETRYING = "retrying";

  /** Property: how long to wait before it. */
  static final String WAIT = "retry_after";

  private static final int GROWTH = 3;

  /**
   * How often, and how long.
   *
   * @param retries after the first attempt
   * @param first the longest wait before the first of them; three times as long before each next
   * @param longest no server is waited for longer than this, whatever it asks for
   * @param all all waits of a run together: then the next run comes
   */
  public record Limits(int retries, Duration first, Duration longest, Duration all) {}

  private final Limits limits;
  private final InstantSource clock;
  private final RandomGenerator random;

  public RetryPolicy(Limits limits, InstantSource clock, RandomGenerator random) {
    this.limits = limits;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void process(Exchange exchange) {
    RetryState before = RetryState.of(exchange);
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Duration wait =
        shorter(asked(failure).orElseGet(() -> random(before.count())), limits.longest());
    exchange.setProperty(WAIT, wait);
    exchange.setProperty(
        RETRYING,
        before.count() < limits.retries()
            && wait.plusMillis(before.waited()).compareTo(limits.all()) <= 0
            && Diagnosis.isTransient(failure));
    exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, 0L);
  }

  private Duration random(int retries) {
    double most = limits.first().toMillis() * Math.pow(GROWTH, retries);
    return Duration.ofMillis((long) (most * random.nextDouble()));
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
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    return Optional.ofNullable(DateUtils.parseStandardDate(text))
        .map(time -> Duration.between(clock.instant(), time))
        .map(asked -> asked.isNegative() ? Duration.ZERO : asked);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
