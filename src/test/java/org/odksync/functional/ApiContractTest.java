package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odksync.functional.ApiCaller.Answer;

/** The API behaves as openapi.json describes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiContractTest {

  /** Values for path parameters. */
  private static final Map<String, String> PATHS = Map.of("{id}", "1", "{type}", "history_cleanup");

  private static final String ADMIN = "correct horse battery";
  private static final String VIEWER = "staple staple staple";

  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");

  private final Platform platform = new Platform();
  private String server;
  private ApiCaller api;
  private JsonNode description;

  ApiContractTest() throws IOException, SQLException {}

  @BeforeAll
  void serve() throws Exception {
    server = platform.serve();
    api = new ApiCaller(server);
    description = api.get("/api/openapi.json").body();
    api.awaitFirstRuns();
  }

  @AfterAll
  void close() {
    platform.close();
  }

  @Test
  void descriptionIsOpenApi() {
    SwaggerParseResult read = new OpenAPIV3Parser().readContents(description.toString());

    assertThat(read.getMessages()).isEmpty();
    assertThat(description.get("openapi").textValue()).startsWith("3.1.");
    assertThat(description.at("/info/license/identifier").textValue()).isEqualTo("Apache-2.0");
    assertThat(description.at("/servers/0/url").textValue()).isEqualTo("/");
    assertThat(description.at("/components/securitySchemes/login/scheme").textValue())
        .isEqualTo("basic");
    assertThat(description.get("security").toString()).isEqualTo("[{\"login\":[]},{}]");
    assertThat(description.toString()).doesNotContain("org.odksync", "camel", "className");
  }

  @Test
  void everyPartHasADescription() {
    Set<String> tags = new TreeSet<>(description.get("tags").findValuesAsText("name"));
    assertThat(description.get("tags")).allSatisfy(ApiContractTest::assertExplained);
    assertThat(operations())
        .hasSize(11)
        .allSatisfy(
            operation -> {
              assertExplained(operation.about());
              assertThat(operation.about().get("summary").textValue()).isNotBlank();
              assertThat(tags).contains(operation.about().at("/tags/0").textValue());
              assertThat(operation.about().path("parameters"))
                  .allSatisfy(ApiContractTest::assertExplained);
              assertThat(operation.about().get("responses"))
                  .extracting(this::resolved)
                  .allSatisfy(ApiContractTest::assertExplained);
              assertThat(operation.about().get("responses").properties())
                  .extracting(Map.Entry::getKey)
                  .contains("400", "401", "403", "406", "413", "414", "429", "431", "500", "503");
            });
    assertThat(operations())
        .extracting(operation -> operation.about().get("operationId").textValue())
        .doesNotHaveDuplicates();
    assertThat(description.at("/components/schemas").properties())
        .allSatisfy(
            schema -> {
              assertExplained(schema.getValue());
              assertThat(schema.getValue().path("properties").properties())
                  .as(schema.getKey())
                  .allSatisfy(property -> assertExplained(explained(property.getValue())));
            });
  }

  @Test
  void examplesAreAsDescribed() {
    for (Operation operation : operations()) {
      for (JsonNode parameter : operation.about().path("parameters")) {
        JsonNode example =
            parameter.has("example")
                ? parameter.get("example")
                : parameter.at("/schema/examples/0");
        assertThat(example.isValueNode()).isTrue();
        assertThat(deviations(parameter.get("schema"), example))
            .as("%s, %s", operation.path(), parameter.get("name"))
            .isEmpty();
      }
      operation
          .about()
          .get("responses")
          .properties()
          .forEach(
              response ->
                  resolved(response.getValue())
                      .path("content")
                      .forEach(
                          content ->
                              assertThat(examples(content))
                                  .as("%s, %s", operation.path(), response.getKey())
                                  .isNotEmpty()
                                  .allSatisfy(
                                      example ->
                                          assertThat(deviations(content.get("schema"), example))
                                              .isEmpty())));
    }
  }

  @Test
  void answersMatchTheDescription() throws Exception {
    for (Operation operation : operations()) {
      Answer answer = api.send(operation.method(), operation.path(), "");
      assertThat(answer.status()).as(operation.path()).isIn(200, 202);
      assertAsDescribed(operation, answer);
    }
  }

  /** Also for wrong parameters, paths and content. */
  @Test
  void refusalsMatchTheDescription() throws Exception {
    for (Operation operation : operations()) {
      assertRefused(operation, operation.path() + "?no_such=1", 400);
      assertAsDescribed(
          operation, api.send(operation.method(), operation.path(), "", "Accept", "text/html"));
      assertTooLarge(operation, operation.path() + "?" + "x".repeat(5_000), "", "", 414);
      assertTooLarge(operation, operation.path(), "x".repeat(10_000), "", 431);
      assertTooLarge(operation, operation.path(), "", "x".repeat(100_000), 413);
      for (JsonNode parameter : operation.about().path("parameters")) {
        if (parameter.get("in").textValue().equals("query")) {
          assertParameter(operation, parameter);
        }
      }
    }
    assertRefused(operation("/api/runs/{id}"), "/api/runs/2147483647", 404);
    assertRefused(operation("/api/runs/{id}"), "/api/runs/x", 400);
    assertRefused(operation("/api/history"), "/api/history?type=nothing", 404);
    assertRefused(operation("/api/sync/{type}"), "/api/sync/nothing", 404);
    platform
        .warehouse()
        .update(
            "UPDATE odk_sync_lease SET holder = 'x', expires_at = now() + interval '5 minutes'"
                + " WHERE sync_type IN ('main_submissions', 'reconcile')");
    assertRefused(operation("/api/sync/{type}"), "/api/sync/reconcile", 409);
    assertRefused(operation("/api/rejects/replay"), "/api/rejects/replay", 409);
    platform.warehouse().update("UPDATE odk_sync_lease SET holder = NULL WHERE holder = 'x'");
    for (Operation operation : operations()) {
      if (operation.method().equals("POST")) {
        assertAsDescribed(
            operation, api.send("POST", operation.path(), "", "Sec-Fetch-Site", "cross-site"));
        assertAsDescribed(operation, api.send("POST", operation.path(), "x"));
      }
    }
  }

  /** Also for requests without permission; with passwords the description is the same. */
  @Test
  void accessErrorsMatchTheDescription() throws Exception {
    try (Platform guarded = new Platform()) {
      guarded.set("ADMIN_PASSWORD", ADMIN);
      guarded.set("VIEWER_PASSWORD", VIEWER);
      ApiCaller stranger = new ApiCaller(guarded.serve());
      assertThat(
              stranger
                  .send("GET", "/api/openapi.json", "", ApiCaller.login("viewer", VIEWER))
                  .body())
          .isEqualTo(description);
      for (Operation operation : operations()) {
        assertAccessDenied(operation, stranger.send(operation.method(), operation.path(), ""), 401);
        if (operation.method().equals("POST")) {
          String[] viewer = ApiCaller.login("viewer", VIEWER);
          assertAccessDenied(operation, stranger.send("POST", operation.path(), "", viewer), 403);
        }
      }
      String[] wrongLogin = ApiCaller.login("admin", VIEWER);
      await().until(() -> stranger.send("GET", "/api/status", "", wrongLogin).status() == 429);
      for (Operation operation : operations()) {
        assertAccessDenied(
            operation, stranger.send(operation.method(), operation.path(), "", wrongLogin), 429);
      }
    }
  }

  @Test
  void undescribedPathsAndMethodsAreRefused() throws Exception {
    for (String template :
        description.get("paths").properties().stream().map(Map.Entry::getKey).toList()) {
      for (String method : METHODS) {
        if (!description.get("paths").get(template).has(lower(method))) {
          assertThat(api.send(method, filled(template), "").status())
              .as("%s %s", method, template)
              .isEqualTo(405);
        }
      }
    }
  }

  // --- helpers

  private record Operation(String template, String method, JsonNode about) {
    String path() {
      return filled(template);
    }
  }

  private List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    description
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        its ->
                            all.add(
                                new Operation(
                                    path.getKey(), upper(its.getKey()), its.getValue()))));
    return all;
  }

  private Operation operation(String template) {
    return operations().stream()
        .filter(each -> each.template().equals(template))
        .findFirst()
        .orElseThrow();
  }

  /** Checks both limits of a parameter. */
  private void assertParameter(Operation operation, JsonNode parameter) throws Exception {
    String start = operation.path() + "?" + parameter.get("name").textValue() + "=";
    JsonNode schema = parameter.get("schema");
    Set<String> validValues = new TreeSet<>();
    Set<String> invalidValues = new TreeSet<>(Set.of(""));
    schema.path("enum").forEach(word -> validValues.add(word.textValue()));
    if (schema.get("type").textValue().equals("boolean")) {
      validValues.addAll(List.of("true", "false"));
      invalidValues.add("yes");
    } else if (schema.has("minimum")) {
      validValues.add(schema.get("minimum").asText());
      validValues.add(schema.get("maximum").asText());
      invalidValues.add(String.valueOf(schema.get("minimum").asLong() - 1));
      invalidValues.add(String.valueOf(schema.get("maximum").asLong() + 1));
    } else if (schema.has("maxLength")) {
      validValues.add(PATHS.get("{" + parameter.get("name").textValue() + "}"));
      invalidValues.add("x".repeat(schema.get("maxLength").intValue() + 1));
    }
    boolean isStart = operation.method().equals("POST");
    if (isStart) {
      // only one sync type accepts true
      validValues.remove("true");
    }
    assertThat(validValues).isNotEmpty();
    for (String value : validValues) {
      // a second run would be refused while one is active
      api.awaitFirstRuns();
      Answer answer = api.send(operation.method(), start + value, "");
      assertThat(answer.status()).as(start + value).isEqualTo(isStart ? 202 : 200);
      assertAsDescribed(operation, answer);
    }
    for (String value : invalidValues) {
      assertRefused(operation, start + value, 400);
    }
  }

  private void assertRefused(Operation operation, String path, int status) throws Exception {
    Answer answer = api.send(operation.method(), path, "");
    assertThat(answer.status()).as(path).isEqualTo(status);
    assertAsDescribed(operation, answer);
  }

  /** On a new connection, because the server reads no further request from it. */
  private void assertTooLarge(
      Operation operation, String path, String header, String content, int status)
      throws Exception {
    Answer answer =
        new ApiCaller(server).send(operation.method(), path, content, "X-Header", header);
    assertThat(answer.status()).as(path).isEqualTo(status);
    assertAsDescribed(operation, answer);
  }

  private void assertAccessDenied(Operation operation, Answer answer, int status) {
    assertThat(answer.status()).as(operation.path()).isEqualTo(status);
    assertAsDescribed(operation, answer);
  }

  private void assertAsDescribed(Operation operation, Answer answer) {
    String where = "%s %s: %d".formatted(operation.method(), operation.path(), answer.status());
    JsonNode response =
        resolved(operation.about().get("responses").path(String.valueOf(answer.status())));
    assertThat(response.isObject()).as(where).isTrue();
    assertThat(response.path("headers").properties())
        .as(where)
        .allSatisfy(its -> assertThat(answer.header(its.getKey())).isPresent());
    if (!response.has("content")) {
      assertThat(answer.http().body()).as(where).isEmpty();
      return;
    }
    JsonNode content = response.get("content").path(answer.type());
    assertThat(content.isObject()).as("%s, %s", where, answer.type()).isTrue();
    assertThat(deviations(content.get("schema"), answer.body())).as(where).isEmpty();
  }

  /** The deviations of a value from its described schema. */
  private List<Error> deviations(JsonNode part, JsonNode value) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.set("components", strict(description.get("components")));
    schema.putArray("allOf").add(strict(part));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema)
        .validate(
            value,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  private static List<JsonNode> examples(JsonNode content) {
    return content.has("example")
        ? List.of(content.get("example"))
        : content.get("examples").findValues("value");
  }

  private static void assertExplained(JsonNode part) {
    assertThat(part.path("description").asText()).as(part.toString()).isNotBlank();
  }

  /** Follows the reference of a property without a description. */
  private JsonNode explained(JsonNode property) {
    return property.has("description") ? property : resolved(property);
  }

  /** Follows the reference to a shared response. */
  private JsonNode resolved(JsonNode response) {
    return response.has("$ref")
        ? description.at(response.get("$ref").textValue().substring(1))
        : response;
  }

  /** The schema, without undescribed keys. */
  private static JsonNode strict(JsonNode part) {
    if (part.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      part.forEach(item -> items.add(strict(item)));
      return items;
    }
    if (!part.isObject()) {
      return part;
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    part.properties().forEach(its -> fields.set(its.getKey(), strict(its.getValue())));
    if (fields.path("properties").isObject() && !fields.has("additionalProperties")) {
      fields.put("additionalProperties", false);
    }
    return fields;
  }

  private static String filled(String template) {
    String path = template;
    for (Map.Entry<String, String> parameter : PATHS.entrySet()) {
      path = path.replace(parameter.getKey(), parameter.getValue());
    }
    return path;
  }

  private static String upper(String method) {
    return METHODS.stream().filter(method::equalsIgnoreCase).findFirst().orElseThrow();
  }

  private static String lower(String method) {
    return method.toLowerCase(Locale.ROOT);
  }
}
