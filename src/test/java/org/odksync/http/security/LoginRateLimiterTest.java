package org.odksync.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.SettableClock;

class LoginRateLimiterTest {

  private final SettableClock clock = new SettableClock();
  private final LoginRateLimiter limiter = new LoginRateLimiter(clock);

  @Test
  void tenFailedLoginsBlockAnAddressForAMinute() {
    fail(9, "10.0.0.1");
    assertThat(limiter.pause("10.0.0.1")).isZero();

    fail(1, "10.0.0.1");
    assertThat(limiter.pause("10.0.0.1")).isEqualTo(Duration.ofMinutes(1));
    assertThat(limiter.pause("10.0.0.2")).isZero();
  }

  @Test
  void minuteStartsWithTheFirstFailure() {
    fail(1, "10.0.0.1");
    clock.move(Duration.ofSeconds(50));
    fail(9, "10.0.0.1");
    assertThat(limiter.pause("10.0.0.1")).isEqualTo(Duration.ofSeconds(10));

    clock.move(Duration.ofSeconds(10));
    assertThat(limiter.pause("10.0.0.1")).isZero();
    fail(9, "10.0.0.1");
    assertThat(limiter.pause("10.0.0.1")).isZero();
  }

  @Test
  void clockSetBackBlocksNoAddress() {
    fail(10, "10.0.0.1");
    clock.move(Duration.ofHours(-1));

    assertThat(limiter.pause("10.0.0.1")).isZero();
  }

  @Test
  void ipv6NetworkCountsAsOneAddress() {
    for (int i = 0; i < 10; i++) {
      fail(1, "2001:db8:0:1::" + i);
    }

    assertThat(limiter.pause("2001:db8:0:1:ffff::1")).isPositive();
    assertThat(limiter.pause("2001:db8:0:2::1")).isZero();
  }

  @Test
  void oldestAddressesAreDropped() {
    fail(10, "10.0.0.1");
    for (int i = 0; i < LoginRateLimiter.MOST_ADDRESSES; i++) {
      fail(1, "10.1." + i / 256 + "." + i % 256);
    }

    assertThat(limiter.size()).isEqualTo(LoginRateLimiter.MOST_ADDRESSES);
    assertThat(limiter.pause("10.0.0.1")).isZero();
  }

  private void fail(int times, String address) {
    for (int i = 0; i < times; i++) {
      limiter.recordFailure(address);
    }
  }
}
