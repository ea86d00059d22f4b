package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views whose rows are stored: always equal to their query. */
class StoredViewsTest extends OnPlatform {

  private static final String VIEW = PersonsViewTest.VIEW;
  private static final String FORM_FILE = "forms/GRARentalDataCollection.camel.yaml";

  @TempDir private Path routes;

  StoredViewsTest() throws IOException, SQLException {
    super();
  }

  @BeforeEach
  void useOwnRoutes() throws IOException {
    EarlierWarehouse.copy(Path.of("routes"), routes);
    platform.routes(routes);
  }

  @Test
  void storedRowsFollowEditsDeletesAndNewSubmissions() throws Exception {
    platform.run(CYCLE);
    platform.run("views");
    List<JsonNode> before = rows(VIEW);
    assertThat(before).isNotEmpty();
    store(true);

    platform.run("views", "unified");
    assertThat(source()).as("before the table is complete").isEqualTo("query");
    platform.run("views");

    assertThat(source()).isEqualTo("table");
    assertThat(rows(VIEW)).containsExactlyInAnyOrderElementsOf(before);
    platform.central().submissions().create();
    platform.central().submissions().purge(id(before.get(0)));
    platform.run(CYCLE);
    platform.run("reconcile");
    platform.run(CYCLE);
    assertThat(rows(VIEW))
        .hasSameElementsAs(rows(VIEW + "_query"))
        .hasSameSizeAs(rows(VIEW + "_query"))
        .isNotEqualTo(before);
    assertThat(warehouse.lastRun("views").get("status").textValue()).isEqualTo("success");
  }

  @Test
  void idleRunWritesNoRow() throws Exception {
    storeAllRows();

    platform.run("views", "unified");

    assertThat(warehouse.lastRun("views").get("records_processed").intValue()).isZero();
    assertThat(warehouse.lastRun("unified").get("records_processed").intValue()).isZero();
  }

  /** A query may use the current date, as the age of a person does. */
  @Test
  void allRowsAreWrittenOnceADay() throws Exception {
    storeAllRows();
    warehouse.update("UPDATE \"%s_stored\" SET \"Age\" = 1".formatted(VIEW));
    warehouse.update("UPDATE odk_stored_view SET filled_on = filled_on - 1");

    platform.run("unified");

    assertThat(source()).isEqualTo("table");
    assertThat(rows(VIEW)).hasSameElementsAs(rows(VIEW + "_query"));
  }

  @Test
  void anotherQueryFillsAnotherTable() throws Exception {
    storeAllRows();
    Path file = routes.resolve("forms").resolve(VIEW + ".sql");
    String last = "AS address_plus_code_url_html";
    Files.writeString(
        file, Files.readString(file).replace(last, last + ",\n    upper(tin) AS loud"));

    platform.run("views");
    assertThat(source()).isEqualTo("query");
    assertThat(rows(VIEW).get(0).has("loud")).isTrue();
    platform.run("unified", "views");

    assertThat(source()).isEqualTo("table");
    assertThat(rows(VIEW)).hasSameElementsAs(rows(VIEW + "_query"));
    assertThat(rows(VIEW).get(0).has("loud")).isTrue();
  }

  @Test
  void viewReadsItsQueryAgainWhenItIsNoLongerStored() throws Exception {
    storeAllRows();
    store(false);

    platform.run("views", "unified");

    assertThat(source()).isEqualTo("query");
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(relname) FROM pg_class WHERE relname LIKE ? || '%'", VIEW))
        .hasSize(1);
    assertThat(warehouse.query("SELECT to_jsonb(v) FROM odk_stored_view v")).isEmpty();
  }

  /** An operator may drop it to save space, or restore a backup without it. */
  @Test
  void lostTableIsFilledAgain() throws Exception {
    storeAllRows();
    warehouse.execute("DROP TABLE \"%s_stored\" CASCADE".formatted(VIEW));

    platform.run("views");
    assertThat(source()).isEqualTo("query");
    platform.run("unified", "views");

    assertThat(source()).isEqualTo("table");
    assertThat(rows(VIEW)).hasSameElementsAs(rows(VIEW + "_query"));
  }

  @Test
  void queryWithoutTheIdOfTheSubmissionIsRefused() throws Exception {
    platform.run(CYCLE);
    Path file = routes.resolve("forms").resolve(VIEW + ".sql");
    Files.writeString(file, "SELECT tin FROM ${repeat_person_details}");
    store(true);

    platform.run("views", "unified");

    assertThat(warehouse.lastRun("views").get("error_message").textValue())
        .startsWith("config: " + VIEW + ".sql has no column \"UUID\"");
    assertThat(warehouse.lastRun("unified").get("status").textValue()).isEqualTo("success");
  }

  /** The view reads a complete table afterwards. */
  private void storeAllRows() throws IOException, SQLException {
    store(true);
    platform.run(CYCLE);
    platform.run("views", "unified", "views");
    assertThat(source()).isEqualTo("table");
  }

  private void store(boolean isStored) throws IOException {
    platform.stop();
    Path file = routes.resolve(FORM_FILE);
    String text = Files.readString(file).replace("        stored: true\n", "");
    Files.writeString(
        file,
        isStored
            ? text.replace("        views:\n", "        stored: true\n        views:\n")
            : text);
  }

  /** What the view reads. */
  private String source() throws SQLException {
    return warehouse
            .query("SELECT to_jsonb(pg_get_viewdef(to_regclass('\"%s\"')))".formatted(VIEW))
            .get(0)
            .textValue()
            .contains(VIEW + "_stored")
        ? "table"
        : "query";
  }

  /** The rows, without the time at which they were read. */
  private List<JsonNode> rows(String relation) throws SQLException {
    return warehouse.query(
        "SELECT to_jsonb(v) - 'Processed At' FROM \"%s\" v ORDER BY v::text".formatted(relation));
  }

  private static String id(JsonNode row) {
    return row.get("UUID").textValue();
  }
}
