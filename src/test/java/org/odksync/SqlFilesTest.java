package org.odksync;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;

/** Rules for the SQL files. */
class SqlFilesTest {

  private static final Pattern FIRST_LINES = Pattern.compile("(-- .*\\n)*-- .*\\.\\n[^-](?s:.*)");
  private static final Pattern FENCE =
      Pattern.compile(
          "SELECT sync_type FROM odk_sync_lease"
              + " WHERE sync_type = :\\?sync AND fencing_number = :\\?fence FOR KEY SHARE");
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?s)\\s*((SELECT|INSERT|UPDATE|DELETE|WITH|MERGE|TRUNCATE)\\s+\\S"
              + "|(?i:select\\b.*\\bfrom\\b|insert\\s+into\\b|update\\b.*\\bset\\b"
              + "|delete\\s+from\\b|with\\b.*\\bas\\s*\\()).*");

  /**
   * Statements that need no lease: those on leases themselves, DDL, alerts, triggers, and what an
   * operator accepts.
   */
  private static final Pattern UNFENCED =
      Pattern.compile(
          "run/.*|form/create|unified/index|alerts/.*|triggers/.*|(images|rejects)/accept");

  private final RouteFiles routes = RouteFiles.read();
  private final Map<String, String> texts = SqlFiles.texts();

  @Test
  void everyFileIsUsedAndEveryUsedFileExists() {
    assertThat(texts.keySet()).isNotEmpty().isEqualTo(SqlFiles.used(routes));
  }

  @Test
  void everyFileIsInTheFolderOfItsFlow() {
    assertThat(texts.keySet()).allSatisfy(name -> assertThat(name).matches("[a-z]+/[a-z_]+"));
  }

  @Test
  void everyFileBeginsWithItsGuarantee() {
    assertThat(texts.keySet())
        .allSatisfy(
            name -> assertThat(FIRST_LINES.matcher(texts.get(name)).matches()).as(name).isTrue());
  }

  /** Except DDL, which is generated for each form. */
  @Test
  void everyFileHoldsOneStatement() {
    assertThat(texts.keySet())
        .filteredOn(name -> !name.equals("form/create"))
        .allSatisfy(
            name ->
                assertThat(texts.get(name).replaceAll("--.*", "")).as(name).doesNotContain(";"));
  }

  @Test
  void onlyFilesHoldStatements() {
    Stream<String> inJava =
        JavaSources.in("org.odksync").entrySet().stream()
            .filter(file -> !file.getKey().endsWith("form/StatementPlaceholders.java"))
            .flatMap(file -> JavaSources.literals(file.getValue()));
    Stream<String> inYaml =
        routes
            .nodes()
            .filter(node -> !node.name().equals("description"))
            .map(node -> node.value())
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue);
    assertThat(Stream.concat(inJava, inYaml).filter(text -> STATEMENT.matcher(text).matches()))
        .isEmpty();
  }

  /** Parameters come from the run, the message body, or route variables. */
  @Test
  void everyParameterHasASource() {
    Set<String> given =
        routes
            .executed()
            .filter(node -> node.name().equals("setVariable"))
            .map(node -> node.text("name"))
            .collect(toSet());
    JavaSources.in("org.odksync").values().stream()
        .flatMap(JavaSources::literals)
        .forEach(given::add);
    routes
        .top("routeTemplate")
        .forEach(template -> given.addAll(RouteFiles.defaults(template).keySet()));
    assertThat(texts.keySet())
        .allSatisfy(name -> assertThat(given).containsAll(SqlFiles.parameters(texts.get(name))));
  }

  // --- the fence

  @Test
  void changesRequireTheLease() {
    assertThat(changing())
        .hasSizeGreaterThan(5)
        .allSatisfy(
            name ->
                assertThat(SqlStatement.of(texts.get(name)).parts().get("fence"))
                    .as(name)
                    .isNotNull()
                    .satisfies(fence -> assertThat(fence.replaceAll("\\s+", " ")).matches(FENCE)));
  }

  @Test
  void changesDoNothingWithoutTheLease() {
    assertThat(changing())
        .allSatisfy(
            name -> {
              SqlStatement statement = SqlStatement.of(rendered(name));
              assertThat(statement.changing())
                  .as(name + ": parts that change data without the fence")
                  .allMatch(part -> statement.reaches(part, "fence"));
            });
  }

  /** The connector recognizes fenced statements by this. */
  @Test
  void fencedStatementsBeginWithTheFenceAndSaySo() {
    assertThat(texts.keySet())
        .filteredOn(name -> SqlStatement.of(texts.get(name)).parts().containsKey("fence"))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            name -> {
              assertThat(texts.get(name)).as(name).contains("\nWITH fence AS (");
              assertThat(SqlStatement.of(texts.get(name)).parts().get(SqlStatement.REST))
                  .as(name)
                  .containsPattern("count\\(\\*\\)( FROM fence\\))? AS held");
            });
  }

  private List<String> changing() {
    return texts.keySet().stream()
        .filter(name -> !UNFENCED.matcher(name).matches())
        .filter(name -> !SqlStatement.of(texts.get(name)).changing().isEmpty())
        .toList();
  }

  /** Renders the statement for a form if it contains parts from the form. */
  private String rendered(String name) {
    Form form = new Form();
    form.setId("f");
    return SqlFiles.usedForAForm(routes).contains(name)
        ? FormVersion.of(form, "h", List.of()).sql(name)
        : texts.get(name);
  }
}
