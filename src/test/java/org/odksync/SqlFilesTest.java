package org.odksync;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.odksync.RouteFiles.Node;
import org.odksync.form.Form;
import org.odksync.form.FormVersion;

/** How the statements are written and used. */
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
   * Not under a run's lease: what takes, keeps and gives back leases; DDL; whom to tell; triggers;
   * and what an operator accepts.
   */
  private static final Pattern UNFENCED =
      Pattern.compile("run/.*|form/create|alerts/.*|triggers/.*|(images|rejects)/accept");

  /** What whoever starts a run may give it, and whoever asks about runs says. */
  private static final Set<String> OF_CALLERS =
      Set.of(
          "since",
          "hours",
          "type",
          "outcome",
          "before",
          "limit",
          "id",
          "state",
          "after",
          "open",
          "ids",
          "older_than",
          "last",
          "prefixes");

  private final RouteFiles routes = RouteFiles.read();
  private final Map<String, String> texts = SqlFiles.texts();
  private final Set<String> usedByJava = SqlFiles.usedByJava();
  private final Set<String> runByJava =
      new ServiceSources()
          .calls().stream().filter(call -> call.startsWith("direct:sql")).collect(toSet());

  @Test
  void everyFileIsUsedAndEveryUseHasAFile() {
    assertThat(texts.keySet()).isNotEmpty().isEqualTo(SqlFiles.used(routes));
  }

  @Test
  void everyFileIsInTheFolderOfItsFlow() {
    assertThat(texts.keySet()).allSatisfy(name -> assertThat(name).matches("[a-z]+/[a-z_]+"));
  }

  @Test
  void everyFileBeginsWithWhatItGuarantees() {
    assertThat(texts.keySet())
        .allSatisfy(
            name -> assertThat(FIRST_LINES.matcher(texts.get(name)).matches()).as(name).isTrue());
  }

  /** DDL aside, which is made for each form. */
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
            .filter(file -> !file.getKey().endsWith("form/Rendering.java"))
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

  @Test
  void everyParameterIsAVariableOfARoute() {
    Set<String> variables =
        routes
            .executed()
            .filter(node -> node.name().equals("setVariable"))
            .map(node -> node.text("name"))
            .collect(toSet());
    variables.addAll(OF_CALLERS);
    assertThat(texts.keySet())
        .allSatisfy(
            name -> assertThat(variables).containsAll(SqlFiles.parameters(texts.get(name))));
  }

  // --- the fence

  @Test
  void whatChangesDataHoldsTheLease() {
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
  void whatChangesDataDoesNothingWithoutTheLease() {
    assertThat(changing())
        .allSatisfy(
            name -> {
              SqlStatement statement = SqlStatement.of(rendered(name));
              assertThat(statement.changing())
                  .as(name + ": parts that run also without the fence")
                  .allMatch(part -> statement.reaches(part, "fence"));
            });
  }

  @Test
  void whatHoldsTheLeaseSaysSoAndEndsTheRunWhenItDoesNot() {
    Map<Boolean, List<String>> byFence =
        texts.keySet().stream()
            .collect(
                partitioningBy(
                    name -> SqlStatement.of(texts.get(name)).parts().containsKey("fence")));
    assertThat(byFence.get(true))
        .allSatisfy(
            name -> {
              assertThat(SqlStatement.of(texts.get(name)).parts().get(SqlStatement.REST))
                  .as(name)
                  .containsPattern("count\\(\\*\\)( FROM fence\\))? AS held");
              assertThat(runBy(name)).as(name).containsOnly("direct:sql.fenced");
            });
    assertThat(byFence.get(false))
        .allSatisfy(name -> assertThat(runBy(name)).as(name).containsOnly("direct:sql"));
  }

  private List<String> changing() {
    return texts.keySet().stream()
        .filter(name -> !UNFENCED.matcher(name).matches())
        .filter(name -> !SqlStatement.of(texts.get(name)).changing().isEmpty())
        .toList();
  }

  /** With what a form puts into it, where it puts in parts of statements. */
  private String rendered(String name) {
    Form form = new Form();
    form.setId("f");
    return SqlFiles.usedForAForm(routes).contains(name)
        ? FormVersion.of(form, "h", List.of()).sql(name)
        : texts.get(name);
  }

  /**
   * Where the step after the one that makes the statement the body sends it. A statement that Java
   * uses may go wherever Java sends any.
   */
  private Set<String> runBy(String name) {
    Set<String> addresses = new TreeSet<>();
    if (usedByJava.contains(name)) {
      addresses.addAll(runByJava);
    }
    Set<String> holders = holders(name);
    routes
        .executed()
        .filter(node -> node.name().equals("steps"))
        .map(Node::value)
        .forEach(
            steps -> {
              for (int i = 0; i < steps.size(); i++) {
                if (makesBody(steps.get(i), name, holders)) {
                  addresses.add(steps.path(i + 1).at("/to/uri").asText());
                }
              }
            });
    return addresses;
  }

  /**
   * Whether the step makes the statement the body, by itself or from the variable that holds it.
   */
  private static boolean makesBody(JsonNode step, String name, Set<String> holders) {
    return step.path("setBody")
        .valueStream()
        .map(JsonNode::asText)
        .anyMatch(text -> names(text, name) || holders.contains(text));
  }

  /** Variables that are set to the statement. */
  private Set<String> holders(String name) {
    return routes
        .executed()
        .filter(node -> node.name().equals("setVariable"))
        .filter(node -> names(node.text("simple"), name) || names(node.text("constant"), name))
        .map(node -> "${variable.%s}".formatted(node.text("name")))
        .collect(toSet());
  }

  private static boolean names(String text, String name) {
    return text.contains("sql/" + name + ".sql") || text.contains("('" + name + "')");
  }
}
