package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {

  private final SettableClock clock = new SettableClock();
  private SampleCentral central;
  private SampleClient caller;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    central = SampleCentral.start(directory, 0, Duration.ZERO, clock);
    caller = new SampleClient(central);
  }

  @AfterEach
  void stop() {
    central.close();
  }

  @Test
  void sessionEndsAfter24HoursEvenWhenUsed() {
    clock.move(Duration.ofHours(24).minusMillis(1));
    assertThat(caller.get(SampleClient.FORM).statusCode()).isEqualTo(200);
    clock.move(Duration.ofMillis(1));
    assertThat(caller.get(SampleClient.FORM).statusCode()).isEqualTo(401);
  }

  @Test
  void sessionSurvivesLaterLogins() {
    new SampleClient(central);

    assertThat(caller.get("/v1/sessions/restore").statusCode()).isEqualTo(200);
  }

  @Test
  void logoutEndsTheSession() {
    HttpRequest logoutEndsTheSession =
        HttpRequest.newBuilder(central.baseUrl().resolve("/v1/sessions/current"))
            .header("Authorization", "Bearer " + caller.token())
            .DELETE()
            .build();

    assertThat(SampleClient.json(caller.send(logoutEndsTheSession)).path("success").asBoolean())
        .isTrue();
    assertThat(caller.get(SampleClient.FORM).statusCode()).isEqualTo(401);
  }

  @Test
  void listensOnLoopbackOnly() {
    assertThat(central.baseUrl().getHost()).isEqualTo("127.0.0.1");
  }
}
