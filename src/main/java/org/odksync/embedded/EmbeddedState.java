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
 * The ports and credentials of the embedded services, kept in a file. Ports stay the same over
 * restarts because links in the warehouse contain them.
 */
final class EmbeddedState {

  private static final int SECRET_BYTES = 20;

  private final Path file;
  private final Properties properties = new Properties();

  EmbeddedState(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  int port(String name) {
    return Integer.parseInt(getOrCreate(name, () -> String.valueOf(FreePort.any())));
  }

  String secret(String name) {
    return getOrCreate(name, EmbeddedState::random);
  }

  private String getOrCreate(String name, Supplier<String> first) {
    return (String) properties.computeIfAbsent(name, unknown -> first.get());
  }

  void save() throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "ports and credentials of the embedded services");
    }
  }

  private static String random() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
