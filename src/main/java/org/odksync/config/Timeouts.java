package org.odksync.config;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Reads timeouts and other numbers from {@code application.properties} for code outside of the
 * routes. As in Camel, a system property or an environment variable overrides a property.
 */
public final class Timeouts {

  private static final String FILE = "application.properties";

  private final Properties file;
  private final Map<String, String> environment;

  private Timeouts(Properties file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  /** Reads the properties and environment of this process. */
  public static Timeouts read() {
    return new Timeouts(properties(), System.getenv());
  }

  /** The environment variables that override a property. */
  static Set<String> variables() {
    return properties().stringPropertyNames().stream().map(Timeouts::variable).collect(toSet());
  }

  private static Properties properties() {
    Properties file = new Properties();
    try (InputStream in = Timeouts.class.getClassLoader().getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      file.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /**
   * @param name of a property that is a number of milliseconds
   * @throws InvalidSettings if it is not a number
   */
  public Duration milliseconds(String name) {
    return Duration.ofMillis(number(name));
  }

  /**
   * @param name of a property that is a whole number
   * @throws InvalidSettings if it is not a number
   */
  public int number(String name) {
    String value = text(name);
    if (!value.matches("\\d{1,9}")) {
      throw new InvalidSettings(
          List.of("%s must be a whole number, not '%s'".formatted(variable(name), value)));
    }
    return Integer.parseInt(value);
  }

  /** The value of any property; empty if it does not exist. */
  public String text(String name) {
    return Optional.ofNullable(System.getProperty(name))
        .or(() -> Optional.ofNullable(environment.get(variable(name))))
        .orElseGet(() -> file.getProperty(name, ""))
        .strip();
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
