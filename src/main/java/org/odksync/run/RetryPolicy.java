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
 * Decides whether and when to retry a failed step. Follows a server's {@code Retry-After} (RFC
 * 9110, seconds or a date, with 429 and 503). Otherwise uses exponential backoff with full jitter,
 * so that clients that failed together do not retry together.
 */
public final class RetryPolicy implements Processor {

  /** Exchange property: whether to retry. */
  static final String RETRYING = "retrying";

  /** Exchange property: how long to wait before the retry. */
  static final String WAIT = "retry_after";

  private static final int GROWTH = 3;

  /**
   * The limits of retries.
   *
   * @param retries after the first attempt
   * @param first maximum wait before the first retry; it triples with each retry
   * @param longest maximum wait, even if a server's Retry-After is longer
   * @param all maximum total wait of a run: then the next run takes over
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
    RetryState state = RetryState.of(exchange);
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Duration wait =
        shorter(retryAfter(failure).orElseGet(() -> random(state.count())), limits.longest());
    exchange.setProperty(WAIT, wait);
    exchange.setProperty(
        RETRYING,
        state.count() < limits.retries()
            && wait.plusMillis(state.waited()).compareTo(limits.all()) <= 0
            && Diagnosis.isTransient(failure));
    exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, 0L);
  }

  private Duration random(int retries) {
    double limit = limits.first().toMillis() * Math.pow(GROWTH, retries);
    return Duration.ofMillis((long) (limit * random.nextDouble()));
  }

  private Optional<Duration> retryAfter(Throwable failure) {
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
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
