package org.odksync.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * What the embedded parts remember over restarts, in a file of their directory: ports, because
 * links in the warehouse name them, and credentials.
 */
final class EmbeddedState {

  private static final int SECRET_BYTES = 20;

  private final Path file;
  private final Properties remembered = new Properties();

  EmbeddedState(Path file) {
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
    return Integer.parseInt(recall(name, () -> String.valueOf(FreePort.any())));
  }

  String secret(String name) {
    return recall(name, EmbeddedState::random);
  }

  private String recall(String name, Supplier<String> first) {
    return (String) remembered.computeIfAbsent(name, unknown -> first.get());
  }

  void save() throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      remembered.store(writer, "ports and credentials of the embedded parts");
    }
  }

  private static String random() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
