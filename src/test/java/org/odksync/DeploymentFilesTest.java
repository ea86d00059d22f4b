package org.odksync;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Rules for the files that deploy, package and publish odk-sync; needs no container engine. */
class DeploymentFilesTest {
  private static final Path IMAGE = Path.of("src/main/docker/Dockerfile");
  private static final Path SUPERSET_IMAGE = Path.of("src/main/docker/superset/Dockerfile");

  private static final Path GITHUB = Path.of(".github");

  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final Pattern USE = Pattern.compile("(?<!\\$)\\$\\{?(" + VARIABLE + ")");
  private static final Pattern REQUIRED = Pattern.compile("\\$\\{" + VARIABLE + ":\\?[^}]+}");
  private static final Pattern SETTING = Pattern.compile("(?m)^(?:# )?(" + VARIABLE + ")=(.*)$");
  private static final Pattern SECRET = Pattern.compile("PASS|SECRET|KEY");
  private static final Pattern BASE = Pattern.compile("(?m)^FROM (\\S+)");
  private static final Pattern PINNED = Pattern.compile("[^:]+:(?!latest)[^:]*\\d[^:]*");
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>odk-sync</artifactId>\\s*<version>([^<]+)</version>");
  private static final Pattern RELEASE =
      Pattern.compile("<maven.compiler.release>(\\d+)</maven.compiler.release>");

  private final String composeText = read(Path.of("docker-compose.yml"));
  private final String example = read(Path.of(".env.example"));
  private final String image = read(IMAGE);
  private final String pom = read(Path.of("pom.xml"));
  private final JsonNode compose = yaml(composeText);
  private final JsonNode workflow = yaml(read(GITHUB.resolve("workflows/ci.yml")));

  @Test
  void everyPulledImageHasAVersion() {
    var bases =
        Stream.of(image, read(SUPERSET_IMAGE))
            .flatMap(file -> BASE.matcher(file).results().map(from -> from.group(1)));
    var pulled =
        services().filter(service -> !service.has("build")).map(s -> s.get("image").asText());
    assertThat(Stream.concat(bases, pulled))
        .hasSizeGreaterThan(4)
        .allSatisfy(name -> assertThat(name).matches(PINNED));
  }

  @Test
  void noBuiltImageIsTaggedLatest() {
    assertThat(services().filter(service -> service.has("build")))
        .isNotEmpty()
        .allSatisfy(
            service ->
                assertThat(service.path("image").asText()).contains(":").doesNotContain("latest"));
  }

  @Test
  void longRunningServicesHaveHealthCheckMemoryLimitAndBoundedLogs() {
    assertThat(longRunning()).containsOnlyKeys("postgres", "redis", "superset", "odk_sync");
    assertThat(longRunning())
        .allSatisfy(
            (name, service) -> {
              assertThat(service.at("/healthcheck/test").isArray()).as("health check").isTrue();
              assertThat(service.has("mem_limit")).as("memory limit").isTrue();
              assertThat(service.at("/logging/options").has("max-size")).as("log size").isTrue();
            });
  }

  @Test
  void dependenciesHaveTheRightCondition() {
    var conditions = services().flatMap(s -> fields(s.path("depends_on")).entrySet().stream());
    assertThat(conditions)
        .isNotEmpty()
        .allSatisfy(
            on ->
                assertThat(on.getValue().path("condition").asText())
                    .isEqualTo(
                        longRunning().containsKey(on.getKey())
                            ? "service_healthy"
                            : "service_completed_successfully"));
  }

