package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {

  private SampleCentral central;
  private SampleClient caller;
  private Faults faults;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    central = SampleCentral.start(directory, 0, Duration.ZERO, new SettableClock());
    caller = new SampleClient(central);
    faults = central.faults();
  }

  @AfterEach
  void stop() {
    central.close();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(central.baseUrl().resolve(path))
        .header("Authorization", "Bearer " + caller.token())
        .build();
  }

  @Test
  void errorHitsOneMatchingRequest() {
    faults.next("/fields", Fault.error(500, 0, "Internal Server Error"));

    assertThat(caller.get(SampleClient.FORM).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> answer = caller.get(SampleClient.FORM + "/fields?odata=true");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"message\":\"Internal Server Error\"}");
    assertThat(caller.get(SampleClient.FORM + "/fields?odata=true").statusCode()).isEqualTo(200);
    assertThat(faults.happened()).isEqualTo(1);
  }

  @Test
  void faultHitsSeveralRequests() {
    faults.next("versions", Fault.error(403, 403.1, "no rights"), 2);

    assertThat(caller.get(SampleClient.FORM + "/versions").statusCode()).isEqualTo(403);
    assertThat(caller.get(SampleClient.FORM + "/versions").statusCode()).isEqualTo(403);
    assertThat(caller.get(SampleClient.FORM + "/versions").statusCode()).isEqualTo(200);
  }

  @Test
  void cutStreamIs200WithoutLastChunk() throws IOException {
    faults.next("Submissions", Fault.cut(100_000));
    String request =
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(SampleClient.TABLE, caller.token());
    String answer;
    // A plain socket: an HTTP client may drop what it has read when it notices the cut.
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), central.baseUrl().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] bytes = socket.getInputStream().readAllBytes();
      answer = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    assertThat(answer).startsWith("HTTP/1.1 200 OK").doesNotEndWith("\r\n0\r\n\r\n");
    assertThat(answer.length() - answer.indexOf("{\"value\":[")).isBetween(100_000, 101_000);
    assertThat(caller.get(SampleClient.TABLE).statusCode()).isEqualTo(200);
  }

  @Test
  void shortStreamAlsoLacksItsLastChunk() {
    faults.next("Submissions", Fault.cut(1_000_000_000));

    assertThatThrownBy(() -> caller.exchange(request(SampleClient.TABLE)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void bodyOfKnownLengthIsCut() {
    faults.next("fields", Fault.cut(10));

    assertThatThrownBy(() -> caller.exchange(request(SampleClient.FORM + "/fields")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void connectionIsClosed() {
    faults.next("", Fault.disconnect(), 5);

    assertThatThrownBy(() -> caller.exchange(request(SampleClient.FORM)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void htmlPageReplacesJson() {
    faults.next("Submissions", Fault.html(200));
    HttpResponse<byte[]> answer = caller.get(SampleClient.TABLE);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("<html>");
  }

  @Test
  void redirectHasALocation() {
    faults.next("attachments", Fault.redirect(URI.create("http://127.0.0.1:1/signed?x=1")));
    HttpResponse<byte[]> answer = caller.get(SampleClient.attachments("uuid:1") + "/a.jpg");

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("Location")).contains("http://127.0.0.1:1/signed?x=1");
  }

  @Test
  void lostSessionGets401() {
    faults.next("fields", faults.sessionLost());

    assertThat(caller.get(SampleClient.FORM).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> answer = caller.get(SampleClient.FORM + "/fields");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(SampleClient.json(answer).path("code").asDouble()).isEqualTo(401.2);
    assertThat(caller.get(SampleClient.FORM).statusCode()).isEqualTo(401);
    caller.login();
    assertThat(caller.get(SampleClient.FORM).statusCode()).isEqualTo(200);
    faults.dropSessions();
    assertThat(caller.get(SampleClient.FORM).statusCode()).isEqualTo(401);
  }

  @Test
  void faultsCombine() {
    faults.next(
        "fields", Fault.delay(Duration.ofMillis(1)).then(Fault.error(502, 0, "Bad Gateway")));

    assertThat(caller.get(SampleClient.FORM + "/fields").statusCode()).isEqualTo(502);
  }

  @Test
  void silenceEndsWhenTheServerCloses() throws Exception {
    faults.next("Submissions", Fault.silence(10, Duration.ofHours(1)));
    CompletableFuture<HttpResponse<byte[]>> answer =
        HttpClient.newHttpClient()
            .sendAsync(request(SampleClient.TABLE), HttpResponse.BodyHandlers.ofByteArray());
    HttpRequest impatient =
        HttpRequest.newBuilder(central.baseUrl().resolve(SampleClient.FORM))
            .timeout(Duration.ofMillis(50))
            .build();
    faults.next("Collection$", Fault.delay(Duration.ofHours(1)));

    assertThatThrownBy(() -> caller.exchange(impatient)).isInstanceOf(HttpTimeoutException.class);
    assertThat(answer).isNotDone();
    central.close();
    assertThat(answer.handle((response, error) -> error).get(10, TimeUnit.SECONDS))
        .isInstanceOf(Exception.class);
  }

  @Test
  void requestsAreRecorded() {
    central.requests().clear();
    caller.get(SampleClient.TABLE + "?$top=0");
    caller.get(SampleClient.FORM + "/submissions/a%2Fb/attachments");

    assertThat(central.requests().list())
        .containsExactly(
            new ReceivedRequest("GET", SampleClient.TABLE + "?$top=0"),
            new ReceivedRequest("GET", SampleClient.FORM + "/submissions/a%2Fb/attachments"));
    assertThat(central.requests().matching("attachments$")).hasSize(1);
  }
}
