package org.odksync.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.SettableClock;

class LoginRateLimiterTest {

  private final SettableClock clock = new SettableClock();
  private final LoginRateLimiter throttle = new LoginRateLimiter(clock);

  @Test
  void tenWrongLoginsAMinuteAreLookedAt() {
    wrong(9, "10.0.0.1");
    assertThat(throttle.pause("10.0.0.1")).isZero();

    wrong(1, "10.0.0.1");
    assertThat(throttle.pause("10.0.0.1")).isEqualTo(Duration.ofMinutes(1));
    assertThat(throttle.pause("10.0.0.2")).isZero();
  }

  @Test
  void minuteBeginsWithTheFirst() {
    wrong(1, "10.0.0.1");
    clock.move(Duration.ofSeconds(50));
    wrong(9, "10.0.0.1");
    assertThat(throttle.pause("10.0.0.1")).isEqualTo(Duration.ofSeconds(10));

    clock.move(Duration.ofSeconds(10));
    assertThat(throttle.pause("10.0.0.1")).isZero();
    wrong(9, "10.0.0.1");
    assertThat(throttle.pause("10.0.0.1")).isZero();
  }

  @Test
  void clockThatIsSetBackLocksNobodyOut() {
    wrong(10, "10.0.0.1");
    clock.move(Duration.ofHours(-1));

    assertThat(throttle.pause("10.0.0.1")).isZero();
  }

  @Test
  void machineHasManyAddressesOfOneNetwork() {
    for (int i = 0; i < 10; i++) {
      wrong(1, "2001:db8:0:1::" + i);
    }

    assertThat(throttle.pause("2001:db8:0:1:ffff::1")).isPositive();
    assertThat(throttle.pause("2001:db8:0:2::1")).isZero();
  }

  @Test
  void oldestAddressesAreForgotten() {
    wrong(10, "10.0.0.1");
    for (int i = 0; i < LoginRateLimiter.MOST_ADDRESSES; i++) {
      wrong(1, "10.1." + i / 256 + "." + i % 256);
    }

    assertThat(throttle.size()).isEqualTo(LoginRateLimiter.MOST_ADDRESSES);
    assertThat(throttle.pause("10.0.0.1")).isZero();
  }

  private void wrong(int times, String address) {
    for (int i = 0; i < times; i++) {
      throttle.wrong(address);
    }
  }
}
