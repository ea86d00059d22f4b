package org.odksync.http.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.odksync.config.Digests;
import org.odksync.config.Secret;

/** Checks logins by HTTP Basic (RFC 7617, in UTF-8) in constant time. */
final class Logins {

  private static final String BASIC = "Basic ";

  /** SHA-256 of user and password. */
  private final Map<Role, byte[]> digests = new EnumMap<>(Role.class);

  Logins(Map<Role, Secret> passwords) {
    passwords.forEach(
        (role, password) ->
            digests.put(
                role, Digests.sha256((role.user() + ":" + password.reveal()).getBytes(UTF_8))));
  }

  /**
   * @param authorization the header of the request
   */
  LoginAttempt check(String authorization) {
    byte[] credentials = decoded(authorization);
    byte[] digest = Digests.sha256(credentials);
    Optional<Role> role = Optional.empty();
    for (Map.Entry<Role, byte[]> known : digests.entrySet()) {
      if (MessageDigest.isEqual(known.getValue(), digest)) {
        role = Optional.of(known.getKey());
      }
    }
    return new LoginAttempt(user(credentials), role);
  }

  private static String user(byte[] credentials) {
    String text = new String(credentials, UTF_8);
    return Arrays.stream(Role.values())
        .map(Role::user)
        .filter(user -> text.startsWith(user + ":"))
        .findFirst()
        .orElse("an unknown user");
  }

  /** User and password; empty if the header holds none. */
  private static byte[] decoded(String authorization) {
    if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return new byte[0];
    }
    try {
      return Base64.getDecoder()
          .decode(authorization.substring(BASIC.length()).strip().getBytes(ISO_8859_1));
    } catch (IllegalArgumentException notEncoded) {
      return new byte[0];
    }
  }
}
