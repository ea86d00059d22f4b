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
 * Which proxy is between us and a server. Those of the environment go before those of the JVM
 * ({@code -Dhttps.proxyHost}); there is none on the way to this machine.
 */
public final class Proxies {

  private static final int DEFAULT_PORT = 80;

  private static final Pattern THIS_MACHINE =
      Pattern.compile("(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

  /**
   * @param login that it wants
   */
  public record Proxy(String host, int port, Optional<Login> login) {

    /** Where it is, as messages say it. */
    public String place() {
      return host + ":" + port;
    }
  }

  /** Of a user of a proxy. */
  public record Login(String user, Secret password) {}

  private final Optional<Proxy> http;
  private final Optional<Proxy> https;
  private final List<String> direct;

  private Proxies(Optional<Proxy> http, Optional<Proxy> https, List<String> direct) {
    this.http = http;
    this.https = https;
    this.direct = List.copyOf(direct);
  }

  /** Only those of the JVM. */
  public static Proxies ofJvmAlone() {
    return new Proxies(Optional.empty(), Optional.empty(), List.of());
  }

  /** The names in lower case are those that some tools take alone. */
  static Proxies read(Environment environment) {
    return new Proxies(
        proxy(environment, "HTTP_PROXY", "http_proxy"),
        proxy(environment, "HTTPS_PROXY", "https_proxy"),
        direct(environment));
  }

  /** Whether what is sent to this address does not leave the machine. */
  public static boolean isThisMachine(URI server) {
    return THIS_MACHINE.matcher(name(server)).matches();
  }

  /** The one between us and this server, if any. */
  public Optional<Proxy> of(URI server) {
    if (isThisMachine(server)) {
      return Optional.empty();
    }
    if (!areSet()) {
      return ofJvm(server);
    }
    return ("https".equals(server.getScheme()) ? https : http)
        .filter(proxy -> direct.stream().noneMatch(entry -> isOf(entry, server)));
  }

  /** Whether the environment names any. */
  boolean areSet() {
    return http.isPresent() || https.isPresent();
  }

  /** The logins of those that want one. */
  Map<Proxy, Login> withLogin() {
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

  /** An entry of NO_PROXY is a host or a domain, or {@code *}, with a port or without. */
  private static boolean isOf(String entry, URI server) {
    String name = entry.replaceFirst("(?<=[^:]):\\d+$", "").replaceFirst("^\\*?\\.", "");
    boolean samePort = !entry.matches(".*[^:]:\\d+") || entry.endsWith(":" + port(server));
    String host = name(server);
    return samePort && (name.equals("*") || host.equals(name) || host.endsWith("." + name));
  }

  private static String name(URI server) {
    return String.valueOf(server.getHost()).toLowerCase(Locale.ROOT);
  }

  private static int port(URI server) {
    int usual = "https".equals(server.getScheme()) ? 443 : 80;
    return server.getPort() < 0 ? usual : server.getPort();
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
        environment.warning(
            "NO_PROXY: %s is ignored, only hosts and domains are known here", entry);
      } else if (!entry.isEmpty()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** Nothing of the value is said: it may hold a password. */
  private static Optional<Proxy> proxy(Environment environment, String... names) {
    Optional<String> value = environment.firstOf(names);
    Optional<Proxy> proxy = value.flatMap(Proxies::parsed);
    if (value.isPresent() && proxy.isEmpty()) {
      environment.problem(
          "%s must be an address such as http://user:password@proxy.example.org:3128", names[0]);
    }
    return proxy;
  }

  private static Optional<Proxy> parsed(String value) {
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
        new Login(decoded(parts[0]), new Secret(parts.length > 1 ? decoded(parts[1]) : "")));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
