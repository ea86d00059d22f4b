package org.odksync.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * What the embedded parts remember over restarts, in a file of their directory: ports, because
 * links in the warehouse name them, and credentials.
 */
final class Memory {

  private static final int SECRET_BYTES = 20;

  /** Above those of well-known programs, and below those that Linux gives to connections. */
  private static final int LOWEST_PORT = 10_000;

  private static final int HIGHEST_PORT = 30_000;

  private final Path file;
  private final Properties remembered = new Properties();

  Memory(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        remembered.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  int port(String name) {
    return Integer.parseInt(recall(name, () -> String.valueOf(freePort())));
  }

  String secret(String name) {
    return recall(name, Memory::random);
  }

  private String recall(String name, Supplier<String> first) {
    return (String) remembered.computeIfAbsent(name, unknown -> first.get());
  }

  void save() throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      remembered.store(writer, "ports and credentials of the embedded parts");
    }
  }

  private static int freePort() {
    for (; ; ) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // another one
      }
    }
  }

  private static String random() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
