package org.odksync;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odksync.RouteFiles.Node;
import org.odksync.RouteFiles.Route;

/** Calls between routes reach a route, and a sync type has the same name everywhere. */
class RouteConnectionsTest {

  private static final int MAX_SYNC_TYPE_LENGTH = 50;

  /** A property in a condition. */
  private static final Pattern PROPERTY = Pattern.compile("\\{\\{[^}]+}}");

  /** {@code direct:} and {@code seda:} call another route. */
  private static final Pattern INTERNAL = Pattern.compile("(direct|seda):.*");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{variable\\.(\\w+)}");

  /** The call of the sync type in a request. */
  private static final String REQUESTED_TYPE = "direct:${variable.wanted}";

  /** An address that operators' routes may consume. */
  private static final String FOR_LOCAL_ROUTES = "seda:run.succeeded";

  private static final Set<String> SERVICE_FOLDERS = Set.of("routes/api", "routes/observability");

  private static final Pattern DYNAMIC = Pattern.compile("\\$\\{[^}]*}");

  /** Files that are not loaded without a bucket. */
  private static final Set<String> BUCKET_FILES = Set.of("images.camel.yaml", "links.camel.yaml");

  private final RouteFiles files = RouteFiles.read();
  private final List<Route> routes = files.routes();
  private final Map<String, Route> entries = files.entries();

  // --- connections

  @Test
  void everyInternalCallReachesARoute() {
    Set<String> consumed = routes.stream().map(Route::from).collect(toSet());
    assertThat(targets().filter(target -> !target.pattern().contains(FOR_LOCAL_ROUTES)))
        .isNotEmpty()
        .allSatisfy(target -> assertThat(consumed).anyMatch(target.asMatchPredicate()));
  }

  @Test
  void everyInternalRouteIsCalled() {
    List<Pattern> targets = targets().toList();
    Set<String> ofService = new ServiceSources().calls();
    assertThat(routes)
        .filteredOn(route -> INTERNAL.matcher(route.from()).matches())
        .filteredOn(route -> !ofService.contains(route.from()))
        .isNotEmpty()
        .allSatisfy(
            route ->
                assertThat(targets)
                    .as("calls of " + route)
                    .anyMatch(target -> target.matcher(route.from()).matches()));
  }

  @Test
  void everyTemplateIsUsedWithItsParameters() {
    List<Node> templated = files.top("templatedRoute");
    assertThat(templated)
        .extracting(node -> node.text("routeTemplateRef"))
        .containsAll(
            files.templates().entrySet().stream()
                .filter(template -> !isMadeByTheService(template.getValue()))
                .map(Map.Entry::getKey)
                .toList());
    assertThat(templated)
        .allSatisfy(
            node -> {
              JsonNode template =
                  Objects.requireNonNull(files.templates().get(node.text("routeTemplateRef")))
                      .value();
              assertThat(names(template)).as(node.where()).containsAll(names(node.value()));
              assertThat(names(node.value())).as(node.where()).containsAll(required(template));
            });
  }

  /** A loaded route must not call a route that is not loaded. */
  @Test
  void conditionalRouteIsCalledOnlyUnderItsCondition() {
    Map<String, Route> byAddress =
        routes.stream().collect(toMap(Route::from, route -> route, (a, b) -> a));
    assertThat(routes)
        .allSatisfy(
            route ->
                assertThat(route.calls().map(call -> byAddress.get(call.text("uri"))))
                    .filteredOn(Objects::nonNull)
                    .flatExtracting(RouteConnectionsTest::conditions)
                    .as("conditions of the routes called by " + route)
                    .isSubsetOf(conditions(route)));
  }

  @Test
  void bucketRouteIsCalledOnlyWithABucket() {
    Set<String> ofTheBucket =
        routes.stream().filter(this::needsTheBucket).map(Route::from).collect(toSet());
    assertThat(ofTheBucket).isNotEmpty();
    assertThat(routes)
        .filteredOn(route -> route.calls().anyMatch(c -> ofTheBucket.contains(c.text("uri"))))
        .isNotEmpty()
        .allMatch(route -> needsTheBucket(route) || !conditions(route).isEmpty());
  }

  private boolean needsTheBucket(Route route) {
    return BUCKET_FILES.contains(route.file().getFileName().toString());
  }

