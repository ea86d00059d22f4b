package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odksync.check.Check;

/** Central, the store and the webhook are reachable only through a proxy with login. */
class ProxyTest extends OnPlatform {

  private static final String PASSWORD = "p:w@rd";
  private static final String ENCODED = "p%3Aw%40rd";

  private final WebhookServer hook = new WebhookServer("/secret");
  private final ForwardProxy proxy;

  ProxyTest() throws IOException, SQLException {
    super();
    int store = URI.create(platform.variable("AWS_ENDPOINT_URL_S3")).getPort();
    proxy =
        new ForwardProxy(
            Map.of(
                "central.invalid", platform.central().baseUrl().getPort(),
                "store.invalid", store,
                "hooks.invalid", hook.port()),
            "me:" + PASSWORD);
    platform.set("ODK_BASE_URL", "http://central.invalid");
    platform.set("AWS_ENDPOINT_URL_S3", "http://store.invalid:" + store);
    platform.set("ALERT_WEBHOOK_URL", "http://hooks.invalid/secret");
    platform.set("HTTP_PROXY", "http://me:%s@127.0.0.1:%d".formatted(ENCODED, proxy.port()));
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    hook.close();
  }

  @Test
  void everythingUsesTheProxy() throws Exception {
    assertDoctorNamesTheProxy();
    WebhookServer.alert(platform.variables());
    assertThat(hook.posts()).isEqualTo(1);
    assertThat(proxy.hosts()).contains("central.invalid", "store.invalid", "hooks.invalid");
  }

  private void assertDoctorNamesTheProxy() throws SQLException {
    List<Check> checks = platform.doctor();
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

  @Test
  void wrongProxyPasswordIsReported() throws Exception {
    platform.property("retry.attempts", "0");
    platform.set("HTTP_PROXY", "http://me:other@127.0.0.1:" + proxy.port());

    org.odksync.run.Run run = platform.send("main_submissions");

    assertThat(run.diagnosis().message())
        .startsWith(
            "auth: a login at http://central.invalid:80 was answered with 407 by the configured proxy")
        .contains("through the proxy 127.0.0.1:" + proxy.port(), "HTTP_PROXY")
        .doesNotContain("other@");
  }

  @Test
  void unreachableProxyIsReported() throws Exception {
    platform.property("retry.attempts", "0");
    platform.set("HTTP_PROXY", "http://127.0.0.1:1");

    org.odksync.run.Run run = platform.send("main_submissions");

    assertThat(run.diagnosis().message())
        .startsWith("network: Central cannot be reached (http://central.invalid/v1/")
        .contains("through the proxy 127.0.0.1:1");
  }
}
