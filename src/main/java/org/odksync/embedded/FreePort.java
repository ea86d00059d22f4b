package org.odksync.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a free port above those of well-known programs and below the range that Linux assigns to
 * outgoing connections, so that it is still free when a server binds it.
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
        // try another port
      }
    }
  }
}