  /** The conditions under which a route is loaded; some folders are loaded only by a service. */
  private static List<String> conditions(Route route) {
    return Stream.concat(
            PROPERTY.matcher(route.text("precondition")).results().map(MatchResult::group),
            Stream.of(route.file().getParent().toString()).filter(SERVICE_FOLDERS::contains))
        .toList();
  }

  // --- one name everywhere

  @Test
  void everySyncTypeRunsByScheduleAndWhenTriggered() {
    Map<String, String> triggers =
        consuming("quartz:").collect(toMap(Route::id, Route::from, (a, b) -> a));
    assertThat(triggers)
        .isEqualTo(
            entries.keySet().stream()
                .collect(toMap(sync -> sync + ".schedule", sync -> "quartz:odk-sync/" + sync)));
    assertThat(consuming("quartz:"))
        .allSatisfy(
            trigger ->
                assertThat(trigger.calls().map(call -> call.text("uri") + ".schedule"))
                    .containsExactly("direct:" + trigger.id()));
    assertThat(due()).isEqualTo(entries.keySet());
    assertThat(consuming("seda:"))
        .allSatisfy(
            due ->
                assertThat(due.calls().map(call -> call.text("uri") + ".due"))
                    .containsExactly("direct:" + due.id()));
  }

  @Test
  void entryRouteOpensTheRunFirst() {
    assertThat(entries)
        .isNotEmpty()
        .allSatisfy(
            (sync, route) -> {
              JsonNode step = route.definition().at("/from/steps/0/setVariable");
              assertThat(step.path("name").asText()).as(sync).isEqualTo("run");
              assertThat(step.at("/method/ref").asText()).as(sync).isEqualTo("runs");
              assertThat(step.at("/method/method").asText()).as(sync).isEqualTo("open");
            });
  }

  @Test
  void entryRoutesAreShort() {
    assertThat(entries)
        .isNotEmpty()
        .allSatisfy(
            (sync, route) ->
                assertThat(route.definition().at("/from/steps")).as(sync).hasSizeLessThan(13));
  }

  // --- helpers

  private Stream<Route> consuming(String scheme) {
    return routes.stream().filter(route -> route.from().startsWith(scheme));
  }

  private Set<String> due() {
    return consuming("seda:").map(r -> r.id().replaceAll("\\.due$", "")).collect(toSet());
  }

  private Stream<Node> internalCalls() {
    return files.calls().filter(call -> INTERNAL.matcher(call.text("uri")).matches());
  }

  /**
   * The addresses that internal calls may reach. A variable in an address stands for each constant
   * that a route sets it to; in a {@code seda:} address it may be anything.
   */
  private Stream<Pattern> targets() {
    return internalCalls()
        .map(call -> call.text("uri"))
        .flatMap(this::withConstants)
        .map(
            address ->
                Stream.of(DYNAMIC.split(address, -1))
                    .map(Pattern::quote)
                    .collect(joining(address.startsWith("seda:") ? ".+" : "no constant")))
        .map(Pattern::compile);
  }

  private Stream<String> withConstants(String address) {
    Set<String> constants =
        VARIABLE
            .matcher(address)
            .results()
            .flatMap(name -> routes.stream().flatMap(r -> r.constants(name.group(1)).stream()))
            .collect(toSet());
    if (address.equals(REQUESTED_TYPE)) {
      return entries.keySet().stream().map(sync -> "direct:" + sync);
    }
    return constants.isEmpty()
        ? Stream.of(address)
        : constants.stream().map(c -> address.replaceFirst(VARIABLE.pattern(), c));
  }

  /** Whether the service itself instantiates the template: entry routes and triggers. */
  private static boolean isMadeByTheService(Node template) {
    return RouteFiles.defaults(template).containsKey("kind")
        || Set.of("schedule", "due").contains(template.text("id"));
  }

  private static Set<String> names(JsonNode parameters) {
    return parameters
        .path("parameters")
        .valueStream()
        .map(parameter -> parameter.path("name").asText())
        .collect(toSet());
  }

  private static Set<String> required(JsonNode template) {
    Set<String> required = new HashSet<>();
    for (JsonNode parameter : template.path("parameters")) {
      if (!parameter.has("defaultValue")) {
        required.add(parameter.path("name").asText());
      }
    }
    return required;
  }
}
