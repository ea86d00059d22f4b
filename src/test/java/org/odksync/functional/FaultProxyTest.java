package org.odksync.functional;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.odksync.functional.FaultProxy.End;
import org.odksync.functional.FaultProxy.Side;

/** Each fault of {@link FaultProxy}, as a client sees it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultProxyTest {

  private static final int SHORT_MILLIS = 100;

  private final InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});

  /** A server that echoes. */
  private final ServerSocket echo = new ServerSocket(0, 0, loopback);

  private final FaultProxy proxy = new FaultProxy(echo.getLocalPort());

  FaultProxyTest() throws IOException {}

  @BeforeEach
  void serve() {
    daemon(
        () -> {
          while (true) {
            Socket client = echo.accept();
            daemon(() -> client.getInputStream().transferTo(client.getOutputStream()));
          }
        });
  }

  private interface Work {
    void work() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.work();
              } catch (IOException ended) {
                // closed with the test
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void forwardsEverythingWithoutAFault() throws IOException {
    Socket client = connect();
    send(client, "hello");

    assertThat(receive(client, 5)).isEqualTo("hello");
  }

  @Test
  void delayAppliesToEachRead() throws IOException {
    proxy.delay(Duration.ofMillis(SHORT_MILLIS));
    long start = System.nanoTime();

    Socket client = connect();
    send(client, "hello");
    assertThat(receive(client, 5)).isEqualTo("hello");

    // once in each direction
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(2 * SHORT_MILLIS));
    assertThat(proxy.affected()).isEqualTo(1);
  }

  @Test
  void resetHitsOpenAndNewConnections() throws IOException {
    Socket open = openConnection();

    proxy.end(End.RESET);

    assertThatThrownBy(() -> open.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    Socket other = connect();
    assertThatThrownBy(
            () -> {
              send(other, "hello");
              other.getInputStream().read();
            })
        .isInstanceOf(SocketException.class);
    proxy.pass();
    openConnection();
  }

  @Test
  void answerIsCutAfterNBytes() throws IOException {
    Socket open = openConnection();
    proxy.endAfter(3, Side.SERVER, End.CLOSE);

    send(open, "hello");

    assertThat(open.getInputStream().readAllBytes()).asString(ISO_8859_1).isEqualTo("hel");
    assertThat(proxy.affected()).isEqualTo(1);
    Socket other = connect();
    send(other, "ab");
    assertThat(receive(other, 2)).isEqualTo("ab");
  }

  @Test
  void requestIsCutAfterNBytes() throws IOException {
    Socket open = openConnection();
    proxy.endAfter(3, Side.CLIENT, End.RESET);

    send(open, "hello");

    assertThatThrownBy(() -> open.getInputStream().readNBytes(5))
        .isInstanceOf(SocketException.class);
  }

  @Test
  void silentConnectionsStayOpenAndForwardNothing() throws IOException {
    Socket open = openConnection();

    proxy.end(End.SILENCE);

    Socket other = connect();
    assertSilent(open);
    assertSilent(other);
    assertThat(proxy.affected()).isEqualTo(2);
    proxy.pass();
    assertSilent(open);
    assertSilent(other);
    openConnection();
  }

  @Test
  void silenceCanStartWithinAnAnswer() throws IOException {
    Socket open = openConnection();
    proxy.endAfter(3, Side.SERVER, End.SILENCE);

    send(open, "hello");

    assertThat(receive(open, 3)).isEqualTo("hel");
    assertSilent(open);
  }

  @Test
  void refusedConnectionsFail() throws IOException {
    Socket open = openConnection();

    proxy.refuse();

    assertThat(open.getInputStream().read()).isNegative();
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    proxy.pass();
    openConnection();
    proxy.refuse();
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
  }

  @Test
  void answersTheGivenNumberOfRequests() throws Exception {
    proxy.answer(2, "POST", "503 Slow Down", "application/xml", "<Error/>");
    openConnection();

    HttpResponse<String> first = post();
    HttpResponse<String> second = post();

    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.body()).isEqualTo("<Error/>");
    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(proxy.affected()).isEqualTo(2);
    openConnection();
  }

  private HttpResponse<String> post() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port()))
            .POST(HttpRequest.BodyPublishers.ofString("x".repeat(300_000)))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private Socket connect() throws IOException {
    return new Socket(loopback, proxy.port());
  }

  /** A connection that has already echoed. */
  private Socket openConnection() throws IOException {
    Socket client = connect();
    send(client, "hi");
    assertThat(receive(client, 2)).isEqualTo("hi");
    return client;
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static String receive(Socket client, int length) throws IOException {
    return new String(client.getInputStream().readNBytes(length), ISO_8859_1);
  }

  private static void assertSilent(Socket client) throws IOException {
    client.setSoTimeout(SHORT_MILLIS);
    InputStream answer = client.getInputStream();
    send(client, "hello");
    assertThatThrownBy(answer::read).isInstanceOf(SocketTimeoutException.class);
  }
}
