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
 * Reads settings from environment variables and collects what is wrong with them, so that all
 * problems are said at once. A blank value counts as not set: compose files pass blanks. Each
 * variable may name a file that holds its value instead ({@code PG_PASS_FILE}), as secrets of
 * Docker and Kubernetes are.
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
    Optional<String> value = given(name);
    Optional<String> file = given(name + FILE);
    if (value.isPresent() && file.isPresent()) {
      problem("%s and %s%s are both set: unset one of them", name, name, FILE);
    }
    return value.or(() -> file.flatMap(path -> content(name + FILE, path)));
  }

  private Optional<String> given(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private Optional<String> content(String name, String path) {
    try {
      String content = Files.readString(Path.of(path)).strip();
      if (!content.isEmpty()) {
        return Optional.of(content);
      }
      problem("%s: the file %s is empty", name, path);
    } catch (IOException | InvalidPathException unreadable) {
      problem("%s: there is no text file %s that can be read", name, path);
    }
    return Optional.empty();
  }

  /** The first of these that is set: the newer name first, then what older set-ups use. */
  Optional<String> firstOf(String... names) {
    Optional<String> first = Optional.empty();
    for (String name : names) {
      Optional<String> value = optional(name);
      first = first.or(() -> value);
    }
    return first;
  }

  String text(String name, String otherwise) {
    return optional(name).orElse(otherwise);
  }

  /** The value, or a problem that says what the variable is for. */
  String required(String purpose, String... names) {
    return firstOf(names)
        .orElseGet(
            () -> {
              problem("%s is not set: %s", names[0], purpose);
              return "";
            });
  }

  Secret requiredSecret(String purpose, String... names) {
    return new Secret(required(purpose, names));
  }

  int number(String name, int otherwise, int least, int most) {
    Optional<String> value = optional(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.get());
      if (least <= number && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // said below, together with what is out of range
    }
    problem("%s must be a whole number from %d to %d, not '%s'", name, least, most, value.get());
    return otherwise;
  }

  boolean flag(String name, boolean otherwise) {
    Optional<String> value = optional(name).map(v -> v.toLowerCase(Locale.ROOT));
    if (value.isPresent() && !value.get().equals("true") && !value.get().equals("false")) {
      problem("%s must be true or false, not '%s'", name, value.get());
    }
    return value.map(Boolean::parseBoolean).orElse(otherwise);
  }

  /** One of an enum's constants, in lower case. */
  <E extends Enum<E>> E choice(String name, E otherwise) {
    Optional<String> value = optional(name).map(v -> v.toLowerCase(Locale.ROOT));
    Map<String, E> choices = new LinkedHashMap<>();
    for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
      choices.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    E chosen = choices.getOrDefault(value.orElse(""), otherwise);
    if (value.isPresent() && !choices.containsKey(value.get())) {
      problem("%s must be %s, not '%s'", name, String.join(" or ", choices.keySet()), value.get());
    }
    return chosen;
  }

  /** A moment, in ISO-8601 with an offset or Z. */
  Optional<Instant> time(String name) {
    Optional<String> value = optional(name);
    try {
      return value.map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeParseException notATime) {
      problem("%s must be a time such as 2026-11-24T18:00:00Z, not '%s'", name, value.orElse(""));
      return Optional.empty();
    }
  }

  /** A time zone by its name in the IANA database, or as an offset. */
  ZoneId zone(String name, ZoneId otherwise) {
    Optional<String> value = optional(name);
    try {
      return value.map(ZoneId::of).orElse(otherwise);
    } catch (DateTimeException unknown) {
      problem("%s must be a time zone such as Africa/Banjul, not '%s'", name, value.orElse(""));
      return otherwise;
    }
  }

  /** An http(s) address without a trailing slash, credentials, query or fragment. */
  Optional<URI> address(String name) {
    return optional(name).flatMap(value -> address(name, value));
  }

  private Optional<URI> address(String name, String value) {
    try {
      URI uri = URI.create(value.replaceAll("/+$", ""));
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean plain = uri.getUserInfo() == null && uri.getQuery() == null;
      if (web && plain && uri.getHost() != null && uri.getFragment() == null) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException notAnAddress) {
      // said below; the value is not repeated, it may hold credentials
    }
    problem("%s must be an address such as https://central.example.org, without a query", name);
    return Optional.empty();
  }

  /** An http(s) address that may hold a secret anywhere. */
  Optional<Secret> secretAddress(String name) {
    Optional<String> value = optional(name);
    if (value.isPresent() && !isWeb(value.get())) {
      problem("%s must be an address such as https://hooks.example.org/x", name);
      return Optional.empty();
    }
    return value.map(Secret::new);
  }

  private static boolean isWeb(String value) {
    try {
      URI uri = URI.create(value);
      return uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  void problem(String format, Object... arguments) {
    problems.add(String.format(Locale.ROOT, format, arguments));
  }

  /** Something that stops nobody. */
  void warning(String format, Object... arguments) {
    warnings.add(String.format(Locale.ROOT, format, arguments));
  }

  /**
   * Warns of variables whose name is nearly one of ours: a slip would otherwise be a default that
   * nobody wanted.
   *
   * @param others names that are ours as well, beside those that were read
   */
  void warnOfNearNames(Set<String> others) {
    known.addAll(others);
    for (String name : new TreeSet<>(variables.keySet())) {
      if (!known.contains(name)) {
        known.stream()
            .filter(ours -> isNear(name, ours))
            .findFirst()
            .ifPresent(
                ours -> warning("%s is no setting of odk-sync: did you mean %s?", name, ours));
      }
    }
  }

  /** A letter too many, too few, wrong, or in the place of its neighbour; or a longer last word. */
  private static boolean isNear(String name, String ours) {
    boolean longer = name.startsWith(ours) && name.substring(ours.length()).matches("[A-Z]+");
    return longer
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
