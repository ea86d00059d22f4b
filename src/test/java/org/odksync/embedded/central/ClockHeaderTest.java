package org.odksync.embedded.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockHeaderTest {

  private final SettableClock clock = new SettableClock();

  private static Optional<String> date(SampleClient caller, String path) {
    return caller.get(path).headers().firstValue(SampleCentral.CLOCK_HEADER);
  }

  @Test
  void headerIsTheClocksTimeRoundedDownToSeconds() throws IOException {
    try (SampleCentral central = SampleCentral.startEmpty(clock)) {
      SampleClient caller = new SampleClient(central);
      assertThat(date(caller, SampleClient.TABLE)).contains("Sun, 20 Dec 2026 10:00:00 GMT");
      clock.move(Duration.ofMillis(876));
      assertThat(date(caller, SampleClient.FORM)).contains("Sun, 20 Dec 2026 10:00:00 GMT");
      clock.move(Duration.ofMillis(1));
      assertThat(date(caller, "/nowhere")).contains("Sun, 20 Dec 2026 10:00:01 GMT");
      clock.move(Duration.ofDays(14));
      assertThat(date(caller, SampleClient.TABLE)).contains("Sun, 03 Jan 2027 10:00:01 GMT");
    }
  }

  @Test
  void headerHasTheFormatOfDate() throws IOException {
    try (SampleCentral central = SampleCentral.startEmpty(clock)) {
      String date = date(new SampleClient(central), SampleClient.TABLE).orElseThrow();

      assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .isEqualTo(Instant.parse("2026-12-20T10:00:00Z"));
    }
  }

  @Test
  void headerIsOnAnswersOfFaults() throws IOException {
    try (SampleCentral central = SampleCentral.startEmpty(clock)) {
      SampleClient caller = new SampleClient(central);
      central.faults().next("fields", Fault.error(503, 0, "Service Unavailable"));
      assertThat(date(caller, SampleClient.FORM + "/fields"))
          .contains("Sun, 20 Dec 2026 10:00:00 GMT");

      Fault slow =
          normal ->
              exchange -> {
                clock.move(Duration.ofSeconds(7));
                normal.handle(exchange);
              };
      central.faults().next("fields", slow);
      assertThat(date(caller, SampleClient.FORM + "/fields"))
          .contains("Sun, 20 Dec 2026 10:00:07 GMT");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Asia/Kathmandu"})
  void headerIsAbsentForTheSystemClock(String zone) throws IOException {
    try (SampleCentral central = SampleCentral.startEmpty(Clock.system(ZoneId.of(zone)))) {
      assertThat(date(new SampleClient(central), SampleClient.TABLE)).isEmpty();
    }
  }
}
