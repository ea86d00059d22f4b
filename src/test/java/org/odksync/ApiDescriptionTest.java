package org.odksync;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odksync.RouteFiles.Node;
import org.odksync.RouteFiles.Route;

/** openapi.json has the same operations and parameters as the routes. */
class ApiDescriptionTest {

  private static final String START = "platform-http:/api/";
  private static final Pattern READ = Pattern.compile("read\\(\\$\\{exchange}, '(.*)'\\)");

  /** The description does not contain itself. */
  private static final String UNDESCRIBED = "GET /api/openapi.json";

  @Test
  void descriptionAndRoutesHaveTheSameOperations() throws IOException {
    Map<String, Set<String>> routes = new TreeMap<>();
    RouteFiles.read().routes().stream()
        .filter(route -> route.from().startsWith(START))
        .forEach(route -> routes.put(operation(route), parameters(route)));

    assertThat(routes.remove(UNDESCRIBED)).isEmpty();
    assertThat(routes).isNotEmpty().isEqualTo(described());
  }

  /** Operations and their parameter names; a path parameter begins with a slash. */
  private static Map<String, Set<String>> described() throws IOException {
    JsonNode api = new ObjectMapper().readTree(new File("src/main/resources/openapi.json"));
    Map<String, Set<String>> described = new TreeMap<>();
    api.get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            described.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                names(method.getValue().path("parameters")))));
    return described;
  }

  private static Set<String> names(JsonNode parameters) {
    return parameters
        .valueStream()
        .map(
            each -> (each.get("in").asText().equals("path") ? "/" : "") + each.get("name").asText())
        .collect(toCollection(TreeSet::new));
  }

  private static String operation(Route route) {
    return route.definition().at("/from/parameters/httpMethodRestrict").asText()
        + " "
        + route.from().substring(START.indexOf('/'));
  }

  private static Set<String> parameters(Route route) {
    return route
        .nodes()
        .map(Node::value)
        .filter(JsonNode::isTextual)
        .flatMap(value -> READ.matcher(value.textValue()).results())
        .flatMap(read -> Stream.of(read.group(1).split(",")))
        .filter(name -> !name.isEmpty())
        .collect(toCollection(TreeSet::new));
  }
}
