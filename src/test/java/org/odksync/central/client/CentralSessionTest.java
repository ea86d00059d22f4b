package org.odksync.central.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.odksync.config.OutboundHttp;
import org.odksync.config.Secret;
import org.odksync.config.Settings;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.SettableClock;
import org.odksync.error.Diagnosis;
import org.odksync.error.SyncFailure;

class CentralSessionTest {

  private final SettableClock clock = new SettableClock();

  @ParameterizedTest
  @CsvSource({
    "https://central.example.org, 443",
    "http://central.example.org/odk, 80",
    "http://127.0.0.1:8989, 8989"
  })
  void hostGetsDefaultPort(URI address, int port) {
    assertThat(CentralSession.normalized(HttpHost.create(address)).getPort()).isEqualTo(port);
  }

  @Test
  void sessionIsReusedAndRenewedBeforeCentralEndsIt() throws IOException {
    try (SampleCentral central = SampleCentral.startEmpty(clock);
        CentralSession session = session(central);
        CloseableHttpClient client = client(session)) {
      assertThat(get(client, central)).isEqualTo(200);
      clock.move(Duration.ofHours(21));
      assertThat(get(client, central)).isEqualTo(200);
      assertThat(logins(central)).isEqualTo(1);

      clock.move(Duration.ofHours(2));
      assertThat(get(client, central)).isEqualTo(200);

      assertThat(logins(central)).isEqualTo(2);
      assertThat(central.requests().matching("/v1/projects")).hasSize(3);
    }
  }

  @Test
  void forgottenSessionIsReplacedOnce() throws IOException {
    try (SampleCentral central = SampleCentral.startEmpty(clock);
        CentralSession session = session(central);
        CloseableHttpClient client = client(session)) {
      get(client, central);
      central.faults().dropSessions();

      assertThat(get(client, central)).isEqualTo(200);

      assertThat(logins(central)).isEqualTo(2);
    }
  }

  @Test
  void closeEndsTheSession() throws IOException {
    try (SampleCentral central = SampleCentral.startEmpty(clock)) {
      CentralSession session = session(central);
      try (CloseableHttpClient client = client(session)) {
        get(client, central);
      }

      session.close();

      assertThat(central.requests().matching("/v1/sessions/current")).hasSize(1);
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("a wrong password", Fault.error(401, 401.2, "no"), "auth", true, "ODATA_PASS"),
        refusal("single sign-on", Fault.error(404, 404.1, "no"), "auth", true, "single sign-on"),
        refusal("a gateway with a login", Fault.html(401), "auth", false, "a login of its own"),
        refusal("a firewall", Fault.html(403), "auth", false, "firewall"),
        refusal("another web site", Fault.html(404), "config", false, "ODK_BASE_URL"),
        refusal("a limit", Fault.html(429), "network", false, "too many requests"),
        refusal("a proxy without Central", Fault.html(502), "network", false, "proxy before it"),
        refusal("a sign-in page", Fault.html(200), "data", false, "sign-in page of the network"),
        refusal(
            "a redirect",
            Fault.redirect(URI.create("https://me:secret@c.example.org/v1/sessions?t=secret")),
            "config",
            false,
            "a redirect to https://c.example.org/v1/sessions: set ODK_BASE_URL to"));
  }

  private static Arguments refusal(
      String name, Fault fault, String errorClass, boolean byCentral, String text) {
    return Arguments.of(Named.of(name, fault), errorClass, byCentral, text);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void failedLoginShowsWhoRefusedIt(Fault fault, String errorClass, boolean byCentral, String text)
      throws IOException {
    try (SampleCentral central = SampleCentral.startEmpty(clock);
        CentralSession session = session(central);
        CloseableHttpClient client = client(session)) {
      central.faults().next("/v1/sessions", fault);

      SyncFailure refused = catchThrowableOfType(SyncFailure.class, () -> get(client, central));

      assertThat(Diagnosis.of(refused).message())
          .startsWith(errorClass + ": ")
          .contains(text)
          .doesNotContain("secret", SampleCentral.PASSWORD);
      assertThat(LoginFailed.in(refused)).map(LoginFailed::isByCentral).contains(byCentral);
    }
  }

  private CentralSession session(SampleCentral central) {
    return new CentralSession(
        new Settings.Central(
            central.baseUrl(), 1, "f", SampleCentral.EMAIL, new Secret(SampleCentral.PASSWORD)),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        clock,
        OutboundHttp.ofJvm());
  }

  private static CloseableHttpClient client(CentralSession session) {
    HttpClientBuilder client = HttpClientBuilder.create();
    session.configureHttpClient(client);
    return client.build();
  }

  private static int get(CloseableHttpClient client, SampleCentral central) throws IOException {
    return client.execute(
        ClassicRequestBuilder.get(
                central.baseUrl()
                    + "/v1/projects/1/forms/"
                    + SampleCentral.FORM_ID
                    + "/fields?odata=true")
            .build(),
        answer -> {
          answer.getEntity().getContent().readAllBytes();
          return answer.getCode();
        });
  }

  private static int logins(SampleCentral central) {
    return central.requests().matching("/v1/sessions$").size();
  }
}
