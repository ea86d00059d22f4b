package org.odksync.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Repeats a query until it is stopped; a failure does not end it. */
final class RefreshLoop {

  /** Waits. Returns false if the loop must end. */
  interface Pause {
    boolean goesOn() throws InterruptedException;
  }

  /** Shows the answers. */
  interface Screen {
    /**
     * @param answer the last one; empty when there was none yet
     * @param silence since when there is none, and why; empty when there is
     */
    void show(String answer, Optional<String> silence);
  }

  private final Supplier<String> question;
  private final Clock clock;
  private String answer = "";
  private @Nullable Instant silent;

  /**
   * @param question throws an IllegalStateException with a sentence, when there is no answer
   */
  RefreshLoop(Supplier<String> question, Clock clock) {
    this.question = question;
    this.clock = clock;
  }

  void on(Screen screen, Pause pause) throws InterruptedException {
    do {
      Optional<String> silence = ask();
      screen.show(answer, silence);
    } while (pause.goesOn());
  }

  private Optional<String> ask() {
    try {
      answer = question.get();
      silent = null;
      return Optional.empty();
    } catch (IllegalStateException unanswered) {
      if (silent == null) {
        silent = clock.instant();
      }
      return Optional.of(
          "no answer since %s UTC: %s"
              .formatted(LocalTimes.second(silent.toString()), unanswered.getMessage()));
    }
  }
}
