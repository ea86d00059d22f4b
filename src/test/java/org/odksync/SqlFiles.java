package org.odksync;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.odksync.RouteFiles.Node;

/** The SQL files, and how the routes use them. */
final class SqlFiles {

  private static final Path DIRECTORY = Path.of("src/main/resources/sql");
  private static final String SCHEME = "warehouse:";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{variable\\.(\\w+)}");

  private static final String REPEAT = "repeat";

  private static final Pattern OF_REPEAT_IN_JAVA =
      Pattern.compile("\\brepeat,\\s*\"([^\"]+)\"|\"(\\w+/\\w+)\",\\s*repeat\\b");
  private static final Pattern PARAMETER = Pattern.compile(":\\?(\\w+)");

  private SqlFiles() {}

  /** Statements by name, for example {@code submissions/upsert}. */
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
    return Stream.concat(usedByJava().stream(), calls(routes).flatMap(call -> names(routes, call)))
        .collect(toSet());
  }

  static Set<String> usedWithoutAForm(RouteFiles routes) {
    return used(routes).stream().filter(name -> !hasNames(name)).collect(toSet());
  }

  static Set<String> usedForAForm(RouteFiles routes) {
    Set<String> others = usedForARepeatByJava();
    others.addAll(usedForARepeatByRoutes(routes));
    return used(routes).stream()
        .filter(name -> hasNames(name) && !others.contains(name))
        .collect(toSet());
  }

  static Set<String> usedForARepeat(RouteFiles routes) {
    Set<String> names = usedForARepeatByJava();
    names.addAll(usedForARepeatByRoutes(routes));
    return names;
  }

  private static Set<String> usedForARepeatByRoutes(RouteFiles routes) {
    return calls(routes)
        .filter(call -> call.value().at("/parameters/of").asText().equals(REPEAT))
        .flatMap(call -> names(routes, call))
        .collect(toSet());
  }

  private static Stream<Node> calls(RouteFiles routes) {
    return routes.calls().filter(call -> call.text("uri").startsWith(SCHEME));
  }

  /** The statement names of a call: one, or one for each constant of a variable in it. */
  private static Stream<String> names(RouteFiles routes, Node call) {
    String name = call.text("uri").substring(SCHEME.length());
    Matcher variable = VARIABLE.matcher(name);
    if (!variable.find()) {
      return Stream.of(name);
    }
    return routes.routes().stream()
        .flatMap(route -> route.constants(variable.group(1)).stream())
        .filter(constant -> !constant.isEmpty())
        .map(constant -> name.replace(variable.group(), constant));
  }

  /** The statements that Java names. */
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
        .map(use -> use.group(1) == null ? use.group(2) : use.group(1))
        .collect(toSet());
  }

  private static boolean hasNames(String name) {
    return text(name).contains("${");
  }

  static Set<String> parameters(String text) {
    return PARAMETER.matcher(text).results().map(name -> name.group(1)).collect(toSet());
  }
}
