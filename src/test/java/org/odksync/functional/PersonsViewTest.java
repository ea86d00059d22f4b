package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.SampleCentral;

/** The persons view over the sample data. */
class PersonsViewTest extends OnPlatform {

  static final String VIEW = "GRARentalDataCollection_persons";

  private static final String ROWS =
      "SELECT to_jsonb(v) || jsonb_build_object('today', current_date) FROM \"%s\" v"
          .formatted(VIEW);

  PersonsViewTest() throws IOException, SQLException {
    super();
  }

  @Test
  void everyPersonIsARowWithCentralsValues() throws Exception {
    platform.run(ALL);
    platform.run("views");

    Map<String, JsonNode> rows = rows();
    Map<String, ExpectedPerson> expected = new HashMap<>();
    for (ObjectNode submission : platform.central().submissions().list()) {
      expected.putAll(ExpectedPerson.of(submission, page()));
    }
    Map<String, JsonNode> main = warehouse.table(Warehouse.MAIN);
    assertThat(expected).hasSize(498);
    assertThat(rows.keySet()).isEqualTo(expected.keySet());
    rows.forEach(
        (id, row) -> {
          assertThat(expected.get(id).differences(row)).as(id).isEmpty();
          assertImage(row, main.get(row.get("UUID").textValue()), "building_image_url");
          assertImage(row, main.get(row.get("UUID").textValue()), "address_plus_code_url");
        });
    assertThat(warehouse.lastRun("views").get("status").textValue()).isEqualTo("success");
    assertThat(warehouse.lastRun("views").get("records_processed").intValue()).isEqualTo(1);
  }

  @Test
  void columnsAreThoseOfThePythonService() throws Exception {
    platform.run("main_submissions", "views");

    assertThat(
            warehouse
                .query(
                    "SELECT to_jsonb(attname || ' ' || format_type(atttypid, atttypmod))"
                        + " FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0"
                        + " ORDER BY attnum",
                    '"' + VIEW + '"')
                .stream()
                .map(JsonNode::textValue))
        .containsExactlyElementsOf(ExpectedPerson.COLUMNS);
  }

  @Test
  void businessIsItsOwnIncome() throws Exception {
    String id =
        edited(
            person -> {
              person.put("property_use", " Business ").put("rent_annual_amount", 2_000.5);
              person.put("rent_currency_unit", "usd");
            });

    assertThat(decimal(id, "BI")).isEqualByComparingTo("428687.145");
    assertThat(decimal(id, "BTL")).isEqualByComparingTo("115745.52915");
    assertThat(decimal(id, "business_tax_liability")).isEqualByComparingTo("115745.52915");
    assertThat(text(id, "BTL_Formatted")).isEqualTo("GMD 115,745.53");
    assertThat(decimal(id, "CI")).isZero();
    assertThat(decimal(id, "RI")).isZero();
  }

  @Test
  void sumsOfAnySizeAreReadable() throws Exception {
    String id =
        edited(
            person -> {
              person.put("property_use", "residence").put("rent_annual_amount", 10_000_000);
              person.put("rent_currency_unit", "GBP");
            });

    int persons = platform.central().submissions().get(id).get("person_details").size();
    assertThat(persons).isEqualTo(3);
    assertThat(text(id, "Total_Building_Rent_Formatted")).isEqualTo("GMD 2,727,300,000.00");
    assertThat(text(id, "CTL_Formatted")).isEqualTo("GMD 0.00");
  }

  @Test
  void rejectedSubmissionsAreNotInTheSums() throws Exception {
    String id =
        edited(
            person -> {
              person.put("property_use", "shop").put("rent_annual_amount", 1_000);
              person.put("rent_currency_unit", "GMD");
            });
    assertThat(decimal(id, "CI")).isEqualByComparingTo("3000");

    platform.central().submissions().setReviewState(id, "rejected");
    platform.run(CYCLE);

    assertThat(text(id, "Rejected")).isEqualTo("EXCLUDE");
    for (String sum : List.of("CI", "RI", "BI", "CTL", "RTL", "BTL", "Total Building Rent")) {
      assertThat(decimal(id, sum)).as(sum).isZero();
    }
    assertThat(decimal(id, "Annual Rent GMD")).isEqualByComparingTo("1000");
  }

