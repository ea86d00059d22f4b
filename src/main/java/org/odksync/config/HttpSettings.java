package org.odksync.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the settings of our HTTP server. */
final class HttpSettings {

  private static final String HOST = "HTTP_HOST";
  private static final String ADMIN = "ADMIN_PASSWORD";
  private static final String VIEWER = "VIEWER_PASSWORD";
  private static final String KEYSTORE = "HTTP_KEYSTORE";
  private static final String KEYSTORE_PASSWORD = "HTTP_KEYSTORE_PASSWORD";

  private static final String LOOPBACK = "127.0.0.1";
  private static final int SHORTEST_PASSWORD = 12;

  /** An IP address; a host name would need a DNS lookup. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private HttpSettings() {}

  static Settings.Http read(Environment environment, Optional<URI> publicUrl) {
    InetAddress host = host(environment);
    Optional<Secret> admin = password(environment, ADMIN);
    Optional<Secret> viewer = password(environment, VIEWER);
    if (admin.isEmpty() && !host.isLoopbackAddress()) {
      environment.addProblem(
          "%s is not set: without it %s must be a loopback address such as %s",
          ADMIN, HOST, LOOPBACK);
    }
    if (admin.isEmpty() && viewer.isPresent()) {
      environment.addProblem("%s is not set: %s requires it", ADMIN, VIEWER);
    }
    if (admin.isPresent() && admin.equals(viewer)) {
      environment.addProblem("%s must not be the same as %s", VIEWER, ADMIN);
    }
    return new Settings.Http(
        host.getHostAddress(),
        environment.number("HTTP_PORT", 8080, 1, 65535),
        admin,
        viewer,
        tls(environment),
        publicUrl);
  }

  private static InetAddress host(Environment environment) {
    String text = environment.text(HOST, LOOPBACK);
    String address = text.equalsIgnoreCase("localhost") ? LOOPBACK : text;
    try {
      if (ADDRESS.matcher(address).matches()) {
        return InetAddress.getByName(address);
      }
    } catch (UnknownHostException notAnAddress) {
      // reported below, like a host name
    }
    environment.addProblem("%s must be an IP address or localhost, not '%s'", HOST, text);
    return InetAddress.getLoopbackAddress();
  }

  private static Optional<Secret> password(Environment environment, String name) {
    Optional<String> password = environment.optional(name);
    if (password.isPresent() && password.get().length() < SHORTEST_PASSWORD) {
      environment.addProblem("%s must have at least %d characters", name, SHORTEST_PASSWORD);
    }
    return password.map(Secret::new);
  }

  /** Keystore and password are set together or not at all. */
  private static Optional<Settings.Tls> tls(Environment environment) {
    if (!environment.isSet(KEYSTORE) && !environment.isSet(KEYSTORE_PASSWORD)) {
      return Optional.empty();
    }
    return Optional.of(
        new Settings.Tls(
            Path.of(environment.required(KEYSTORE_PASSWORD + " requires it", KEYSTORE)),
            environment.requiredSecret(KEYSTORE + " requires it", KEYSTORE_PASSWORD)));
  }
}
