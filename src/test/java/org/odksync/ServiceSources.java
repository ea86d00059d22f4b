package org.odksync;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads from the service's sources which beans and properties it provides to the routes. */
final class ServiceSources {

  private static final Pattern BOUND =
      Pattern.compile("\\.bind\\(\\s*\"(?<name>[^\"]+)\"(?<value>[^;]*);");
  private static final Pattern CONSTRUCTED = Pattern.compile("\\bnew (\\w+)\\(");
  private static final Pattern FIELD = Pattern.compile(", (\\w+)\\)");
  private static final Pattern CALL = Pattern.compile("\"(direct:[^\"]+)\"");
  private static final Pattern LOOKUP =
      Pattern.compile("\\b(?:lookupByNameAndType\\(|bean\\(|getEndpoint\\()\\s*\"(?:jdbc:)?(\\w+)");
  private static final Pattern SET = Pattern.compile("\\bset\\(\\s*\"([^\"]+)\"");
  private static final Pattern WAIT =
      Pattern.compile("\\b(?:milliseconds|number|text)\\(\\s*\"([^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import ([\\w.]+);");

  private final String source =
      JavaSources.in("org.odksync.app").values().stream().collect(joining("\n"));

  /**
   * Classes by bean name; the class is empty if the source does not construct the bean with {@code
   * new}.
   */
  Map<String, String> beans() {
    return BOUND
        .matcher(source)
        .results()
        .collect(toMap(bound -> bound.group(1), bound -> madeIn(bound.group(2)), (a, b) -> a));
  }

  Set<String> properties() {
    return SET.matcher(source).results().map(set -> set.group(1)).collect(toSet());
  }

  /** The properties that Java reads. */
  Set<String> waits() {
    return JavaSources.in("org.odksync").values().stream()
        .flatMap(text -> WAIT.matcher(text).results())
        .map(wait -> wait.group(1))
        .collect(toSet());
  }

  /** The {@code direct:} addresses that Java calls. */
  Set<String> calls() {
    return JavaSources.in("org.odksync").values().stream()
        .flatMap(text -> CALL.matcher(text).results())
        .map(call -> call.group(1))
        .collect(toSet());
  }

  /** The beans that Java looks up in the registry. */
  Set<String> lookups() {
    return JavaSources.in("org.odksync").values().stream()
        .flatMap(text -> LOOKUP.matcher(text).results())
        .map(lookup -> lookup.group(1))
        .collect(toSet());
  }

  private String madeIn(String value) {
    Matcher field = FIELD.matcher(value);
    String text = field.matches() ? declared(field.group(1)) : value;
    return CONSTRUCTED
        .matcher(text)
        .results()
        .map(made -> "." + made.group(1))
        .flatMap(
            simple ->
                Stream.concat(
                    IMPORT
                        .matcher(source)
                        .results()
                        .map(imported -> imported.group(1))
                        .filter(name -> name.endsWith(simple)),
                    // a class in the same package
                    Stream.of("org.odksync.app" + simple)))
        .findFirst()
        .orElse("");
  }

  private String declared(String field) {
    return Pattern.compile("\\b%s\\s*=\\s*([^;]*);".formatted(field))
        .matcher(source)
        .results()
        .map(declaration -> declaration.group(1))
        .findFirst()
        .orElse("");
  }
}
