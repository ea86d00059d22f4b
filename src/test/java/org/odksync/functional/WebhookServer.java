package org.odksync.functional;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.odksync.config.OutboundHttp;
import org.odksync.config.Settings;
import org.odksync.observability.alerts.Alert;
import org.odksync.observability.alerts.Webhook;

/** A server that counts alerts. */
final class WebhookServer implements AutoCloseable {

  private final AtomicInteger posts = new AtomicInteger();
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

  WebhookServer(String path) throws IOException {
    server.createContext(
        path,
        exchange -> {
          posts.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  int posts() {
    return posts.get();
  }

  /** Sends an alert with these settings. */
  static void alert(Map<String, String> variables) throws IOException {
    Settings settings = Settings.read(variables);
    try (Webhook webhook =
        new Webhook(
            settings.alerting().orElseThrow().webhook(),
            "test",
            Duration.ofSeconds(15),
            new OutboundHttp(settings.proxies(), settings.trust()))) {
      webhook.post(new Alert("views", "x", "2026-11-30T08:00:00Z", null));
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
