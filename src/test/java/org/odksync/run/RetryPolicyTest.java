package org.odksync.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private final Exception broken = new IOException();

  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "0, 0.5, 1000", "0, 0.999, 1998", "1, 0.5, 3000", "2, 0.999, 17982"})
  void waitIsRandomBelowAGrowingLimit(int retries, double random, long milliseconds) {
    IntStream.range(0, retries).forEach(i -> RetryState.of(exchange).add(0));

    fail(broken, random);

    assertThat(isRetrying()).isTrue();
    assertThat(delay()).isEqualTo(milliseconds);
  }

  @Test
  void retriesAreLimited() {
    IntStream.range(0, 3).forEach(i -> RetryState.of(exchange).add(0));

    fail(broken, 0);

    assertThat(isRetrying()).isFalse();
  }

  @Test
  void totalWaitIsLimited() {
    RetryState.of(exchange).add(57_000);
    fail(broken, 0.5);
    assertThat(isRetrying()).isTrue();

    RetryState.of(exchange).add(1);
    fail(broken, 0.5);
    assertThat(isRetrying()).isFalse();
  }

  @Test
  void onlyTransientFailuresAreRetried() {
    for (int status : List.of(400, 401, 403, 404)) {
      fail(answer(status, Map.of()), 0);
      assertThat(isRetrying()).as("%d", status).isFalse();
    }
    for (int status : List.of(408, 429, 500, 502, 503, 504)) {
      fail(answer(status, Map.of()), 0);
      assertThat(isRetrying()).as("%d", status).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7000",
    "0, 0",
    "'Tue, 24 Nov 2026 10:00:20 GMT', 20000",
    "'Tue, 24 Nov 2026 09:00:00 GMT', 0",
    "'Tuesday, 24-Nov-26 10:00:20 GMT', 20000",
    "3600, 45000",
    "soon, 1000"
  })
  void retryAfterIsFollowedUpToTheMaximum(String header, long milliseconds) {
    fail(answer(429, Map.of("retry-after", header)), 0.5);

    assertThat(delay()).isEqualTo(milliseconds);
    assertThat(isRetrying()).isTrue();
  }

  @Test
  void triggeredRunCountsItsOwnRetries() {
    RetryState.of(exchange).add(5_000);
    Exchange triggered = new DefaultExchange(exchange.getContext());
    exchange.getProperties().forEach(triggered::setProperty);

    assertThat(RetryState.of(triggered).count()).isZero();
    assertThat(RetryState.of(exchange).waited()).isEqualTo(5_000);
  }

  private void fail(Exception failure, double random) {
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
    new RetryPolicy(
            new RetryPolicy.Limits(
                3, Duration.ofSeconds(2), Duration.ofSeconds(45), Duration.ofMinutes(1)),
            () -> NOW,
            always(random))
        .process(exchange);
  }

  private boolean isRetrying() {
    return exchange.getProperty("retrying", Boolean.class);
  }

  private long delay() {
    return exchange.getProperty("retry_after", Duration.class).toMillis();
  }

  private static RandomGenerator always(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }

  private static HttpOperationFailedException answer(int status, Map<String, String> headers) {
    return new HttpOperationFailedException("http://h/p", status, "", null, headers, "");
  }
}
