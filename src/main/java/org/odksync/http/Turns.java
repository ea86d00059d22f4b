package org.odksync.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many HTTP requests use the warehouse at once. The others wait for a moment, and then go away:
 * requests that all wait for a database that is away would take every thread of the server, and
 * those of the health checks among them.
 */
public final class Turns {

  private static final int AT_ONCE = 4;
  private static final long LONGEST_WAIT_MILLIS = 500;

  private final Semaphore free = new Semaphore(AT_ONCE, true);

  /** Whether it is one's turn; who has had one gives it back. */
  public boolean take() throws InterruptedException {
    return free.tryAcquire(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
  }

  public void giveBack() {
    free.release();
  }
}
