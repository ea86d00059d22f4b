package org.odksync.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jline.utils.Levenshtein;

/**
 * Reads settings from environment variables and collects all problems, so that one start reports
 * them all. A blank value counts as not set, because compose files pass blanks. A variable with the
 * suffix {@code _FILE} names a file that holds the value ({@code PG_PASS_FILE}), for secrets of
 * Docker and Kubernetes.
 */
final class Environment {

  private static final String FILE = "_FILE";

  private final Map<String, String> variables;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final List<String> warnings = new ArrayList<>();

  Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  boolean isSet(String name) {
    return optional(name).isPresent();
  }

  Optional<String> optional(String name) {
    known.addAll(List.of(name, name + FILE));
    Optional<String> value = variable(name);
    Optional<String> file = variable(name + FILE);
    if (value.isPresent() && file.isPresent()) {
      addProblem("%s and %s%s are both set: unset one of them", name, name, FILE);
    }
    return value.or(() -> file.flatMap(path -> readFile(name + FILE, path)));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private Optional<String> readFile(String name, String path) {
    try {
      String content = Files.readString(Path.of(path)).strip();
      if (!content.isEmpty()) {
        return Optional.of(content);
      }
      addProblem("%s: the file %s is empty", name, path);
    } catch (IOException | InvalidPathException unreadable) {
      addProblem("%s: cannot read %s as a text file", name, path);
    }
    return Optional.empty();
  }

  /** The first of these variables that is set; current names go before older ones. */
  Optional<String> firstOf(String... names) {
    Optional<String> first = Optional.empty();
    for (String name : names) {
      Optional<String> value = optional(name);
      first = first.or(() -> value);
    }
    return first;
  }

  String text(String name, String defaultValue) {
    return optional(name).orElse(defaultValue);
  }

  /** The value; if it is not set, adds a problem that says what the variable is for. */
  String required(String purpose, String... names) {
    return firstOf(names)
        .orElseGet(
            () -> {
              addProblem("%s is not set: %s", names[0], purpose);
              return "";
            });
  }

  Secret requiredSecret(String purpose, String... names) {
    return new Secret(required(purpose, names));
  }

  int number(String name, int defaultValue, int min, int max) {
    Optional<String> value = optional(name);
    if (value.isEmpty()) {
      return defaultValue;
    }
    try {
      int number = Integer.parseInt(value.get());
      if (min <= number && number <= max) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // reported below, like a number out of range
    }
    addProblem("%s must be a whole number from %d to %d, not '%s'", name, min, max, value.get());
    return defaultValue;
  }

  boolean flag(String name, boolean defaultValue) {
    Optional<String> value = optional(name).map(v -> v.toLowerCase(Locale.ROOT));
    if (value.isPresent() && !value.get().equals("true") && !value.get().equals("false")) {
      addProblem("%s must be true or false, not '%s'", name, value.get());
    }
    return value.map(Boolean::parseBoolean).orElse(defaultValue);
  }

  /** One of an enum's constants, in lower case. */
  <E extends Enum<E>> E choice(String name, E defaultValue) {
    Optional<String> value = optional(name).map(v -> v.toLowerCase(Locale.ROOT));
    Map<String, E> choices = new LinkedHashMap<>();
    for (E constant : defaultValue.getDeclaringClass().getEnumConstants()) {
      choices.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    E chosen = choices.getOrDefault(value.orElse(""), defaultValue);
    if (value.isPresent() && !choices.containsKey(value.get())) {
      addProblem(
          "%s must be %s, not '%s'", name, String.join(" or ", choices.keySet()), value.get());
    }
    return chosen;
  }

  /** A moment, in ISO-8601 with an offset or Z. */
  Optional<Instant> time(String name) {
    Optional<String> value = optional(name);
    try {
      return value.map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeParseException notATime) {
      addProblem(
          "%s must be a time such as 2026-11-24T18:00:00Z, not '%s'", name, value.orElse(""));
      return Optional.empty();
    }
  }

  /** A time zone by its name in the IANA database, or as an offset. */
  ZoneId zone(String name, ZoneId defaultValue) {
    Optional<String> value = optional(name);
    try {
      return value.map(ZoneId::of).orElse(defaultValue);
    } catch (DateTimeException unknown) {
      addProblem("%s must be a time zone such as Africa/Banjul, not '%s'", name, value.orElse(""));
      return defaultValue;
    }
  }

  /** An http(s) address without a trailing slash, credentials, query or fragment. */
  Optional<URI> address(String name) {
    return optional(name).flatMap(value -> address(name, value));
  }

  private Optional<URI> address(String name, String value) {
    try {
      URI uri = URI.create(value.replaceAll("/+$", ""));
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean isBare = uri.getUserInfo() == null && uri.getQuery() == null;
      if (isHttp && isBare && uri.getHost() != null && uri.getFragment() == null) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException notAnAddress) {
      // reported below without the value, which may hold credentials
    }
    addProblem("%s must be an address such as https://central.example.org, without a query", name);
    return Optional.empty();
  }

  /** An http(s) address that may hold a secret anywhere. */
  Optional<Secret> secretAddress(String name) {
    Optional<String> value = optional(name);
    if (value.isPresent() && !isHttpAddress(value.get())) {
      addProblem("%s must be an address such as https://hooks.example.org/x", name);
      return Optional.empty();
    }
    return value.map(Secret::new);
  }

  private static boolean isHttpAddress(String value) {
    try {
      URI uri = URI.create(value);
      return uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  void addProblem(String format, Object... arguments) {
    problems.add(String.format(Locale.ROOT, format, arguments));
  }

  /** Adds a problem that does not prevent the start. */
  void addWarning(String format, Object... arguments) {
    warnings.add(String.format(Locale.ROOT, format, arguments));
  }

  /**
   * Warns of variables whose name is almost one of ours: after a typo the default would apply
   * silently.
   *
   * @param others further names of ours that this object has not read
   */
  void warnOfSimilarNames(Set<String> others) {
    known.addAll(others);
    for (String name : new TreeSet<>(variables.keySet())) {
      if (!known.contains(name)) {
        known.stream()
            .filter(ours -> isSimilar(name, ours))
            .findFirst()
            .ifPresent(
                ours ->
                    addWarning("%s is not a setting of odk-sync: did you mean %s?", name, ours));
      }
    }
  }

  /** One letter added, missing or wrong; or a longer last word. */
  private static boolean isSimilar(String name, String ours) {
    boolean hasLongerLastWord =
        name.startsWith(ours) && name.substring(ours.length()).matches("[A-Z]+");
    return hasLongerLastWord
        || (name.startsWith(ours.substring(0, 1)) && Levenshtein.distance(name, ours) == 1);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  void check() {
    if (!problems.isEmpty()) {
      throw new InvalidSettings(List.copyOf(problems));
    }
  }
}
