package org.odksync.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits, between two looks. */
final class Pause {

  private Pause() {}

  /** Whether it was waited to the end. */
  static boolean of(Duration time) {
    try {
      return !new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
