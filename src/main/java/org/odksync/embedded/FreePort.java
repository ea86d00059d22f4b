package org.odksync.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that nobody listens on, and that no connection is given before somebody does: above those
 * of well-known programs, and below those that Linux takes for connections.
 */
public final class FreePort {

  private static final int LOWEST = 10_000;
  private static final int HIGHEST = 30_000;

  private FreePort() {}

  public static int any() {
    for (; ; ) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // another one
      }
    }
  }
}
