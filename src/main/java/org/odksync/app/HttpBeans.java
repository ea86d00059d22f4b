package org.odksync.app;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.odksync.config.ServerKey;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.http.CacheControlHeaderFilter;
import org.odksync.http.RequestLimiter;
import org.odksync.http.api.Reports;
import org.odksync.http.api.ServerErrors;
import org.odksync.http.dashboard.DashboardPages;
import org.odksync.http.dashboard.EventStream;
import org.odksync.http.hawtio.HawtioPages;
import org.odksync.http.security.AccessControl;
import org.odksync.http.security.SecuredHttpServerFactory;
import org.odksync.image.S3Clients;
import org.odksync.status.ServiceInfo;
import org.odksync.status.StatusQueries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds the beans of the HTTP server: access control, the API, and the pages that Camel's routes do
 * not serve.
 */
final class HttpBeans {

  private static final Logger LOG = LoggerFactory.getLogger(HttpBeans.class);

  private final Wiring wiring;
  private final StatusQueries monitor;
  private final EventStream events;

  HttpBeans(Wiring wiring, StatusQueries monitor) {
    this.wiring = wiring;
    this.monitor = monitor;
    Timeouts timeouts = wiring.timeouts();
    this.events =
        new EventStream(
            monitor,
            timeouts.number("events.listeners"),
            timeouts.milliseconds("events.heartbeatMilliseconds"));
  }

  /**
   * Puts access control in front of the server.
   *
   * @throws IllegalStateException with a sentence, when the port is taken
   * @throws org.odksync.config.InvalidSettings when the server's key cannot be read
   */
  void bindServer() {
    Settings.Http http = wiring.settings().http();
    Optional<ServerKey> key = http.tls().map(ServerKey::read);
    requireFree(http.host(), http.port());
    wiring.bind(
        "httpServer",
        new SecuredHttpServerFactory(new AccessControl(http, images(), wiring.clock()), key));
  }

  void bind() {
    wiring.bind("answerHeaders", new CacheControlHeaderFilter());
    wiring.bind("apiRequests", new RequestLimiter());
    wiring.bind("imageRequests", new RequestLimiter());
    wiring.bind("events", events);
    wiring.bind(
        "reports", new Reports(monitor, () -> ServiceInfo.of(wiring.settings(), wiring.clock())));
  }

  /** Adds the pages to the server, which has started. */
  void showPages(CamelContext camel) {
    Router server =
        VertxPlatformHttpRouter.lookup(
            camel, VertxPlatformHttpRouter.getRouterNameFromPort(wiring.settings().http().port()));
    ServerErrors.addTo(server);
    HawtioPages.addTo(camel, server);
    DashboardPages.addTo(server, events);
    LOG.info("the dashboard is at {}", address());
  }

  private URI address() {
    Settings.Http http = wiring.settings().http();
    String scheme = http.tls().isPresent() ? "https" : "http";
    return http.publicUrl()
        .orElse(URI.create("%s://%s:%d/".formatted(scheme, literal(http.host()), http.port())));
  }

  /** A host in a URL; an IPv6 address has colons. */
  private static String literal(String host) {
    return host.contains(":") ? "[%s]".formatted(host) : host;
  }

  /** Where browsers get images from; a stable link leads to the bucket as well. */
  private List<URI> images() {
    Settings settings = wiring.settings();
    return Stream.of(settings.bucket().map(S3Clients::address), settings.http().publicUrl())
        .flatMap(Optional::stream)
        .toList();
  }

  /** The server itself would only warn, and the service would run without health checks. */
  private static void requireFree(String host, int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      LOG.debug("port {} is free", probe.getLocalPort());
    } catch (IOException taken) {
      throw new IllegalStateException(
          isOurs(host)
              ? "port %d is used by another program: set HTTP_PORT to a free one".formatted(port)
              : "HTTP_HOST: this machine has no address " + host,
          taken);
    }
  }

  private static boolean isOurs(String host) {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return probe.isBound();
    } catch (IOException notOurs) {
      return false;
    }
  }
}
