package org.odksync.functional;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.odksync.cli.OdkSync;
import org.odksync.form.Form;
import picocli.CommandLine;

/**
 * Compares the public names, which operators' files, scripts, dashboards and databases use, with
 * the recorded ones. Record a new name with the change that adds it. Never rename or remove a
 * recorded name without a migration path, see CONTRIBUTING.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicNamesTest {

  private static final Path RECORD = Path.of("src/test/resources/public-names");
  private static final Path SOURCES = Path.of("src/main/java/org/odksync");

  private static final Pattern VARIABLE =
      Pattern.compile("\"([A-Z][A-Z0-9]*_[A-Z0-9_]+|EMBEDDED)\"");
  private static final Pattern METRIC = Pattern.compile("\"(odk\\.[a-z.]+[a-z])\"");
  private static final Pattern PLACEHOLDER = Pattern.compile("`\\$\\{(\\w+)(?:_<path>)?}`");

  private final Platform platform = new Platform();
  private final Warehouse warehouse = platform.warehouse();
  private String server;

  PublicNamesTest() throws IOException, SQLException {}

  /** Runs each sync type once, in a fixed order, and starts the service. */
  @BeforeAll
  void runAndServe() throws IOException, SQLException {
    platform.run(OnPlatform.ALL);
    platform.run("views", "reconcile", "history_cleanup");
    server = platform.serve();
  }

  @AfterAll
  void close() {
    platform.close();
  }

  @Test
  void environmentVariables() throws IOException {
    assertOnRecord("environment-variables", literals(VARIABLE, SOURCES));
  }

  @Test
  void properties() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Form.class.getResourceAsStream("/application.properties")) {
      properties.load(in);
    }
    assertOnRecord(
        "properties",
        properties.stringPropertyNames().stream().filter(name -> !name.startsWith("camel.")));
  }

  @Test
  void commands() throws IOException {
    Map<String, CommandLine> commands = new CommandLine(new OdkSync(Map.of())).getSubcommands();
    assertOnRecord(
        "commands",
        commands.entrySet().stream()
            .flatMap(
                command -> {
                  CommandLine.Model.CommandSpec spec = command.getValue().getCommandSpec();
                  return Stream.of(
                          Stream.of(""),
                          spec.options().stream().flatMap(o -> Arrays.stream(o.names())),
                          spec.usageMessage().exitCodeList().entrySet().stream()
                              .map(code -> "exit %s".formatted(code.getKey().strip())))
                      .flatMap(names -> names)
                      .map(name -> (command.getKey() + " " + name).strip());
                }));
  }

  @Test
  void api() throws Exception {
    JsonNode description =
        new ObjectMapper().readTree(Platform.get(server + "/api/openapi.json").body());
    Stream<String> paths =
        description.get("paths").properties().stream()
            .flatMap(
                path ->
                    path.getValue().properties().stream()
                        .flatMap(
                            method ->
                                Stream.concat(
                                        Stream.of(""),
                                        method
                                            .getValue()
                                            .path("parameters")
                                            .valueStream()
                                            .map(each -> " " + each.path("name").asText()))
                                    .map(
                                        parameter ->
                                            method.getKey() + " " + path.getKey() + parameter)));
    Stream<String> keys =
        description.at("/components/schemas").properties().stream()
            .flatMap(
                schema ->
                    schema.getValue().path("properties").properties().stream()
                        .map(key -> schema.getKey() + "." + key.getKey()));
    assertOnRecord("api", Stream.concat(paths, keys));
  }

  @Test
  void metrics() throws IOException {
    assertOnRecord("metrics", literals(METRIC, SOURCES.resolve("observability/metrics")));
  }

  @Test
  void tables() throws Exception {
    assertOnRecord(
        "tables",
        names(
            """
            SELECT to_jsonb(format('%s.%s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod)))
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')
              AND a.attnum > 0 AND NOT a.attisdropped AND c.relname NOT LIKE 'qrtz\\_%'"""));
  }

  @Test
  void functions() throws Exception {
    assertOnRecord(
        "functions",
        names(
            """
            SELECT to_jsonb(format('%s(%s) %s', p.proname, pg_get_function_identity_arguments(p.oid),
                                   pg_get_function_result(p.oid)))
            FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace"""));
  }

  @Test
  void triggers() throws Exception {
    assertOnRecord(
        "triggers",
        names("SELECT to_jsonb(trigger_group || '.' || trigger_name) FROM qrtz_triggers"));
  }

  @Test
  void metadataOfRuns() throws Exception {
    assertOnRecord(
        "sync-metadata",
        names(
            "SELECT DISTINCT to_jsonb(sync_type || '.' || jsonb_object_keys(sync_metadata::jsonb))"
                + " FROM odk_sync_history WHERE id <= 8"));
  }

  /** The placeholders for SQL files in docs/views.md. */
  @Test
  void placeholders() throws IOException {
    assertOnRecord(
        "placeholders",
        PLACEHOLDER
            .matcher(Files.readString(Path.of("docs/views.md")))
            .results()
            .map(m -> m.group(1)));
  }

  @Test
  void optionsOfAForm() throws IOException {
    assertOnRecord(
        "form-options",
        Arrays.stream(Form.class.getMethods())
            .map(method -> method.getName())
            .filter(name -> name.matches("set\\w+|getImages|getViews"))
            .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4)));
  }

  private Stream<String> names(String query) throws SQLException {
    return warehouse.query(query).stream().map(JsonNode::textValue);
  }

  private static Stream<String> literals(Pattern pattern, Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      TreeSet<String> literals = new TreeSet<>();
      for (Path source : sources) {
        pattern.matcher(Files.readString(source)).results().forEach(m -> literals.add(m.group(1)));
      }
      return literals.stream();
    }
  }

  private static void assertOnRecord(String kind, Stream<String> names) throws IOException {
    SortedSet<String> actual = names.collect(toCollection(TreeSet::new));
    assertThat(actual).isNotEmpty();
    Path record = RECORD.resolve(kind + ".txt");
    if (Boolean.getBoolean("names.record")) {
      Files.createDirectories(RECORD);
      Files.write(record, actual, StandardCharsets.UTF_8);
    }
    assertThat(actual)
        .as("names in %s", record)
        .containsExactlyElementsOf(Files.readAllLines(record, StandardCharsets.UTF_8));
  }
}
