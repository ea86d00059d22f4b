package org.odksync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RefreshLoopTest {

  private static final Instant START = Instant.parse("2026-11-24T18:00:00Z");

  private final Deque<Supplier<String>> answers = new ArrayDeque<>();
  private final List<String> shown = new ArrayList<>();

  @Test
  void silenceIsShownAndGoesBy() throws Exception {
    answer("all is well");
    fail("database: no connection");
    fail("database: it restarts");
    answer("all is well again");
    fail("database: no connection");

    watch();

    assertThat(shown)
        .containsExactly(
            "all is well",
            "no answer since 2026-11-24 18:00:05 UTC: database: no connection, before: all is well",
            "no answer since 2026-11-24 18:00:05 UTC: database: it restarts, before: all is well",
            "all is well again",
            "no answer since 2026-11-24 18:00:20 UTC: database: no connection,"
                + " before: all is well again");
  }

  @Test
  void firstAnswerMayComeLate() throws Exception {
    fail("database: no connection");
    answer("all is well");

    watch();

    assertThat(shown)
        .containsExactly(
            "no answer since 2026-11-24 18:00:00 UTC: database: no connection, before: ",
            "all is well");
  }

  private void answer(String text) {
    answers.add(() -> text);
  }

  private void fail(String sentence) {
    answers.add(
        () -> {
          throw new IllegalStateException(sentence);
        });
  }

  /** Until there are no more answers; every five seconds, by the clock. */
  private void watch() throws InterruptedException {
    new RefreshLoop(() -> answers.remove().get(), new Ticking())
        .on(
            (answer, silence) ->
                shown.add(silence.map(why -> why + ", before: " + answer).orElse(answer)),
            () -> !answers.isEmpty());
  }

  /** The time is that of the answer that is shown next. */
  private final class Ticking extends Clock {

    @Override
    public Instant instant() {
      return START.plus(Duration.ofSeconds(5L * shown.size()));
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
