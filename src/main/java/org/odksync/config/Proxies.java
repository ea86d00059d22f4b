package org.odksync.config;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the proxy for a server. Proxies of the environment go before those of the JVM ({@code
 * -Dhttps.proxyHost}); loopback addresses never have one.
 */
public final class Proxies {

  private static final int DEFAULT_PORT = 80;

  private static final Pattern THIS_MACHINE =
      Pattern.compile("(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

  /**
   * @param login empty for a proxy without authentication
   */
  public record Proxy(String host, int port, Optional<Login> login) {

    /** Host and port, for messages. */
    public String place() {
      return host + ":" + port;
    }
  }

  /** User and password for a proxy. */
  public record Login(String user, Secret password) {}

  private final Optional<Proxy> http;
  private final Optional<Proxy> https;
  private final List<String> direct;

  private Proxies(Optional<Proxy> http, Optional<Proxy> https, List<String> direct) {
    this.http = http;
    this.https = https;
    this.direct = List.copyOf(direct);
  }

  /** Uses only the proxies of the JVM. */
  public static Proxies ofJvmAlone() {
    return new Proxies(Optional.empty(), Optional.empty(), List.of());
  }

  /** Accepts the lower-case names, too, because some tools read only these. */
  static Proxies read(Environment environment) {
    return new Proxies(
        proxy(environment, "HTTP_PROXY", "http_proxy"),
        proxy(environment, "HTTPS_PROXY", "https_proxy"),
        direct(environment));
  }

  /** Whether the server has a loopback address. */
  public static boolean isThisMachine(URI server) {
    return THIS_MACHINE.matcher(name(server)).matches();
  }

  /** The proxy for requests to this server, if any. */
  public Optional<Proxy> of(URI server) {
    if (isThisMachine(server)) {
      return Optional.empty();
    }
    if (!areSet()) {
      return ofJvm(server);
    }
    return ("https".equals(server.getScheme()) ? https : http)
        .filter(proxy -> direct.stream().noneMatch(entry -> matches(entry, server)));
  }

  /** Whether the environment names a proxy. */
  boolean areSet() {
    return http.isPresent() || https.isPresent();
  }

  /** The logins of the proxies that require one. */
  Map<Proxy, Login> logins() {
    Map<Proxy, Login> logins = new HashMap<>();
    Stream.of(http, https)
        .flatMap(Optional::stream)
        .forEach(proxy -> proxy.login().ifPresent(login -> logins.put(proxy, login)));
    return logins;
  }

  private static Optional<Proxy> ofJvm(URI server) {
    return ProxySelector.getDefault().select(server).stream()
        .filter(proxy -> proxy.type() == java.net.Proxy.Type.HTTP)
        .map(proxy -> (InetSocketAddress) proxy.address())
        .map(address -> new Proxy(address.getHostString(), address.getPort(), Optional.empty()))
        .findFirst();
  }

  /** An entry of NO_PROXY is a host, a domain or {@code *}, with or without a port. */
  private static boolean matches(String entry, URI server) {
    String name = entry.replaceFirst("(?<=[^:]):\\d+$", "").replaceFirst("^\\*?\\.", "");
    boolean samePort = !entry.matches(".*[^:]:\\d+") || entry.endsWith(":" + port(server));
    String host = name(server);
    return samePort && (name.equals("*") || host.equals(name) || host.endsWith("." + name));
  }

  private static String name(URI server) {
    return String.valueOf(server.getHost()).toLowerCase(Locale.ROOT);
  }

  private static int port(URI server) {
    int defaultPort = "https".equals(server.getScheme()) ? 443 : 80;
    return server.getPort() < 0 ? defaultPort : server.getPort();
  }

  private static List<String> direct(Environment environment) {
    List<String> entries = new ArrayList<>();
    for (String entry :
        environment
            .firstOf("NO_PROXY", "no_proxy")
            .orElse("")
            .toLowerCase(Locale.ROOT)
            .split("[,\\s]+", -1)) {
      if (entry.contains("/")) {
        environment.addWarning(
            "NO_PROXY: %s is ignored, only hosts and domains are supported", entry);
      } else if (!entry.isEmpty()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** The problem does not repeat the value, which may hold a password. */
  private static Optional<Proxy> proxy(Environment environment, String... names) {
    Optional<String> value = environment.firstOf(names);
    Optional<Proxy> proxy = value.flatMap(Proxies::parse);
    if (value.isPresent() && proxy.isEmpty()) {
      environment.addProblem(
          "%s must be an address such as http://user:password@proxy.example.org:3128", names[0]);
    }
    return proxy;
  }

  private static Optional<Proxy> parse(String value) {
    try {
      URI uri = URI.create(value.contains("://") ? value : "http://" + value);
      return "http".equals(uri.getScheme()) && uri.getHost() != null
          ? Optional.of(
              new Proxy(
                  uri.getHost(),
                  uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                  login(uri.getRawUserInfo())))
          : Optional.empty();
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  private static Optional<Login> login(@Nullable String userInfo) {
    if (userInfo == null) {
      return Optional.empty();
    }
    String[] parts = userInfo.split(":", 2);
    return Optional.of(
        new Login(decode(parts[0]), new Secret(parts.length > 1 ? decode(parts[1]) : "")));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
