package org.odksync.app;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.camel.main.Main;
import org.odksync.config.OutboundHttp;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.image.S3Clients;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what the beans of all subsystems share (settings, timeouts, clock, HTTP clients), and binds
 * the beans in Camel's registry.
 */
final class Wiring implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  private final Main main;
  private final Settings settings;
  private final Timeouts timeouts;
  private final Clock clock;
  private final OutboundHttp outbound;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /**
   * @param clock by which links and failed logins expire
   */
  Wiring(Main main, Settings settings, Timeouts timeouts, Clock clock) {
    this.main = main;
    this.settings = settings;
    this.timeouts = timeouts;
    this.clock = clock;
    this.outbound = new OutboundHttp(settings.proxies(), settings.trust());
  }

  Settings settings() {
    return settings;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  Clock clock() {
    return clock;
  }

  /** How HTTP clients reach other servers. */
  OutboundHttp outbound() {
    return outbound;
  }

  /** Routes refer to the bean by this name. */
  void bind(String name, Object bean) {
    main.bind(name, bean);
  }

  /** Sets a property, which routes and Camel read; it overrides the file. */
  void set(String property, Object value) {
    main.addOverrideProperty(property, String.valueOf(value));
  }

  /** The last resource opened is closed first. */
  <T extends AutoCloseable> T closedAtEnd(T resource) {
    opened.push(resource);
    return resource;
  }

  /** The bucket, as messages name it. */
  String place(Settings.Bucket bucket) {
    return bucket.place() + through(S3Clients.address(bucket));
  }

  /** The proxy in front of a server, as messages name it; empty for none. */
  String through(URI server) {
    return settings
        .proxies()
        .of(server)
        .map(proxy -> " through the proxy " + proxy.place())
        .orElse("");
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception broken) {
        LOG.warn("Not stopped cleanly: {}", broken.getClass().getSimpleName());
      }
    }
  }
}
