package org.odksync;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.odksync.cli.OdkSync;
import picocli.CommandLine;

/** README.md, CONTRIBUTING.md and docs/ match the code. */
class DocsTest {

  private static final Path RECORD = Path.of("src/test/resources/public-names");
  private static final long MAX_IMAGE_BYTES = 100_000;

  private static final String VARIABLE = "[A-Z][A-Z0-9]*(_[A-Z0-9]+)+|EMBEDDED";
  private static final Pattern COMMAND = Pattern.compile("odk-sync ([a-z][a-z-]*)([^|&#]*)");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
  private static final Pattern TEST = Pattern.compile("-D(?:it\\.)?test=(\\w+)");
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$");
  private static final Pattern REQUEST =
      Pattern.compile("(?<operation>(?:GET|POST) [^?]+)(?:\\?(?<query>.+))?");

  private static final Map<String, CommandLine> COMMANDS =
      new CommandLine(new OdkSync(Map.of())).getSubcommands();

  private final MarkdownPage readme = MarkdownPage.read("README.md");

  static List<MarkdownPage> pages() throws IOException {
    return MarkdownPage.all();
  }

  // --- links and images

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void relativeLinksHaveATarget(MarkdownPage page) {
    assertThat(page.links().filter(link -> !link.matches("[a-z]+:.*")))
        .allSatisfy(
            link -> {
              Path target = page.resolve(link);
              assertThat(target).exists();
              if (link.contains("#")) {
                assertThat(MarkdownPage.read(target.toString()).anchors())
                    .contains(link.substring(link.indexOf('#') + 1));
              }
            });
  }

  @Test
  void everyPageIsLinkedFromReadme() throws IOException {
    Set<Path> linked = readme.links().map(readme::resolve).collect(toCollection(TreeSet::new));
    assertThat(pages().stream().map(MarkdownPage::file))
        .filteredOn(file -> file.startsWith("docs"))
        .isNotEmpty()
        .isSubsetOf(linked);
  }

  @Test
  void imagesAreSmallAndHaveAltText() throws IOException {
    List<MarkdownPage.Image> images = pages().stream().flatMap(MarkdownPage::images).toList();
    assertThat(images)
        .isNotEmpty()
        .allSatisfy(
            image -> {
              assertThat(image.alternative()).isNotBlank();
              assertThat(image.file()).exists();
              assertThat(Files.size(image.file())).isLessThan(MAX_IMAGE_BYTES);
            });
    try (Stream<Path> files = Files.list(Path.of("docs/images"))) {
      assertThat(files).isSubsetOf(images.stream().map(MarkdownPage.Image::file).toList());
    }
  }

  // --- commands

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void everyCommandAndOptionExists(MarkdownPage page) {
    assertThat(page.code().flatMap(code -> COMMAND.matcher(code).results()))
        .allSatisfy(
            call -> {
              assertThat(COMMANDS).containsKey(call.group(1));
              assertThat(options(call.group(2))).isSubsetOf(options(COMMANDS.get(call.group(1))));
            });
    assertThat(page.spans().filter(span -> span.startsWith("--")))
        .allSatisfy(
            span ->
                assertThat(COMMANDS.values().stream().flatMap(it -> options(it).stream()))
                    .containsAll(options(span)));
  }

