package org.odksync;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.odksync.RouteFiles.Node;

/** The files that hold statements, and how the routes use them. */
final class SqlFiles {

  private static final Path DIRECTORY = Path.of("src/main/resources/sql");
  private static final Pattern AS_RESOURCE = Pattern.compile("resource:classpath:sql/(.+)\\.sql");
  private static final Pattern OF_FORM =
      Pattern.compile("\\$\\{variable\\.(?:form|version|unified)\\.sql\\('([^']+)'\\)}");
  private static final Pattern OF_REPEAT = Pattern.compile("\\$\\{body\\.sql\\('([^']+)'\\)}");
  private static final Pattern OF_REPEAT_IN_JAVA =
      Pattern.compile("\\brepeat(?:::sql,|\\.sql\\()\\s*\"([^\"]+)\"");
  private static final Pattern PARAMETER = Pattern.compile(":\\?(\\w+)");

  private SqlFiles() {}

  /** Texts by their names, flow and verb, such as {@code submissions/upsert}. */
  static Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(DIRECTORY)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = DIRECTORY.relativize(file).toString().replace('\\', '/');
        texts.put(name.replaceAll("\\.sql$", ""), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  static String text(String name) {
    String text = texts().get(name);
    if (text == null) {
      throw new AssertionError("no statement " + name);
    }
    return text;
  }

  static Set<String> used(RouteFiles routes) {
    return Stream.concat(
            usedByJava().stream(),
            Stream.of(AS_RESOURCE, OF_FORM, OF_REPEAT).flatMap(way -> used(routes, way).stream()))
        .collect(toSet());
  }

  static Set<String> usedAsTheyAre(RouteFiles routes) {
    return with(used(routes, AS_RESOURCE), usedByJava(), name -> !isOfForm(name));
  }

  static Set<String> usedForAForm(RouteFiles routes) {
    Set<String> ofRepeats = usedForARepeatByJava();
    return with(
        used(routes, OF_FORM), usedByJava(), name -> isOfForm(name) && !ofRepeats.contains(name));
  }

  static Set<String> usedForARepeat(RouteFiles routes) {
    return with(used(routes, OF_REPEAT), usedForARepeatByJava(), name -> true);
  }

  /** Those that Java names. */
  static Set<String> usedByJava() {
    Set<String> names = texts().keySet();
    return JavaSources.in("org.odksync").values().stream()
        .flatMap(JavaSources::literals)
        .filter(names::contains)
        .collect(toSet());
  }

  private static Set<String> usedForARepeatByJava() {
    return JavaSources.in("org.odksync").values().stream()
        .flatMap(text -> OF_REPEAT_IN_JAVA.matcher(text).results())
        .map(use -> use.group(1))
        .collect(toSet());
  }

  private static Set<String> with(Set<String> some, Set<String> others, Predicate<String> wanted) {
    return Stream.concat(some.stream(), others.stream().filter(wanted)).collect(toSet());
  }

  private static boolean isOfForm(String name) {
    return text(name).contains("${");
  }

  static Set<String> parameters(String text) {
    return PARAMETER.matcher(text).results().map(name -> name.group(1)).collect(toSet());
  }

  private static Set<String> used(RouteFiles routes, Pattern way) {
    return routes
        .executed()
        .map(Node::value)
        .filter(value -> value.isTextual())
        .map(value -> way.matcher(value.textValue()))
        .filter(use -> use.matches())
        .map(use -> use.group(1))
        .collect(toSet());
  }
}
