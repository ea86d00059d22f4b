package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.odksync.run.RunOptions;

/** A unified table that an operator's query defines. */
class CustomUnifiedTableTest extends OnPlatform {

  private static final String FORM_FILE = "forms/GRARentalDataCollection.camel.yaml";
  private static final String FILE = "buildings.sql";
  private static final String QUERY =
      """
      SELECT m."UUID", m.property_description ->> 'property_name' AS building,
             (SELECT count(*) FROM ${repeat_person_details} p WHERE p."__Submissions-id" = m."UUID") AS people
      FROM ${table} m WHERE ${live};
      """;

  @TempDir private Path routes;

  CustomUnifiedTableTest() throws IOException, SQLException {
    super();
  }

  @BeforeEach
  void nameTheQuery() throws IOException {
    EarlierWarehouse.copy(Path.of("routes"), routes);
    Path form = routes.resolve(FORM_FILE);
    Files.writeString(
        form,
        Files.readString(form)
            .replaceFirst("(\\n +)deletes:", "$1unified: " + FILE + "$1deletes:"));
    write(QUERY);
    platform.routes(routes);
  }

  @Test
  void tableEqualsTheQuery() throws Exception {
    platform.run(CYCLE);

    Map<String, JsonNode> rows = warehouse.table(Warehouse.UNIFIED);
    assertThat(rows).hasSize(127);
    assertThat(rows.values())
        .allSatisfy(
            row ->
                assertThat(row.fieldNames())
                    .toIterable()
                    .containsOnly("UUID", "building", "people"));
    assertFollows();
  }

  /** A failed attempt does not hide the new query from the next attempt. */
  @Test
  void newQueryIsAppliedByTheNextAttempt() throws Exception {
    platform.property("retry.delayMilliseconds", "1");
    platform.run(CYCLE);
    write(QUERY.replace("AS building", "|| '!' AS building"));
    platform.stop();
    AtomicBoolean met = new AtomicBoolean();
    platform
        .service()
        .camel()
        .getComponent("warehouse", HookedWarehouse.class)
        .runBefore(
            "unified/columns",
            exchange -> {
              if (!met.getAndSet(true)) {
                throw new SQLException("away", "08006");
              }
            });

    platform.succeed("unified");

    assertThat(met).isTrue();
    assertThat(warehouse.lastRun("unified").at("/sync_metadata/attempts").intValue()).isEqualTo(2);
    assertThat(warehouse.table(Warehouse.UNIFIED).values())
        .extracting(row -> row.get("building"))
        .filteredOn(JsonNode::isTextual)
        .isNotEmpty()
        .allMatch(building -> building.textValue().endsWith("!"));
  }

  @Test
  void changesReachTheTable() throws Exception {
    platform.run(CYCLE);
    String edited = warehouse.table(Warehouse.UNIFIED).keySet().iterator().next();
    platform.central().submissions().edit(edited, values -> values.remove("person_details"));
    platform
        .central()
        .submissions()
        .delete(platform.central().submissions().list().get(5).get("__id").textValue());

    platform.run(CYCLE);

    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(126);
    assertThat(warehouse.table(Warehouse.UNIFIED).get(edited).get("people").intValue()).isZero();
    assertFollows();
  }

  @Test
  void newQueryUpdatesEveryRowWithoutDrop() throws Exception {
    platform.run(CYCLE);
    warehouse.execute(
        "CREATE VIEW large AS SELECT building FROM \"%s\" WHERE people > 5"
            .formatted(Warehouse.UNIFIED));
    write(
        QUERY
            .replace("count(*)", "2 * count(*)")
            .replace("AS people", "AS people, m.sum_owner AS owners"));

    platform.run("unified");
    assertFollows();
    assertThat(warehouse.lastRun("unified").get("status").textValue()).isEqualTo("success");
    assertThat(warehouse.query("SELECT to_jsonb(building) FROM large")).isNotEmpty();
    assertThat(warehouse.table(Warehouse.UNIFIED).values())
        .anySatisfy(row -> assertThat(row.get("owners").isNull()).isFalse());

    int before = runRecords();
    platform.run("unified");
    assertThat(runRecords()).as("of %d", before).isZero();
  }

  @Test
  void mistakeIsReportedAndTheTableStays() throws Exception {
    platform.run(CYCLE);
    Map<String, JsonNode> before = warehouse.table(Warehouse.UNIFIED);
    for (String invalid :
        new String[] {
          QUERY.replace("property_description", "nowhere"),
          QUERY.replace("m.\"UUID\",", "m.\"UUID\" AS id,"),
          QUERY + " DROP TABLE odk_attachment"
        }) {
      write(invalid);

      platform.run("unified", "main_submissions");

      JsonNode run = warehouse.lastRun("unified");
      assertThat(run.get("status").textValue()).as(invalid).isEqualTo("error");
      assertThat(run.get("error_message").textValue()).startsWith("config: ").contains(FILE);
      assertThat(warehouse.lastRun("main_submissions").get("status").textValue())
          .isEqualTo("success");
      assertThat(warehouse.table(Warehouse.UNIFIED)).isEqualTo(before);
    }
    write(QUERY);
    platform.run("unified");
    assertThat(warehouse.lastRun("unified").get("status").textValue()).isEqualTo("success");
  }

  @Test
  void rebuildRewritesEveryRow() throws Exception {
    platform.run(CYCLE);
    warehouse.update("UPDATE \"%s\" SET building = 'x'".formatted(Warehouse.UNIFIED));
    warehouse.update(
        "INSERT INTO \"%s\" (\"UUID\") VALUES ('uuid:never')".formatted(Warehouse.UNIFIED));

    platform.send("unified", RunOptions.rebuilding());

    assertFollows();
    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(127);
  }

  private int runRecords() throws SQLException {
    return warehouse.lastRun("unified").get("records_processed").intValue();
  }

  private void write(String query) throws IOException {
    Files.writeString(routes.resolve(FILE), query);
  }

  /** Checks that table and query have the same rows. */
  private void assertFollows() throws SQLException {
    assertThat(
            warehouse.query(
                """
                SELECT to_jsonb(s) FROM "%1$s_source" s
                EXCEPT SELECT to_jsonb(u) FROM "%1$s" u"""
                    .formatted(Warehouse.UNIFIED)))
        .isEmpty();
  }
}