  @Test
  void everyCommandAndOptionIsDocumented() {
    MarkdownPage page = MarkdownPage.read("docs/commands.md");
    List<String> code = page.code().toList();
    Set<String> called =
        code.stream()
            .flatMap(line -> COMMAND.matcher(line).results())
            .map(call -> call.group(1))
            .collect(toCollection(TreeSet::new));
    assertThat(called).containsAll(COMMANDS.keySet());
    COMMANDS.forEach(
        (name, command) ->
            assertThat(code.stream().flatMap(line -> options(line).stream()))
                .as(name)
                .containsAll(
                    options(command).stream().filter(it -> !it.equals("--version")).toList()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void namedTestsExist(MarkdownPage page) throws IOException {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      tests =
          files
              .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
              .collect(toCollection(TreeSet::new));
    }
    assertThat(page.code().flatMap(code -> TEST.matcher(code).results()).map(test -> test.group(1)))
        .isSubsetOf(tests);
  }

  @Test
  void testCommandIsOneLine() {
    String block =
        readme.text().replaceFirst("(?s).*<!-- test command -->\n```sh\n(.*?)```\n.*", "$1");
    assertThat(block.lines()).singleElement().asString().startsWith("mvn ");
  }

  // --- settings

  /** PublicNamesTest compares the record with the code. */
  @Test
  void everySettingIsInReadmeOnce() throws IOException {
    assertThat(readme.rowNames(VARIABLE))
        .containsExactlyInAnyOrderElementsOf(record("environment-variables"));
  }

  @Test
  void everySettingIsDescribed() {
    assertThat(readme.rows().filter(row -> row.get(0).matches("`(" + VARIABLE + ")`.*")))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row).hasSize(3);
              assertThat(row.get(1)).isNotBlank();
            });
  }

  @Test
  void defaultsMatchTheDockerExample() throws IOException {
    Map<String, String> example = example();
    // in Docker the warehouse is another container
    example.keySet().removeAll(List.of("PG_HOST", "JAVA_OPTS"));
    example.values().removeIf(String::isEmpty);
    assertThat(readme.rows().filter(row -> example.containsKey(row.get(0).replace("`", ""))))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            row ->
                assertThat(row.get(2).split("[;,]")[0].strip())
                    .isEqualTo(example.get(row.get(0).replace("`", ""))));
  }

  @Test
  void everySettingForDockerIsDocumented() throws IOException {
    List<String> others = MarkdownPage.read("docs/superset.md").rowNames(VARIABLE).toList();
    Set<String> expected = new HashSet<>(example().keySet());
    expected.removeAll(record("environment-variables"));
    assertThat(others).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void everyVariableExists(MarkdownPage page) throws IOException {
    Set<String> known = new TreeSet<>(record("environment-variables"));
    known.addAll(example().keySet());
    properties().stringPropertyNames().stream()
        .map(name -> name.toUpperCase(Locale.ROOT).replace('.', '_'))
        .forEach(known::add);
    assertThat(
            page.spans()
                .map(span -> span.replaceFirst("=.*", ""))
                .filter(span -> span.matches(VARIABLE))
                .map(name -> name.replaceFirst("_FILE$", "")))
        .isSubsetOf(known);
  }

  @Test
  void everyPropertyIsDocumentedWithItsDefault() throws IOException {
    Properties properties = properties();
    Map<String, String> documented =
        MarkdownPage.read("docs/tuning.md")
            .rows()
            .filter(row -> row.get(0).matches("`[a-z3][A-Za-z3.]+`"))
            .collect(toMap(row -> row.get(0).replace("`", ""), row -> row.get(2).replace(" ", "")));
    assertThat(documented).containsOnlyKeys(record("properties"));
    assertThat(documented)
        .allSatisfy(
            (name, value) ->
                assertThat(value)
                    .as(name)
                    .isEqualTo(properties.getProperty(name).replace(" ", "")));
  }

  // --- names of the API, metrics, tables and forms

  @Test
  void everyRequestIsDocumented() throws IOException {
    JsonNode paths =
        new ObjectMapper().readTree(new File("src/main/resources/openapi.json")).get("paths");
    List<MatchResult> documented =
        MarkdownPage.read("docs/api.md")
            .rowNames("(GET|POST) .*")
            .flatMap(name -> REQUEST.matcher(name).results())
            .toList();
    assertThat(documented.stream().map(request -> request.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            paths.properties().stream()
                .flatMap(
                    path ->
                        path.getValue().properties().stream()
                            .map(it -> it.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList());
    assertThat(documented.stream().filter(request -> request.group(2) != null))
        .isNotEmpty()
        .allSatisfy(
            request -> {
              JsonNode get = paths.get(request.group(1).substring("GET ".length())).get("get");
              assertThat(
                      Stream.of(request.group(2).split("&")).map(it -> it.replaceFirst("=.*", "")))
                  .containsExactlyInAnyOrderElementsOf(
                      get.get("parameters")
                          .valueStream()
                          .map(it -> it.get("name").asText())
                          .toList());
            });
  }

  @Test
  void everyMetricIsDocumented() throws IOException {
    Set<String> expected = new TreeSet<>(Set.of("odk_central_requests", "odk_s3_requests"));
    record("metrics").stream()
        // not a metric, but the prefix of the sync types' metrics
        .filter(name -> !name.equals("odk.sync"))
        .map(name -> name.replace('.', '_'))
        .forEach(expected::add);
    assertThat(
            MarkdownPage.read("docs/metrics.md")
                .rowNames("odk_\\w+")
                .map(name -> name.replaceFirst("_(seconds|total)$", "")))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyTableIsDocumented() throws IOException {
    assertThat(MarkdownPage.read("docs/tables.md").rowNames("odk_\\w+"))
        .containsExactlyInAnyOrderElementsOf(
            record("tables").stream()
                .map(column -> column.substring(0, column.indexOf('.')))
                .filter(table -> table.startsWith("odk_"))
                .collect(toCollection(TreeSet::new)));
  }

  @Test
  void everyOptionOfAFormIsDocumented() throws IOException {
    assertThat(MarkdownPage.read("docs/forms.md").rowNames("\\w+"))
        .containsExactlyInAnyOrderElementsOf(record("form-options"));
  }

  // --- helpers

  private static List<String> record(String kind) throws IOException {
    return Files.readAllLines(RECORD.resolve(kind + ".txt"));
  }

  private static Set<String> options(String code) {
    return OPTION
        .matcher(code)
        .results()
        .map(MatchResult::group)
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .map(option -> option.longestName())
        .collect(toCollection(TreeSet::new));
  }

  /** The variables of .env.example with their defaults. */
  private static Map<String, String> example() throws IOException {
    return EXAMPLE
        .matcher(Files.readString(Path.of(".env.example")))
        .results()
        .collect(toMap(line -> line.group(1), line -> line.group(2)));
  }

  private static Properties properties() throws IOException {
    Properties properties = new Properties();
    try (Reader in =
        Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      properties.load(in);
    }
    return properties;
  }
}
