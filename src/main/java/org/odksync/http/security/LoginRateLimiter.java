package org.odksync.http.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits failed logins by address. After 10 failed logins in a minute, that address gets 429 until
 * the minute ends, even with the right password: otherwise a guess could still succeed.
 */
final class LoginRateLimiter {

  private static final int MAX_FAILURES = 10;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** A limit for memory: an attacker with more addresses can guess faster. */
  static final int MOST_ADDRESSES = 10_000;

  private static final int NETWORK_BYTES = 8;

  private record Failures(Instant since, int count) {}

  private final Clock clock;

  /** In the order of their first failure. */
  private final Map<String, Failures> addresses = new LinkedHashMap<>();

  LoginRateLimiter(Clock clock) {
    this.clock = clock;
  }

  /** How long logins from this address are blocked; zero if they are not. */
  synchronized Duration pause(String address) {
    Failures failures = current(network(address));
    return failures.count() < MAX_FAILURES
        ? Duration.ZERO
        : Duration.between(clock.instant(), failures.since().plus(WINDOW));
  }

  synchronized void recordFailure(String address) {
    String network = network(address);
    Failures failures = current(network);
    if (failures.count() == 0) {
      addresses.remove(network);
    }
    addresses.put(network, new Failures(failures.since(), failures.count() + 1));
    if (addresses.size() > MOST_ADDRESSES) {
      addresses.remove(addresses.keySet().iterator().next());
    }
  }

  synchronized int size() {
    return addresses.size();
  }

  /** The failures of the current minute; a clock that is set back starts a new one. */
  private Failures current(String network) {
    Instant now = clock.instant();
    Failures failures = addresses.get(network);
    return failures == null
            || now.isBefore(failures.since())
            || !now.isBefore(failures.since().plus(WINDOW))
        ? new Failures(now, 0)
        : failures;
  }

  /** The address, or for IPv6 its /64 network, all of which one machine may own. */
  private static String network(String address) {
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length > NETWORK_BYTES
          ? Arrays.toString(Arrays.copyOf(bytes, NETWORK_BYTES))
          : address;
    } catch (UnknownHostException notAnAddress) {
      return address;
    }
  }
}
