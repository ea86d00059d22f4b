package org.odksync;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.main.MainHttpServerFactory;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.odksync.RouteFiles.Node;
import org.odksync.form.Form;

/** Properties, beans, classes, methods and resources that routes name exist, and are used. */
class RouteReferencesTest {

  private static final Pattern KEY = Pattern.compile("\\{\\{\\??([^}:]+)(?::[^}]*)?}}");
  private static final Pattern BEAN = Pattern.compile("#(?:bean:)?([\\w.-]+)");
  private static final Pattern REF = Pattern.compile("\\$\\{ref:([^}]+)}");
  private static final Pattern POOL = Pattern.compile("camel\\.threadpool\\.config\\[(\\w+)].*");
  private static final Pattern ON_VARIABLE =
      Pattern.compile("\\$\\{variable\\.(\\w+)\\.(\\w+)(\\([^)]*\\))?");
  private static final Set<String> CLASS_KEYS =
      Set.of("type", "beanType", "exceptionType", "exception", "resultType", "unmarshalType");

  /** Template parameters that the service reads. */
  private static final Set<String> SYNC_TYPE_PARAMETERS =
      Set.of(
          "form",
          "kind",
          "cycle",
          "then",
          "then_tables",
          "main_feed",
          "repeats_feed",
          "seconds",
          "enabled");

  /** A URL, a host with or without a port, or an email address. */
  private static final Pattern SITE_SPECIFIC =
      Pattern.compile(
          String.join(
              "|",
              "\\w+://",
              "\\b\\d{1,3}(\\.\\d{1,3}){3}\\b",
              "\\blocalhost\\b",
              "[\\w-]\\.(com|org|net|io|dev|local|internal|test|example)(?![\\w.])",
              "[\\w.]:\\d{2,5}\\b",
              "[\\w.]@\\w",
              "\\b(AKIA|ASIA)\\w+",
              // upper case, lower case and digits; header names have at most one digit
              "\\b(?=[\\w+/-]*\\d[A-Za-z]+\\d)(?=[\\w+/-]*[A-Z])(?=[\\w+/-]*[a-z])[\\w+/-]{16,}",
              "\\b(?=[\\w+/-]*\\d)(?=[\\w+/-]*[A-Z])(?=[\\w+/-]*[a-z])[\\w+/-]{32,}",
              "\\b(?=[a-f]*\\d)(?=\\d*[a-f])[0-9a-f]{16,}\\b"));

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(passw|secret|token|credential|access_?key).*");

  private final RouteFiles files = RouteFiles.read();
  private final ServiceSources service = new ServiceSources();
  private final Properties properties = properties();

  // --- properties

  @Test
  void everyKeyIsDeclared() {
    Set<String> declared = declared();
    assertThat(
            files.top().stream()
                .flatMap(top -> top.all().flatMap(node -> missing(node, top, declared))))
        .isEmpty();
  }

  @Test
  void everyDeclaredKeyIsUsed() {
    Set<String> used = new HashSet<>(service.waits());
    files.nodes().filter(node -> node.value().isTextual()).forEach(n -> used.addAll(keys(n)));
    properties.values().forEach(value -> used.addAll(keys(String.valueOf(value))));
    assertThat(declared())
        .filteredOn(key -> !key.startsWith("camel."))
        .isNotEmpty()
        .isSubsetOf(used);
  }

  @Test
  void everyTemplateParameterIsUsed() {
    assertThat(files.top("routeTemplate"))
        .isNotEmpty()
        .allSatisfy(
            template ->
                assertThat(template.all().flatMap(node -> keys(node).stream()))
                    .as(template.where())
                    .containsAll(
                        parameters(template).stream()
                            .filter(name -> !SYNC_TYPE_PARAMETERS.contains(name))
                            .toList()));
  }

  // --- beans

