package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.odksync.embedded.central.Fault;

/** The operator's views: they follow their files, and a mistake in one harms nothing else. */
class ViewsTest extends OnPlatform {

  private static final String VIEW = PersonsViewTest.VIEW;
  private static final String FILE = VIEW + ".sql";
  private static final String FORM_FILE = "forms/GRARentalDataCollection.camel.yaml";
  private static final String LAST_COLUMN = "AS address_plus_code_url_html";

  @TempDir private Path routes;

  ViewsTest() throws IOException, SQLException {
    super();
  }

  /** The first run of views found no tables, and the next scheduled run is tomorrow. */
  @Test
  void newTablesGetTheirViewsAtOnce() throws Exception {
    Fault afterViews =
        next ->
            exchange -> {
              await()
                  .until(
                      () ->
                          "success"
                              .equals(
                                  warehouse.status("views").get("last_sync_status").textValue()));
              next.handle(exchange);
            };
    platform.central().faults().next("/fields", afterViews, 2);

    platform.serve();

    await()
        .until(
            () ->
                !warehouse
                    .query("SELECT to_jsonb(viewname) FROM pg_views WHERE viewname = ?", VIEW)
                    .isEmpty());
  }

  @Test
  void dependentViewsAndRightsStay() throws Exception {
    platform.run(CYCLE);
    platform.run("views");
    warehouse.execute(
        """
        CREATE VIEW towns AS SELECT "Town", sum("CTL") AS owed FROM "%1$s" GROUP BY 1;
        GRANT SELECT ON "%1$s" TO PUBLIC"""
            .formatted(VIEW));
    JsonNode before = relation();
    JsonNode owed = owed();

    platform.stop();
    platform.run("views");
    assertThat(relation()).isEqualTo(before);
    assertThat(lastRun().get("records_processed").intValue()).isZero();

    useOwnRoutes();
    change(
        sql ->
            sql.replace("'commercial', 0.15", "'commercial', 0.30")
                .replace(LAST_COLUMN, LAST_COLUMN + ",\n    tin AS raw"));
    platform.run("views");
    assertThat(lastRun().get("records_processed").intValue()).isEqualTo(1);
    assertThat(relation()).isEqualTo(before);
    assertThat(owed().decimalValue())
        .isPositive()
        .isEqualByComparingTo(owed.decimalValue().multiply(new BigDecimal(2)));
    assertThat(warehouse.query("SELECT to_jsonb(count(raw)) FROM \"%s\"".formatted(VIEW)))
        .isNotEmpty();
  }

  @Test
  void idleRunTakesNoLock() throws Exception {
    platform.property("lock.attempts", "0");
    platform.run(CYCLE);
    platform.run("views");
    useOwnRoutes();
    try (Connection dashboard = warehouse.connect();
        Statement query = dashboard.createStatement()) {
      dashboard.setAutoCommit(false);
      query.execute("SELECT count(*) FROM \"%s\"".formatted(VIEW));

      platform.run("views");
      assertThat(lastRun().get("status").textValue()).isEqualTo("success");

      change(sql -> sql.replace("0.15", "0.16"));
      platform.run("views");
      assertThat(lastRun().get("error_message").textValue()).startsWith("database: ");
      dashboard.rollback();
    }

    platform.run("views");
    assertThat(lastRun().get("records_processed").intValue()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void mistakeIsReportedAndHarmsNothing(
      String mistake, UnaryOperator<String> change, String message) throws Exception {
    platform.run(CYCLE);
    useOwnRoutes();
    platform.run("views");
    JsonNode before = relation();
    change(change);
    String added = platform.central().submissions().create();

    platform.run(CYCLE);
    platform.run("views");

    assertThat(lastRun().get("status").textValue()).isEqualTo("error");
    assertThat(lastRun().get("error_message").textValue())
        .startsWith("config: ")
        .contains(FILE)
        .contains(message);
    for (String type : CYCLE) {
      assertThat(warehouse.lastRun(type).get("status").textValue()).as(type).isEqualTo("success");
    }
    assertThat(relation()).isEqualTo(before);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(v) FROM \"%s\" v WHERE \"UUID\" = ?".formatted(VIEW), added))
        .isNotEmpty();
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(128);

    Files.copy(
        Path.of("routes/forms", FILE),
        routes.resolve("forms").resolve(FILE),
        StandardCopyOption.REPLACE_EXISTING);
    platform.run("views");
    assertThat(lastRun().get("status").textValue()).isEqualTo("success");
  }

