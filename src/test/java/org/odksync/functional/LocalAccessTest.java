package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The HTTP server without passwords: only this machine can reach it, and web pages of other sites
 * cannot.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalAccessTest {

  private final Platform platform = new Platform();
  private int port;

  LocalAccessTest() throws IOException, SQLException {}

  @BeforeAll
  void serve() throws IOException, SQLException {
    port = URI.create(platform.serve()).getPort();
  }

  @AfterAll
  void close() {
    platform.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8080"})
  void hostHeaderWithThisMachineIsAccepted(String host) throws Exception {
    assertThat(status("GET /observe/metrics", "Host: " + host)).isEqualTo(200);
    assertThat(status("POST /nothing", "Host: " + host)).isEqualTo(404);
  }

  /** Blocks DNS rebinding: the Host header must name this machine. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example.org",
        "127.0.0.1.evil.example.org",
        "localhost.evil.example.org",
        "evil.example.org:80",
        "127.0.0.1evil",
        "192.168.0.1",
        "0.0.0.0",
        "[::2]",
        ":80",
        ""
      })
  void otherHostHeaderIsRefused(String host) throws Exception {
    assertThat(status("GET /observe/metrics", "Host: " + host)).isEqualTo(403);
    assertThat(status("GET /nothing", "Host: " + host)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost@evil.example.org",
        "Host: evil.example.org@localhost",
        "Accept: */*",
      })
  void invalidHostHeaderIsABadRequest(String header) throws Exception {
    assertThat(status("GET /observe/metrics", header)).isEqualTo(400);
  }

  @Test
  void linksAndHealthAcceptAnyHost() throws Exception {
    String otherHost = "Host: survey.example.org";
    assertThat(status("GET /images/00000000-0000-0000-0000-000000000000", otherHost))
        .isEqualTo(404);
    assertThat(status("GET /observe/health/live", otherHost)).isEqualTo(200);
  }

  @Test
  void crossSiteRequestsAreRefused() throws Exception {
    String host = "Host: localhost:" + port;
    assertThat(status("POST /nothing", host, "Origin: https://evil.example.org")).isEqualTo(403);
    assertThat(status("POST /nothing", host, "Origin: http://localhost:" + port)).isEqualTo(404);
    assertThat(status("POST /nothing", host, "Sec-Fetch-Site: cross-site")).isEqualTo(403);
  }

  private int status(String request, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
      socket
          .getOutputStream()
          .write(
              (request
                      + " HTTP/1.1\r\n"
                      + String.join("\r\n", headers)
                      + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }
}
