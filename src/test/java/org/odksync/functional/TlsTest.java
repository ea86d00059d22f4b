package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.config.InvalidSettings;

/** The HTTP server with its own TLS key. */
class TlsTest {

  /** Contains what Camel would take for a property placeholder. */
  private static final String PASSWORD = "{{pass}} word$1";

  @TempDir private Path directory;
  private final Platform platform = new Platform();

  TlsTest() throws IOException, SQLException {}

  @AfterEach
  void close() {
    platform.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS"})
  void requestsAreEncrypted(String type) throws Exception {
    Path keystore = keystore(type);
    platform.set("HTTP_KEYSTORE", keystore.toString());
    platform.set("HTTP_KEYSTORE_PASSWORD", PASSWORD);

    String address = platform.serve().replace("http://", "https://") + "/observe/metrics";

    HttpClient http = HttpClient.newBuilder().sslContext(trusting(keystore)).build();
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000");
    assertThatThrownBy(() -> Platform.get(address.replace("https://", "http://")))
        .isInstanceOf(IOException.class);
    assertEventsCome(http, address.replace("/observe/metrics", "/api/events"));
  }

  /** Checks the event stream, an endless answer. */
  private static void assertEventsCome(HttpClient http, String address) throws Exception {
    HttpResponse<InputStream> events =
        http.send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
      Stream<String> received = lines.lines();
      assertThat(received.anyMatch(line -> line.equals("event: status"))).isTrue();
    }
  }

  @Test
  void wrongPasswordIsReported() throws Exception {
    assertRefused(keystore("PKCS12"), "not that one", "HTTP_KEYSTORE_PASSWORD opens");
    assertRefused(keystore("JKS"), "not that one", "HTTP_KEYSTORE_PASSWORD opens");
  }

  @Test
  void invalidKeystoreIsReported() throws Exception {
    assertRefused(directory.resolve("absent"), PASSWORD, "cannot read");
    assertRefused(directory, PASSWORD, "cannot read");
    assertRefused(
        Files.writeString(directory.resolve("text"), "text"),
        PASSWORD,
        "is not a PKCS12 or JKS file");
    assertRefused(
        Files.createFile(directory.resolve("empty")), PASSWORD, "is not a PKCS12 or JKS file");
  }

  @Test
  void keystoreWithoutKeyIsReported() throws Exception {
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry(
        "a",
        KeyStore.getInstance(keystore("JKS").toFile(), PASSWORD.toCharArray())
            .getCertificate("key"));
    Path file = directory.resolve("certificates");
    try (var out = Files.newOutputStream(file)) {
      certificates.store(out, PASSWORD.toCharArray());
    }

    assertRefused(file, PASSWORD, "holds no key");
  }

  private void assertRefused(Path keystore, String password, String reason) {
    platform.set("HTTP_KEYSTORE", keystore.toString());
    platform.set("HTTP_KEYSTORE_PASSWORD", password);

    assertThatThrownBy(platform::serve)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageStartingWith("HTTP_KEYSTORE: ")
        .hasMessageContaining(keystore.toString())
        .hasMessageContaining(reason)
        .hasMessageNotContaining(password);
  }

  private Path keystore(String type) throws IOException, InterruptedException {
    Path file = directory.resolve("key." + type);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                type,
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD,
                "-keypass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    return file;
  }

  private static SSLContext trusting(Path keystore) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "server",
        KeyStore.getInstance(keystore.toFile(), PASSWORD.toCharArray()).getCertificate("key"));
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
