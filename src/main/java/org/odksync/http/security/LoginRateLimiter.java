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
 * Counts wrong logins by the address that they come from. After ten within a minute none is looked
 * at any more from there, right or wrong, until that minute is over: a right one that was let
 * through would tell whoever guesses.
 */
final class LoginRateLimiter {

  private static final int MOST_WRONG = 10;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** Whoever has more addresses than that can guess faster; memory is worth more. */
  static final int MOST_ADDRESSES = 10_000;

  private static final int BYTES_OF_A_NETWORK = 8;

  private record Wrong(Instant since, int count) {}

  private final Clock clock;

  /** The one that began first stands first. */
  private final Map<String, Wrong> addresses = new LinkedHashMap<>();

  LoginRateLimiter(Clock clock) {
    this.clock = clock;
  }

  /** How long no login is looked at that comes from there; zero for those that are. */
  synchronized Duration pause(String address) {
    Wrong wrong = current(network(address));
    return wrong.count() < MOST_WRONG
        ? Duration.ZERO
        : Duration.between(clock.instant(), wrong.since().plus(WINDOW));
  }

  synchronized void wrong(String address) {
    String network = network(address);
    Wrong wrong = current(network);
    if (wrong.count() == 0) {
      addresses.remove(network);
    }
    addresses.put(network, new Wrong(wrong.since(), wrong.count() + 1));
    if (addresses.size() > MOST_ADDRESSES) {
      addresses.remove(addresses.keySet().iterator().next());
    }
  }

  synchronized int size() {
    return addresses.size();
  }

  /** Of this minute; a clock that was set back ends it too. */
  private Wrong current(String network) {
    Instant now = clock.instant();
    Wrong wrong = addresses.get(network);
    return wrong == null || now.isBefore(wrong.since()) || !now.isBefore(wrong.since().plus(WINDOW))
        ? new Wrong(now, 0)
        : wrong;
  }

  /** A single machine may have all of the 2^64 IPv6 addresses of its network. */
  private static String network(String address) {
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length > BYTES_OF_A_NETWORK
          ? Arrays.toString(Arrays.copyOf(bytes, BYTES_OF_A_NETWORK))
          : address;
    } catch (UnknownHostException notAnAddress) {
      return address;
    }
  }
}