  static Stream<Arguments> mistakeIsReportedAndHarmsNothing() {
    return SelectedRows.first(
        4,
        Stream.of(
            mistake("a word in the way", sql -> "\n\nSELECT 1 AS x FORM y", "line 3, "),
            mistake(
                "fewer columns",
                sql -> sql.replace(",\n    now() AS \"Processed At\"", ""),
                "keep its columns"),
            mistake("a second statement", sql -> sql + "; DROP TABLE ${table}", "SQLSTATE 42601"),
            mistake("an unknown name", sql -> "SELECT 1 FROM ${nothing}", "${nothing}"),
            mistake("an unknown column", sql -> "SELECT m.\n nothing FROM ${table} m", "line 1, "),
            mistake(
                "an unknown table", sql -> "SELECT 1 FROM nowhere", "\"nowhere\" does not exist"),
            mistake("another name", sql -> "SELECT 1 AS x FROM ${table}", "keep its columns"),
            mistake(
                "a statement that is no query", sql -> "DELETE FROM ${table}", "SQLSTATE 42601"),
            mistake("an impossible constant", sql -> "SELECT 'x'::date AS d", "SQLSTATE 22007"),
            mistake(
                "a question mark",
                sql -> "SELECT '{}'::jsonb ? 'a' AS \"UUID\"",
                "keep its columns"),
            mistake("nothing", sql -> " \n", "SQLSTATE 42601")));
  }

  private static Arguments mistake(String name, UnaryOperator<String> change, String message) {
    return Arguments.of(name, change, message);
  }

  @Test
  void missingFileDoesNotBlockOtherViews() throws Exception {
    useOwnRoutes();
    Files.delete(routes.resolve("forms").resolve(FILE));
    Files.writeString(
        routes.resolve("ids.sql"), "SELECT \"UUID\" FROM ${repeat_person_details};\n");
    addView("ids: ids.sql of person_details");
    addView("none: none.sql of another_repeat");

    platform.run(CYCLE);
    platform.run("views");

    assertThat(lastRun().get("error_message").textValue())
        .isEqualTo(
            "config: %s cannot be read: put it beside the form's file, in UTF-8".formatted(FILE));
    assertThat(warehouse.table("GRARentalDataCollection_ids")).hasSize(498);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(relname) FROM pg_class"
                    + " WHERE relkind = 'v' AND relname = 'GRARentalDataCollection_none'"))
        .isEmpty();
  }

  @Test
  void withoutTablesNothingHappens() throws Exception {
    platform.run("views");

    assertThat(lastRun().get("status").textValue()).isEqualTo("success");
  }

  private void useOwnRoutes() throws IOException {
    EarlierWarehouse.copy(Path.of("routes"), routes);
    platform.routes(routes);
  }

  private void change(UnaryOperator<String> change) throws IOException {
    Path file = routes.resolve("forms").resolve(FILE);
    String before = Files.readString(file);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file, after);
  }

  private void addView(String line) throws IOException {
    Path file = routes.resolve(FORM_FILE);
    Files.writeString(
        file,
        Files.readString(file)
            .replace("        views:\n", "        views:\n          " + line + "\n"));
  }

  private JsonNode lastRun() throws SQLException {
    return warehouse.lastRun("views");
  }

  /** The view, its dependents and its rights, from the catalog. */
  private JsonNode relation() throws SQLException {
    List<JsonNode> rows =
        warehouse.query(
            """
            SELECT jsonb_build_array(
                to_regclass('"%1$s"')::oid, to_regclass('towns')::oid, relacl::text, relowner)
            FROM pg_class WHERE oid = to_regclass('"%1$s"')"""
                .formatted(VIEW));
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private JsonNode owed() throws SQLException {
    return warehouse.query("SELECT to_jsonb(sum(owed)) FROM towns").get(0);
  }
}