  @Test
  void onlyWebPortsAreOpenAndOnlyOnLocalhost() {
    assertThat(services().flatMap(service -> elements(service.path("ports"))))
        .allSatisfy(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
    assertThat(services("postgres", "redis")).noneMatch(service -> service.has("ports"));
  }

  @Test
  void noServiceGainsPrivileges() {
    assertThat(services())
        .allSatisfy(
            service ->
                assertThat(elements(service.path("security_opt")).map(JsonNode::asText))
                    .contains("no-new-privileges:true"));
  }

  @Test
  void odkSyncRunsReadOnlyAndWithoutRoot() {
    assertThat(service("odk_sync").path("read_only").asBoolean()).isTrue();
    assertThat(image).containsPattern("(?m)^USER [1-9]\\d*:[1-9]\\d*$");
  }

  @Test
  void supersetAndOdkSyncDoNotShareSecrets() {
    assertThat(services()).noneMatch(service -> service.has("env_file"));
    assertThat(variables("odk_sync")).noneMatch(name -> name.startsWith("SUPERSET"));
    var secrets = variables("odk_sync").stream().filter(name -> SECRET.matcher(name).find());
    assertThat(secrets.collect(toSet()))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(variables("superset"))
        .doesNotContainAnyElementsOf(variables("superset-init"));
  }

  @Test
  void exampleHasExactlyTheVariablesOfTheComposeFile() {
    var used = USE.matcher(composeText).results().map(use -> use.group(1));
    var expected = Stream.concat(used, withoutValue(compose)).collect(toSet());
    assertThat(settings().keySet()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void exampleExplainsEveryVariable() {
    var lines = example.lines().toList();
    for (int i = 1; i < lines.size(); i++) {
      if (SETTING.matcher(lines.get(i)).matches()) {
        assertThat(lines.get(i - 1))
            .as("above " + lines.get(i))
            .startsWith("# ")
            .doesNotMatch(SETTING);
      }
    }
  }

  @Test
  void noFileContainsASecret() {
    assertThat(settings())
        .allSatisfy((name, value) -> assertThat(isSecret(name) && !value.isEmpty()).isFalse());
    assertThat(secretValues(compose))
        .isNotEmpty()
        .allSatisfy(value -> assertThat(value).matches(REQUIRED));
  }

  @Test
  void imageContainsNoEmbeddedServices() {
    var copied = image.lines().filter(line -> line.startsWith("COPY --from=build")).toList();
    assertThat(copied)
        .anyMatch(
            line -> line.endsWith("/lib/*.jar /src/target/odk-sync/lib/odk-sync.classe[s] lib/"))
        .noneMatch(line -> line.contains("embedded"))
        .noneMatch(line -> line.matches(".*/lib/? .*|.*/odk-sync/? .*"));
  }

  @Test
  void composeFileAndImageHaveTheSameHealthCheck() {
    var test = service("odk_sync").at("/healthcheck/test");
    var script = test.get(test.size() - 1).asText().replace("$$", "$");
    assertThat(image.replace("\\\\", "\\").replace("\\\"", "\"")).contains(script);
  }

  @Test
  void theImageHasTheVersionThatIsBuilt() {
    assertThat(image).contains("ARG VERSION=" + version() + "\n");
  }

  @Test
  void theCommandLineHasTheVersionThatIsBuilt() {
    assertThat(read(Path.of("src/main/java/org/odksync/cli/OdkSync.java")))
        .contains("version = \"odk-sync %s\"".formatted(version().replace("-SNAPSHOT", "")));
  }

  @Test
  void theChangelogHasTheVersionThatIsBuilt() {
    assertThat(read(Path.of("CHANGELOG.md")))
        .containsPattern("(?m)^## " + Pattern.quote(version().replace("-SNAPSHOT", "")) + "\\b");
  }

  @Test
  void archiveAndImageHoldTheLicence() {
    assertThat(read(Path.of("LICENSE")))
        .contains("Apache License", "Version 2.0, January 2004", "END OF TERMS AND CONDITIONS");
    assertThat(pom).contains("<name>Apache-2.0</name>");
    assertThat(image).contains("org.opencontainers.image.licenses=\"Apache-2.0\"");
    assertThat(image.substring(image.lastIndexOf("\nFROM ")))
        .contains("\nCOPY LICENSE NOTICE ./\n", "\nCOPY src/main/licenses licenses/\n");
    assertThat(read(Path.of("src/main/assembly/distribution.xml")))
        .contains(
            "<source>LICENSE</source>",
            "<source>NOTICE</source>",
            "<directory>src/main/licenses</directory>");
  }

  @Test
  void theWorkflowRunsTheScriptOfCi() {
    assertThat(workflow.path("on").properties())
        .extracting(Map.Entry::getKey)
        .contains("push", "pull_request");
    assertThat(steps().map(step -> step.path("run").asText())).contains(".ci/run");
    assertThat(Path.of(".ci/run")).isExecutable();
  }

  @Test
  void theWorkflowBuildsOnTheOldestJdk() {
    assertThat(elements(workflow.at("/jobs/verify/strategy/matrix/java")).map(JsonNode::asText))
        .contains(first(RELEASE, pom));
  }

  @Test
  void theWorkflowOnlyReadsAndPinsItsActions() {
    assertThat(fields(workflow.path("permissions")).keySet()).containsExactly("contents");
    assertThat(workflow.at("/permissions/contents").asText()).isEqualTo("read");
    assertThat(steps().map(step -> step.path("uses").asText()).filter(uses -> !uses.isEmpty()))
        .isNotEmpty()
        .allSatisfy(uses -> assertThat(uses).matches("[\\w-]+/[\\w-]+@[0-9a-f]{40}"));
  }

  @Test
  void everyImageThatIsBuiltIsWatchedForUpdates() throws IOException {
    var updates = yaml(read(GITHUB.resolve("dependabot.yml"))).path("updates");
    var watched =
        elements(updates)
            .filter(update -> update.path("package-ecosystem").asText().equals("docker"))
            .flatMap(update -> elements(update.path("directories")).map(JsonNode::asText));
    try (var files = Files.walk(Path.of("src/main"))) {
      var built =
          files.filter(file -> file.endsWith("Dockerfile")).map(file -> "/" + file.getParent());
      assertThat(watched).containsExactlyInAnyOrderElementsOf(built.toList());
    }
  }

  private String version() {
    return first(VERSION, pom);
  }

  private Stream<JsonNode> steps() {
    return elements(workflow.path("jobs")).flatMap(job -> elements(job.path("steps")));
  }

  private static String first(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).findFirst().orElseThrow();
  }

  private Stream<JsonNode> services() {
    return elements(compose.path("services"));
  }

  private Stream<JsonNode> services(String... names) {
    return Stream.of(names).map(this::service);
  }

  private JsonNode service(String name) {
    return compose.required("services").required(name);
  }

  private Map<String, JsonNode> longRunning() {
    return fields(compose.path("services")).entrySet().stream()
        .filter(service -> !service.getValue().path("restart").asText().equals("no"))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The variables that a service gets, including those of a merged mapping ({@code <<}). */
  private Set<String> variables(String service) {
    var environment = service(service).path("environment");
    return Stream.of(environment, environment.path("<<"))
        .flatMap(mapping -> fields(mapping).keySet().stream())
        .collect(toSet());
  }

  private Map<String, String> settings() {
    return SETTING
        .matcher(example)
        .results()
        .collect(toMap(setting -> setting.group(1), setting -> setting.group(2)));
  }

  /** Variables without a value, which Compose passes through from its environment. */
  private static Stream<String> withoutValue(JsonNode node) {
    var here =
        fields(node).entrySet().stream()
            .filter(field -> field.getValue().isNull())
            .map(Map.Entry::getKey)
            .filter(name -> VARIABLE.matcher(name).matches());
    return Stream.concat(here, elements(node).flatMap(DeploymentFilesTest::withoutValue));
  }

  private static Stream<String> secretValues(JsonNode node) {
    var here =
        fields(node).entrySet().stream()
            .filter(field -> isSecret(field.getKey()) && !field.getValue().isNull())
            .map(field -> field.getValue().asText());
    return Stream.concat(here, elements(node).flatMap(DeploymentFilesTest::secretValues));
  }

  private static boolean isSecret(String name) {
    return VARIABLE.matcher(name).matches() && SECRET.matcher(name).find();
  }

  private static Map<String, JsonNode> fields(JsonNode node) {
    return node.properties().stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Stream<JsonNode> elements(JsonNode node) {
    return node.valueStream();
  }

  private static JsonNode yaml(String text) {
    var document = new Load(LoadSettings.builder().build()).loadFromString(text);
    return new ObjectMapper().valueToTree(document);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