  @Test
  void everyBeanIsBound() {
    Set<String> bound = beans().keySet();
    assertThat(files.executed().flatMap(RouteReferencesTest::beanNames))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(bound).contains(name));
    assertThat(texts().filter(node -> node.name().equals("executorService")))
        .isNotEmpty()
        .allSatisfy(node -> assertThat(pools()).as(node.where()).contains(node.value().asText()));
  }

  @Test
  void everyBoundBeanIsUsed() {
    Set<String> used = new HashSet<>(service.lookups());
    files.executed().flatMap(RouteReferencesTest::beanNames).forEach(used::add);
    assertThat(used)
        .containsAll(
            beans().entrySet().stream()
                .filter(bean -> !isCalledByCamel(bean.getValue()))
                .map(Map.Entry::getKey)
                .toList());
  }

  private static boolean isCalledByCamel(String className) {
    return load(className)
        .filter(
            type ->
                // Camel finds it by type
                Form.class.isAssignableFrom(type)
                    || EventNotifier.class.isAssignableFrom(type)
                    || HealthCheck.class.isAssignableFrom(type)
                    || MainHttpServerFactory.class.isAssignableFrom(type)
                    || MeterRegistry.class.isAssignableFrom(type)
                    || SSLContextParameters.class.isAssignableFrom(type))
        .isPresent();
  }

  @Test
  void everyClassExists() {
    assertThat(texts().filter(node -> CLASS_KEYS.contains(node.name())))
        .isNotEmpty()
        .allSatisfy(node -> assertThat(load(node.value().asText())).as(node.where()).isPresent());
  }

  @Test
  void everyMethodExists() {
    assertThat(files.executed().filter(node -> node.value().has("method")))
        .filteredOn(node -> node.value().has("ref") || node.value().has("beanType"))
        .isNotEmpty()
        .allSatisfy(
            node ->
                assertThat(methods(classOf(node), node.text("method")))
                    .as(node.where())
                    .isNotEmpty());
  }

  @Test
  void everyMethodOfAVariableExists() {
    Map<String, Set<Class<?>>> types = variables();
    assertThat(types).isNotEmpty();
    assertThat(texts())
        .allSatisfy(
            node ->
                assertThat(ON_VARIABLE.matcher(node.value().asText()).results())
                    .as(node.where())
                    .allSatisfy(
                        call ->
                            assertThat(types.getOrDefault(call.group(1), Set.of()))
                                .allSatisfy(type -> assertMethod(type, call))));
  }

  // --- resources and environment

  @Test
  void nothingIsSiteSpecific() {
    assertThat(files.texts()).isNotEmpty();
    assertThat(
            files.texts().entrySet().stream()
                .flatMap(
                    file ->
                        SITE_SPECIFIC
                            .matcher(file.getValue())
                            .results()
                            .map(place -> file.getKey() + ": " + place.group())))
        .isEmpty();
    assertThat(texts().filter(node -> SECRET.matcher(node.name()).matches()))
        .as("secrets that are neither a {{property}} nor a #bean")
        .allSatisfy(node -> assertThat(node.value().asText()).matches("\\{\\{.*}}|#.*"));
  }

  // --- helpers

  private Stream<Node> texts() {
    return files.executed().filter(node -> node.value().isTextual());
  }

  private static Stream<String> missing(Node node, Node top, Set<String> declared) {
    return keys(node).stream()
        .filter(key -> !declared.contains(key) && !parameters(top).contains(key))
        .map(key -> "%s: {{%s}}".formatted(node.where(), key));
  }

  private static Set<String> keys(Node node) {
    return node.value().isTextual() ? keys(node.value().textValue()) : Set.of();
  }

  private static Set<String> keys(String text) {
    return KEY.matcher(text).results().map(key -> key.group(1)).collect(toSet());
  }

  private static Set<String> parameters(Node top) {
    return top.name().equals("routeTemplate")
        ? top.value()
            .path("parameters")
            .valueStream()
            .map(parameter -> parameter.path("name").asText())
            .collect(toSet())
        : Set.of();
  }

  private Set<String> declared() {
    Set<String> declared = new HashSet<>(service.properties());
    declared.addAll(properties.stringPropertyNames());
    return declared;
  }

  private Set<String> pools() {
    return properties.stringPropertyNames().stream()
        .map(POOL::matcher)
        .filter(pool -> pool.matches())
        .map(pool -> pool.group(1))
        .collect(toSet());
  }

  /** Bean classes by bean name. */
  private Map<String, String> beans() {
    Map<String, String> beans = new HashMap<>(service.beans());
    files
        .top("beans")
        .forEach(
            list ->
                list.value()
                    .forEach(b -> beans.put(b.path("name").asText(), b.path("type").asText())));
    return beans;
  }

  private static Stream<String> beanNames(Node node) {
    String text = node.value().isTextual() ? node.value().textValue() : "";
    Stream<MatchResult> inText =
        switch (node.name()) {
          case "ref", "redeliveryPolicyRef" -> Pattern.compile("(.+)").matcher(text).results();
          default ->
              Stream.concat(
                  Stream.of(BEAN.matcher(text))
                      .filter(m -> m.matches())
                      .map(m -> m.toMatchResult()),
                  REF.matcher(text).results());
        };
    return inText.map(name -> name.group(1));
  }

  private Class<?> classOf(Node call) {
    String type =
        call.value().has("beanType")
            ? call.text("beanType")
            : beans().getOrDefault(call.text("ref"), "");
    return load(type)
        .orElseThrow(() -> new AssertionError(call.where() + ": unknown class of bean"));
  }

  /** Methods by name and argument count; without parentheses Camel chooses the arguments. */
  private static Stream<Method> methods(Class<?> type, String call) {
    int open = call.indexOf('(');
    String name = open < 0 ? call : call.substring(0, open);
    return Stream.of(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(
            method ->
                open < 0
                    || method.getParameterCount()
                        == arguments(call.substring(open + 1, call.lastIndexOf(')'))));
  }

  /** Counts the arguments of a call. */
  private static int arguments(String list) {
    String flat = list;
    for (String inner = ""; !inner.equals(flat); ) {
      inner = flat;
      flat = flat.replaceAll("\\$\\{[^{}]*}|\\([^()]*\\)|'[^']*'", "x");
    }
    return flat.isBlank() ? 0 : flat.split(",", -1).length;
  }

  /** The classes of variables that hold a bean or a bean method's result. */
  private Map<String, Set<Class<?>>> variables() {
    return files
        .executed()
        .filter(node -> node.name().equals("setVariable"))
        .flatMap(
            node -> given(node).map(type -> Map.<String, Class<?>>entry(node.text("name"), type)))
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
  }

  private Stream<Class<?>> given(Node variable) {
    Node method = new Node(variable.file(), variable.path(), "", variable.value().path("method"));
    if (method.value().isObject()) {
      return methods(classOf(method), method.text("method")).map(Method::getReturnType);
    }
    return REF.matcher(variable.text("simple"))
        .results()
        .flatMap(ref -> load(beans().getOrDefault(ref.group(1), "")).stream());
  }

  private static void assertMethod(Class<?> type, MatchResult call) {
    String name = call.group(2);
    String arguments = call.group(3) == null ? "" : call.group(3);
    assertThat(methods(type, name + arguments)).as(call.group() + " of " + type).isNotEmpty();
  }

  private static Optional<Class<?>> load(String name) {
    if (name.equals("byte[]")) {
      return Optional.of(byte[].class);
    }
    try {
      return Optional.of(Class.forName(name, false, RouteReferencesTest.class.getClassLoader()));
    } catch (ClassNotFoundException absent) {
      return Optional.empty();
    }
  }

  private static Properties properties() {
    Properties properties = new Properties();
    try (Reader in =
        Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
