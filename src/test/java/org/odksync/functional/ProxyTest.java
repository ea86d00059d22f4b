package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odksync.alert.Alert;
import org.odksync.alert.Webhook;
import org.odksync.check.Check;
import org.odksync.check.Doctor;
import org.odksync.config.Outbound;
import org.odksync.config.Secret;
import org.odksync.config.Settings;
import org.odksync.run.Diagnosis;
import org.odksync.service.Service;

/** Central, the store and the webhook are reached through a proxy alone, which wants a login. */
class ProxyTest extends OnPlatform {

  private static final String PASSWORD = "p:w@rd";
  private static final String ENCODED = "p%3Aw%40rd";

  private final AtomicInteger posts = new AtomicInteger();
  private final HttpServer hook =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final ForwardProxy proxy;

  ProxyTest() throws IOException, SQLException {
    super();
    int store = URI.create(platform.variable("AWS_ENDPOINT_URL_S3")).getPort();
    proxy =
        new ForwardProxy(
            Map.of(
                "central.invalid", platform.central().baseUrl().getPort(),
                "store.invalid", store,
                "hooks.invalid", hook.getAddress().getPort()),
            "me:" + PASSWORD);
    hook.createContext(
        "/secret",
        exchange -> {
          posts.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    hook.start();
    platform.set("ODK_BASE_URL", "http://central.invalid");
    platform.set("AWS_ENDPOINT_URL_S3", "http://store.invalid:" + store);
    platform.set("ALERT_WEBHOOK_URL", "http://hooks.invalid/secret");
    platform.set("HTTP_PROXY", "http://me:%s@127.0.0.1:%d".formatted(ENCODED, proxy.port()));
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    hook.stop(0);
  }

  @Test
  void everythingPassesIt() throws Exception {
    assertDoctorNamesIt();
    assertAlertsPassIt();
    assertThat(proxy.hosts()).contains("central.invalid", "store.invalid", "hooks.invalid");
  }

  private void assertDoctorNamesIt() throws SQLException {
    Service service = platform.service();
    List<Check> checks =
        new Doctor(service.camel(), service.settings(), Clock.systemUTC()).checks();
    assertThat(checks).filteredOn(check -> !check.isGood()).isEmpty();
    assertThat(checks)
        .filteredOn(check -> check.subject().equals("proxy"))
        .extracting(Check::message)
        .containsExactly(
            "Central is reached through 127.0.0.1:" + proxy.port(),
            "the bucket is reached through 127.0.0.1:" + proxy.port(),
            "the webhook for alerts is reached through 127.0.0.1:" + proxy.port());
    assertThat(checks.toString()).doesNotContain(PASSWORD, ENCODED);
  }

  private void assertAlertsPassIt() throws IOException {
    Settings settings = Settings.read(platform.variables());
    Secret address = settings.alerting().orElseThrow().webhook();
    try (Webhook webhook =
        new Webhook(
            address,
            "test",
            Duration.ofSeconds(15),
            new Outbound(settings.proxies(), settings.trust()))) {
      webhook.tell(new Alert("views", "x", "2026-11-30T08:00:00Z", null));
    }
    assertThat(posts).hasValue(1);
  }

  @Test
  void proxyThatWantsAnotherPasswordIsNamed() throws Exception {
    platform.property("retry.attempts", "0");
    platform.set("HTTP_PROXY", "http://me:other@127.0.0.1:" + proxy.port());

    Exchange run = platform.send("main_submissions");

    assertThat(run.getVariable("diagnosis", Diagnosis.class).message())
        .startsWith("auth: a login at http://central.invalid:80 was answered with 407 by the proxy")
        .contains("through the proxy 127.0.0.1:" + proxy.port(), "HTTP_PROXY")
        .doesNotContain("other@");
  }

  @Test
  void proxyThatIsDownIsNamed() throws Exception {
    platform.property("retry.attempts", "0");
    platform.set("HTTP_PROXY", "http://127.0.0.1:1");

    Exchange run = platform.send("main_submissions");

    assertThat(run.getVariable("diagnosis", Diagnosis.class).message())
        .startsWith("network: Central cannot be reached (http://central.invalid/v1/")
        .contains("through the proxy 127.0.0.1:1");
  }
}
