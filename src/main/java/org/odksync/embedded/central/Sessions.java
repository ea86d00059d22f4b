package org.odksync.embedded.central;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The open sessions. Each ends 24 hours after its login, used or not. */
final class Sessions {

  private static final Duration LIFETIME = Duration.ofHours(24);
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789$!";

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> open = new ConcurrentHashMap<>();

  Sessions(Clock clock) {
    this.clock = clock;
  }

  Session open() {
    Instant now = clock.instant();
    open.values().removeIf(session -> session.isOver(now));
    Session session = new Session(token(), token(), now, now.plus(LIFETIME));
    open.put(session.token(), session);
    return session;
  }

  Optional<Session> find(String token) {
    return Optional.ofNullable(open.get(token)).filter(session -> !session.isOver(clock.instant()));
  }

  void forget(Session session) {
    open.remove(session.token());
  }

  void forgetAll() {
    open.clear();
  }

  private String token() {
    StringBuilder token = new StringBuilder(64);
    random.ints(64, 0, LETTERS.length()).forEach(at -> token.append(LETTERS.charAt(at)));
    return token.toString();
  }

  /** One login. */
  record Session(String token, String csrf, Instant createdAt, Instant expiresAt) {

    boolean isOver(Instant now) {
      return !now.isBefore(expiresAt);
    }
  }
}
