package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odksync.central.client.HttpClientDefaults;
import org.odksync.config.OutboundHttp;
import org.odksync.config.Secret;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.functional.FaultProxy.End;
import org.odksync.image.S3Clients;
import org.odksync.observability.alerts.Alert;
import org.odksync.observability.alerts.Webhook;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3Client;

/** A NAT or firewall silently drops idle connections: clients must open new ones. */
class IdleConnectionsTest {

  private static final Duration KEEP_ALIVE = Duration.ofMillis(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final HttpServer server;
  private final FaultProxy proxy;
  private final URI address;

  IdleConnectionsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    proxy = new FaultProxy(server.getAddress().getPort());
    address = URI.create("http://127.0.0.1:%d/".formatted(proxy.port()));
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    server.stop(0);
  }

  @Test
  void centralClientOpensANewConnection() throws IOException {
    HttpClientBuilder builder =
        HttpClientBuilder.create()
            .setDefaultRequestConfig(
                RequestConfig.custom().setResponseTimeout(Timeout.of(TIMEOUT)).build());
    new HttpClientDefaults(OutboundHttp.ofJvm(), KEEP_ALIVE).configureHttpClient(builder);
    try (CloseableHttpClient client = builder.build()) {
      assertThat(send(client)).isEqualTo(200);
      forgetIdle();
      assertThat(send(client)).isEqualTo(200);
    }
    assertThat(proxy.opened()).isEqualTo(2);
  }

  private int send(CloseableHttpClient client) throws IOException {
    return client.execute(ClassicRequestBuilder.get(address).build(), answer -> answer.getCode());
  }

  @Test
  void storeClientOpensANewConnection() throws IOException {
    Settings.Bucket bucket =
        new Settings.Bucket(
            "bucket",
            "us-east-1",
            Optional.of(address),
            Optional.of(
                new Settings.Keys("id", new Secret("key"), Optional.empty(), Optional.empty())),
            "images",
            Optional.empty(),
            new Settings.Checksums(
                RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation.WHEN_REQUIRED));
    System.setProperty("s3.keepMilliseconds", String.valueOf(KEEP_ALIVE.toMillis()));
    System.setProperty("s3.idleMilliseconds", String.valueOf(TIMEOUT.toMillis()));
    try (S3Client s3 =
        S3Clients.client(
            bucket,
            S3Clients.credentials(bucket),
            1,
            Timeouts.read(),
            OutboundHttp.ofJvm(),
            Clock.systemUTC())) {
      s3.headObject(object -> object.bucket("bucket").key("a"));
      forgetIdle();
      s3.headObject(object -> object.bucket("bucket").key("a"));
    } finally {
      System.clearProperty("s3.keepMilliseconds");
      System.clearProperty("s3.idleMilliseconds");
    }
    assertThat(proxy.opened()).isEqualTo(2);
  }

  @Test
  void webhookClientOpensANewConnection() throws Exception {
    Alert alert = new Alert("unified", "It fails", "2026-11-24T18:00:00Z", null);
    try (Webhook webhook =
        new Webhook(new Secret(address.toString()), "instance", TIMEOUT, OutboundHttp.ofJvm())) {
      webhook.post(alert);
      forgetIdle();
      webhook.post(alert);
    }
    assertThat(proxy.opened()).isEqualTo(2);
  }

  /** Silences the open connections, and waits longer than the keep-alive. */
  private void forgetIdle() throws IOException {
    proxy.end(End.SILENCE);
    proxy.pass();
    long start = System.nanoTime();
    await().until(() -> System.nanoTime() - start > 2 * KEEP_ALIVE.toNanos());
  }
}
