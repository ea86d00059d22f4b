package org.odksync;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odksync.RouteFiles.Node;
import org.odksync.RouteFiles.Route;

/** Rules for the layout, the names and the error handling of route files. */
class RouteRulesTest {

  private static final String RUN = "sync-run";
  private static final int MAX_DEPTH = 4;

  /** Calls that stay inside the service. */
  private static final Pattern INTERNAL = Pattern.compile("(direct|seda|warehouse):.*");

  /** Verb and object; in a template, a verb is enough after the parameter. */
  private static final String STEP_ID = "(\\{\\{\\w+}}\\.[a-z]+(-[a-z]+)*|[a-z]+(-[a-z]+)+)";

  /** How the ids of steps begin that choose, repeat or catch. */
  private static final Map<String, String> STEP_PREFIXES =
      Map.of(
          "filter", "(?=(\\{\\{\\w+}}\\.)?if-)",
          "choice", "(?=(\\{\\{\\w+}}\\.)?(if|choose)-)",
          "loop", "(?=while-)",
          "split", "(?=each-)",
          "doTry", "(?=try-)");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^}]*}}");

  private final RouteFiles files = RouteFiles.read();
  private final List<Route> routes = files.routes();

  // --- the files

  @Test
  void everyFileMatchesTheYamlDslSchema() throws IOException {
    Schema schema = schema();
    assertThat(files.documents()).isNotEmpty();
    assertThat(
            files.documents().entrySet().stream()
                .flatMap(file -> misfits(schema, file.getKey(), file.getValue())))
        .isEmpty();
  }

  @Test
  void stepsUseTheCanonicalForm() {
    assertThat(files.top()).extracting(Node::name).doesNotContain("from", "onException");
    assertThat(steps().filter(step -> step.value().isValueNode() && !step.name().equals("id")))
        .as("compact steps: write `log: {message: text}`, not `log: text`")
        .isEmpty();
    assertThat(uris().filter(uri -> uri.value().asText().contains("?")))
        .as("options in a URI: write them as `parameters`")
        .isEmpty();
  }

  @Test
  void stepsNestAtMostFourDeep() {
    assertThat(files.nodes().filter(node -> node.name().equals("steps")))
        .allSatisfy(
            node ->
                assertThat(node.path().split("/steps", -1))
                    .hasSizeLessThanOrEqualTo(MAX_DEPTH + 1));
  }

  // --- names

  @Test
  void everyRouteHasIdAndDescription() {
    assertThat(routes)
        .isNotEmpty()
        .allSatisfy(
            route -> {
              assertThat(route.id()).as("id").matches("[A-Za-z0-9_.]+");
              assertThat(route.text("description")).as("description of " + route).isNotBlank();
            });
    assertThat(files.top("routeTemplate"))
        .isNotEmpty()
        .allSatisfy(
            template -> {
              assertThat(template.text("id")).as("id").isNotBlank();
              assertThat(template.value().at("/route/description").asText()).isNotBlank();
            });
  }

  /** Routes and their steps share one namespace. */
  @Test
  void idsAreUnique() {
    Set<String> keysOfRoutes = routes.stream().map(route -> route.id() + "/id").collect(toSet());
    Stream<String> parts =
        files
            .executed()
            .filter(node -> node.name().equals("id") && !keysOfRoutes.contains(node.path()))
            .map(node -> node.value().asText());
    assertThat(Stream.concat(routes.stream().map(Route::id), parts))
        .isNotEmpty()
        .doesNotHaveDuplicates();
    assertThat(files.top("routeTemplate"))
        .extracting(node -> node.text("id"))
        .doesNotHaveDuplicates();
  }

  /** Hawtio and the message history show steps by id. */
  @Test
  void everyStepHasAnId() {
    assertThat(
            routes.stream()
                .flatMap(Route::nodes)
                .filter(node -> node.path().matches(".*/steps/\\d+/\\w+")))
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step.text("id")).as(step.where()).isNotBlank());
  }

  /**
   * Step ids say what the step does: {@code select-due-files}, {@code if-object-may-exist}. Routes
   * of templates share their ids, so a parameter comes first: {@code {{sync}}.start}.
   */
  @Test
  void stepIdsAreVerbAndObject() {
    assertThat(
            Stream.of("route", "routeTemplate", "routeConfiguration")
                .flatMap(kind -> files.top(kind).stream())
                .flatMap(Node::all)
                .filter(
                    node -> node.path().matches(".*/steps/\\d+/\\w+") && node.value().has("id")))
        .isNotEmpty()
        .allSatisfy(
            step ->
                assertThat(step.text("id"))
                    .as(step.where())
                    .matches(STEP_PREFIXES.getOrDefault(step.name(), "") + STEP_ID));
  }

  @Test
  void everyTemplateParameterHasADescription() {
    assertThat(files.top("routeTemplate"))
        .allSatisfy(
            template ->
                assertThat(template.value().path("parameters").valueStream())
                    .as(template.where())
                    .allSatisfy(
                        parameter ->
                            assertThat(parameter.path("description").asText()).isNotBlank()));
  }

  @Test
  void everyExternalCallHasAnId() {
    assertThat(files.calls().filter(call -> !INTERNAL.matcher(call.text("uri")).matches()))
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.text("id")).as(call.where()).isNotBlank());
  }

  @Test
  void directNameIsTheRouteId() {
    assertThat(consuming("direct:"))
        .isNotEmpty()
        .allSatisfy(route -> assertThat(route.from()).isEqualTo("direct:" + route.id()));
    assertThat(consuming("seda:"))
        .isNotEmpty()
        .allSatisfy(route -> assertThat(route.from()).isEqualTo("seda:" + route.id()));
  }

  // --- errors

  @Test
  void onlyEntryRoutesUseTheRunConfiguration() {
    assertThat(files.entries()).isNotEmpty();
    assertThat(routes)
        .filteredOn(route -> RUN.equals(route.text("routeConfigurationId")))
        .extracting(Route::id)
        .containsExactlyInAnyOrderElementsOf(files.entries().keySet());
  }

  /** A configuration without id applies to every route that names none. */
  @Test
  void sharedRoutesLeaveErrorsToTheRun() {
    assertThat(files.top("routeConfiguration"))
        .filteredOn(configuration -> !configuration.value().has("id"))
        .singleElement()
        .extracting(configuration -> configuration.value().toString())
        .isEqualTo("{\"errorHandler\":{\"noErrorHandler\":{}}}");
    assertThat(routes).noneMatch(route -> route.definition().has("errorHandler"));
  }

  @Test
  void failedRunIsNeverHandled() {
    assertThat(configuration(RUN).all())
        .extracting(Node::name)
        .doesNotContain("handled", "continued");
  }

  /** Camel's own log lines contain exception messages, which may contain data. */
  @Test
  void camelLogsNoErrors() {
    assertThat(files.top("routeConfiguration"))
        .filteredOn(configuration -> configuration.value().has("id"))
        .isNotEmpty()
        .allSatisfy(
            configuration -> {
              List<JsonNode> handlers =
                  configuration.value().path("onException").valueStream().toList();
              assertThat(handlers.get(handlers.size() - 1).at("/onException/exception/0").asText())
                  .as("last handler of " + configuration.where())
                  .isEqualTo("java.lang.Throwable");
              assertThat(handlers)
                  .as(configuration.where())
                  .extracting(each -> each.at("/onException/redeliveryPolicyRef").asText())
                  .containsOnly("quiet");
              assertThat(handlers.get(handlers.size() - 1).at("/onException").has("onWhen"))
                  .isFalse();
            });
    assertThat(files.nodes().filter(node -> node.name().equals("properties")))
        .extracting(Node::value)
        .filteredOn(value -> value.has("logExhausted"))
        .singleElement()
        .satisfies(
            policy -> {
              assertThat(policy.get("logExhausted").asText()).isEqualTo("false");
              assertThat(policy.get("logRetryAttempted").asText()).isEqualTo("false");
            });
  }

  @Test
  void configurationsExistAndAreUsed() {
    assertThat(files.top("routeConfiguration"))
        .filteredOn(configuration -> configuration.value().has("id"))
        .extracting(node -> node.text("id"))
        .containsExactlyInAnyOrderElementsOf(
            routes.stream()
                .map(route -> route.text("routeConfigurationId"))
                .filter(id -> !id.isEmpty())
                .collect(toSet()));
  }

  // --- helpers

  /**
   * Ignores placeholders where the schema, which does not know them, requires a boolean or number.
   */
  private static Stream<String> misfits(Schema schema, Path file, JsonNode document) {
    return schema.validate(document).stream()
        .filter(
            error ->
                !(error.getKeyword().equals("type")
                    && PLACEHOLDER.matcher(error.getInstanceNode().asText()).matches()))
        .map(error -> "%s%s: %s".formatted(file, error.getInstanceLocation(), error.getMessage()));
  }

  private static Schema schema() throws IOException {
    try (InputStream in =
        RouteRulesTest.class.getClassLoader().getResourceAsStream("schema/camelYamlDsl.json")) {
      Dialect draft4 =
          Dialect.builder(Dialects.getDraft4())
              .keyword(new NonValidationKeyword("deprecated"))
              .build();
      return SchemaRegistry.withDefaultDialect(draft4).getSchema(Objects.requireNonNull(in));
    }
  }

  private Stream<Route> consuming(String scheme) {
    return routes.stream().filter(route -> route.from().startsWith(scheme));
  }

  private Node configuration(String id) {
    return files.top("routeConfiguration").stream()
        .filter(node -> node.text("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Stream<Node> uris() {
    return files.nodes().filter(node -> node.name().equals("uri"));
  }

  /** The direct elements of all step lists. */
  private Stream<Node> steps() {
    return files.nodes().filter(node -> node.path().matches(".*/steps/\\d+(/[^/]+)?"));
  }
}