  @Test
  void keptDeletedSubmissionsAreNotShown() throws Exception {
    platform.set("SYNC_DELETES", "keep");
    platform.run(CYCLE);
    platform.run("views");
    String id = withThreePersons();

    platform.central().submissions().delete(id);
    platform.run(CYCLE);

    assertThat(rows()).hasSize(495).allSatisfy((key, row) -> assertThat(key).doesNotContain(id));
    assertThat(warehouse.table(Warehouse.PERSONS)).hasSize(498);
  }

  @Test
  void singleSubmissionUsesAnIndex() throws Exception {
    platform.run("main_submissions", "views");

    StringBuilder plan = new StringBuilder();
    try (Connection connection = warehouse.connect();
        Statement statement = connection.createStatement()) {
      // otherwise PostgreSQL scans a table this small
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL enable_seqscan = off");
      var lines =
          statement.executeQuery(
              "EXPLAIN SELECT * FROM \"%s\" WHERE \"UUID\" = 'x'".formatted(VIEW));
      while (lines.next()) {
        plan.append(lines.getString(1)).append('\n');
      }
      connection.rollback();
    }
    assertThat(plan.toString())
        .contains("Index Cond: (\"UUID\" = 'x'::text)")
        .contains("Index Cond: (\"__Submissions-id\" = 'x'::text)")
        .doesNotContain("Seq Scan");
  }

  /** Edits the occupancy of all persons of a submission with three persons; gives its id. */
  private String edited(Consumer<ObjectNode> occupancy) throws SQLException {
    platform.run("main_submissions", "person_details");
    String id = withThreePersons();
    platform
        .central()
        .submissions()
        .edit(
            id,
            submission ->
                ((ArrayNode) submission.get("person_details"))
                    .forEach(person -> occupancy.accept((ObjectNode) person.get("occupancy"))));
    platform.run("main_submissions", "person_details", "views");
    return id;
  }

  private String withThreePersons() {
    return platform.central().submissions().list().stream()
        .filter(s -> s.path("person_details").size() == 3)
        .filter(s -> !s.at("/__system/reviewState").asText().equals("rejected"))
        .map(s -> s.get("__id").textValue())
        .findFirst()
        .orElseThrow();
  }

  private Map<String, JsonNode> rows() throws SQLException {
    Map<String, JsonNode> rows = new HashMap<>();
    for (JsonNode row : warehouse.query(ROWS)) {
      rows.put(row.get("Person UUID").textValue(), row);
    }
    return rows;
  }

  private JsonNode first(String id, String column) throws SQLException {
    return warehouse
        .query("SELECT to_jsonb(v) FROM \"%s\" v WHERE \"UUID\" = ?".formatted(VIEW), id)
        .get(0)
        .get(column);
  }

  private BigDecimal decimal(String id, String column) throws SQLException {
    return first(id, column).decimalValue();
  }

  private String text(String id, String column) throws SQLException {
    return first(id, column).textValue();
  }

  private String page() {
    return "%s/projects/%s/forms/%s"
        .formatted(
            platform.central().baseUrl(),
            SampleCentral.PROJECT_ID,
            SampleCentral.FORM_ID.replace(" ", "%20"));
  }

  private static void assertImage(JsonNode row, JsonNode main, String column) {
    String url = main.get(column).textValue();
    String html = row.get(column + "_html").textValue();
    if (url == null) {
      assertThat(html).isNull();
    } else {
      String escaped = url.replace("&", "&amp;");
      assertThat(html)
          .startsWith("<a href=\"" + escaped + "\"><img src=\"" + escaped + "\" alt=\"")
          .endsWith("\" width=\"100%\"></a>");
    }
  }
}
