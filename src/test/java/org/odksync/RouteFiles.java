package org.odksync;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The route files as written, and as Camel runs them: with templates filled in. */
final class RouteFiles {

  private static final Path DIRECTORY = Path.of("routes");
  private static final String SUFFIX = ".camel.yaml";
  private static final Pattern KEY = Pattern.compile("\\{\\{([\\w.-]+)}}");

  private static final String START = "direct:run.start";
  private static final Set<String> SENDING =
      Set.of("to", "toD", "wireTap", "enrich", "pollEnrich", "poll");

  private final Map<Path, String> texts = new TreeMap<>();
  private final Map<Path, JsonNode> documents = new TreeMap<>();
  private List<Route> routes = List.of();
  private List<Node> executed = List.of();

  private RouteFiles() {}

  static RouteFiles read() {
    RouteFiles files = new RouteFiles();
    try (Stream<Path> all = Files.walk(DIRECTORY)) {
      for (Path file : all.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
        String text = Files.readString(file);
        files.texts.put(file, text);
        files.documents.put(file, yaml(text));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.routes =
        Stream.concat(
                files.top("route").stream().map(Route::of),
                Stream.concat(files.top("templatedRoute").stream(), files.ofForm().stream())
                    .map(files::filled))
            .toList();
    files.executed =
        Stream.concat(
                files.routes.stream().flatMap(Route::nodes),
                files.top("routeConfiguration").stream().flatMap(Node::all))
            .toList();
    return files;
  }

  Map<Path, String> texts() {
    return texts;
  }

  Map<Path, JsonNode> documents() {
    return documents;
  }

  /** The top-level elements of the files, as written. */
  List<Node> top() {
    List<Node> top = new ArrayList<>();
    documents.forEach(
        (file, document) ->
            document.forEach(
                element ->
                    element
                        .properties()
                        .forEach(e -> top.add(Node.top(file, e.getKey(), e.getValue())))));
    return top;
  }

  List<Node> top(String kind) {
    return top().stream().filter(node -> node.name().equals(kind)).toList();
  }

  /** All nodes of the files, as written. */
  Stream<Node> nodes() {
    return top().stream().flatMap(Node::all);
  }

  /** All routes, from templates too, regardless of conditions. */
  List<Route> routes() {
    return routes;
  }

  /** Templates by id. */
  Map<String, Node> templates() {
    return top("routeTemplate").stream().collect(toMap(node -> node.text("id"), node -> node));
  }

  /** Entry routes, which take the lease of a sync type, by id. */
  Map<String, Route> entries() {
    return routes().stream()
        .filter(route -> route.calls().anyMatch(call -> call.text("uri").equals(START)))
        .collect(toMap(Route::id, route -> route));
  }

  /** All nodes that Camel executes: the routes and their configurations. */
  Stream<Node> executed() {
    return executed.stream();
  }

  /** The executed steps that send a message to an endpoint. */
  Stream<Node> calls() {
    return executed().filter(node -> SENDING.contains(node.name()));
  }

  /** The routes that the service creates for one form without an alias. */
  private List<Node> ofForm() {
    List<Node> made = new ArrayList<>();
    for (Node template : top("routeTemplate")) {
      Map<String, String> defaults = defaults(template);
      if (defaults.containsKey("kind")) {
        String sync = template.text("id");
        made.add(templated(template, sync, sync, Map.of("sync", sync, "form", "form")));
        Map<String, String> ofStarts = new HashMap<>(Map.of("sync", sync));
        Stream.of("seconds", "enabled")
            .filter(defaults::containsKey)
            .forEach(name -> ofStarts.put(name, defaults.get(name)));
        made.add(templated(template, "schedule", sync + ".schedule", ofStarts));
        made.add(templated(template, "due", sync + ".due", ofStarts));
      }
    }
    return made;
  }

  private static Node templated(
      Node of, String template, String routeId, Map<String, String> parameters) {
    ObjectNode value =
        JsonNodeFactory.instance
            .objectNode()
            .put("routeTemplateRef", template)
            .put("routeId", routeId);
    parameters.forEach(
        (name, text) ->
            value.withArray("parameters").addObject().put("name", name).put("value", text));
    return new Node(of.file(), routeId, "templatedRoute", value);
  }

  /** A template's parameters that have a default. */
  static Map<String, String> defaults(Node template) {
    Map<String, String> defaults = new HashMap<>();
    for (JsonNode parameter : template.value().path("parameters")) {
      if (parameter.has("defaultValue")) {
        defaults.put(parameter.path("name").asText(), parameter.path("defaultValue").asText());
      }
    }
    return defaults;
  }

  private Route filled(Node templated) {
    Node template = templates().get(templated.text("routeTemplateRef"));
    if (template == null) {
      throw new AssertionError(templated.where() + ": no such template");
    }
    Map<String, String> parameters = defaults(template);
    for (JsonNode parameter : templated.value().path("parameters")) {
      parameters.put(parameter.path("name").asText(), parameter.path("value").asText());
    }
    ObjectNode route = (ObjectNode) fill(template.value().path("route"), parameters);
    String enabled = parameters.getOrDefault("enabled", "true");
    if (!enabled.equals("true")) {
      route.put("precondition", (route.path("precondition").asText() + " " + enabled).strip());
    }
    return new Route(templated.file(), templated.text("routeId"), route);
  }

  private static JsonNode fill(JsonNode value, Map<String, String> parameters) {
    if (value.isTextual()) {
      return TextNode.valueOf(
          KEY.matcher(value.textValue())
              .replaceAll(
                  key ->
                      Matcher.quoteReplacement(
                          parameters.getOrDefault(key.group(1), key.group()))));
    }
    if (value.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> items.add(fill(item, parameters)));
      return items;
    }
    if (value.isObject()) {
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(e -> fields.set(e.getKey(), fill(e.getValue(), parameters)));
      return fields;
    }
    return value;
  }

  private static JsonNode yaml(String text) {
    return new ObjectMapper()
        .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  record Route(Path file, String id, JsonNode definition) {

    static Route of(Node node) {
      return new Route(node.file(), node.text("id"), node.value());
    }

    Stream<Node> nodes() {
      return new Node(file, id, "route", definition).all();
    }

    Stream<Node> calls() {
      return nodes().filter(node -> SENDING.contains(node.name()));
    }

    /** The constants that the route sets a variable to. */
    Set<String> constants(String variable) {
      return nodes()
          .filter(node -> node.name().equals("setVariable"))
          .filter(node -> node.text("name").equals(variable))
          .map(node -> node.text("constant"))
          .collect(toSet());
    }

    String from() {
      return definition.at("/from/uri").asText();
    }

    String text(String field) {
      return definition.path(field).asText();
    }

    @Override
    public String toString() {
      return file + ": " + id;
    }
  }

  /**
   * A key with its value.
   *
   * @param path of the key in its file, for messages; begins with the route's id
   */
  record Node(Path file, String path, String name, JsonNode value) {

    private static Node top(Path file, String name, JsonNode value) {
      String id = value.path("id").asText(value.path("routeId").asText(name));
      return new Node(file, id, name, value);
    }

    /** This node and all nodes inside it. */
    Stream<Node> all() {
      return Stream.concat(Stream.of(this), within(path, value));
    }

    String text(String field) {
      return value.path(field).asText();
    }

    String where() {
      return file + ": " + path;
    }

    @Override
    public String toString() {
      return where() + (value.isValueNode() ? ": " + value.asText() : "");
    }

    private Stream<Node> within(String at, JsonNode here) {
      if (here.isArray()) {
        return IntStream.range(0, here.size())
            .boxed()
            .flatMap(i -> item(at + "/" + i, here.get(i)));
      }
      return here.properties().stream()
          .flatMap(e -> new Node(file, at + "/" + e.getKey(), e.getKey(), e.getValue()).all());
    }

    /** A list item is a node only if it is a plain value. */
    private Stream<Node> item(String at, JsonNode item) {
      return item.isValueNode() ? Stream.of(new Node(file, at, name, item)) : within(at, item);
    }
  }
}
