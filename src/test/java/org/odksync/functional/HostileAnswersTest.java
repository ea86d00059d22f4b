package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The persons view over any values that its tables can hold. The tables are the Python service's,
 * which store dates as text.
 */
class HostileAnswersTest extends OnPlatform {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int ROWS = 400;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "null",
          "NaN",
          "-Infinity",
          "infinity",
          "now",
          "today",
          "epoch",
          "2025-02-30",
          "2024-02-29",
          "0000-00-00",
          "0000-01-01",
          "9999-12-31",
          "10000-01-01",
          "2025-13-01",
          "2025-02-30T10:00:00.000Z",
          "2025-01-01T25:61:61.000Z",
          "2025-01-01T10:00:60Z",
          "2025-01-01T10:00:00." + "0".repeat(400) + "1Z",
          "2025-01-01T10:00:00.9999999+99:99",
          "2025-01-0100T10:00:00Z",
          "1900-01-01 BC",
          "٢٠٢٥-٠١-٠١",
          "99999999999999999999",
          "9".repeat(400),
          "0." + "0".repeat(400) + "1",
          "1e400",
          "-0",
          "5.",
          ".5",
          "1,5",
          "0x10",
          "٣",
          "'",
          "\"><script>alert(1)</script>",
          "{\"rent_annual_amount\": 1}",
          "not json",
          "\\",
          "%",
          "%s ${table} {{x}} $1 :?x",
          "(((((((((",
          "\u0001\u001f\u007f\ud83c\udfe0\u202e\ufeff",
          "İıßǅ",
          "6CQQ2222+2FX",
          "a@b.c",
          "+2201234567");

  private static final List<String> DDL =
      List.of(
          """
          CREATE TABLE "GRARentalDataCollection" (
              "UUID" varchar PRIMARY KEY, "__id" varchar, survey_date timestamp,
              survey_start timestamp, survey_end timestamp, logo varchar, start_geopoint jsonb,
              property_location jsonb, property_description jsonb, generated_note_name_35 varchar,
              sum_owner varchar, sum_landlord varchar, sum_occupant varchar,
              check_counts_1 varchar, check_counts_2 varchar, "End" jsonb, meta jsonb,
              "__system" jsonb, "person_details@odata.navigationLink" varchar,
              building_image_url varchar, address_plus_code_url varchar, "SubmittedDate" timestamp)
          """,
          """
          CREATE TABLE "GRARentalDataCollection_person_details" (
              "UUID" varchar PRIMARY KEY, "__id" varchar, "__Submissions-id" varchar,
              repeat_position varchar, person_type jsonb, shop_apt_unit_number varchar,
              type varchar, business_name varchar, tax_registered varchar, tin varchar,
              individual_first_name varchar, individual_middle_name varchar,
              individual_last_name varchar, individual_gender varchar,
              individual_id_type varchar, individual_nin varchar,
              individual_drivers_licence varchar, individual_passport_number varchar,
              passport_country varchar, individual_residence_permit_number varchar,
              residence_permit_country varchar, individual_dob varchar, mobile_1 varchar,
              mobile_2 varchar, email varchar, occupancy jsonb)
          """);

  private static final String COLUMNS =
      "SELECT jsonb_build_array(attname, format_type(atttypid, NULL)) FROM pg_attribute"
          + " WHERE attrelid = ?::regclass AND attnum > 0";

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  HostileAnswersTest() throws IOException, SQLException {
    super();
  }

  @BeforeEach
  void adopt() throws SQLException {
    for (String table : DDL) {
      warehouse.execute(table);
    }
    platform.run(CYCLE);
    platform.run("views");
    assertThat(viewRows()).isEqualTo(498);
  }

  @Test
  void noValueMakesTheViewFail() throws SQLException {
    List<JsonNode> main = warehouse.query(COLUMNS, quoted(Warehouse.MAIN));
    List<JsonNode> persons = warehouse.query(COLUMNS, quoted(Warehouse.PERSONS));
    ArrayNode submissions = JSON.arrayNode();
    ArrayNode people = JSON.arrayNode();
    for (int i = 0; i < ROWS; i++) {
      // the colon separates the number from text that begins with digits
      ObjectNode submission = row(main);
      submissions.add(submission.put("UUID", i + ":" + cut(text())));
      ObjectNode person = row(persons);
      people.add(
          person
              .put("UUID", i + ":" + cut(text()))
              .put("__Submissions-id", submission.get("UUID").textValue()));
    }
    insert(Warehouse.MAIN, submissions);
    insert(Warehouse.PERSONS, people);

    assertThat(viewRows()).as("seed %d", seed).isEqualTo(498 + ROWS);
    assertThat(unsafe()).as("seed %d", seed).isEmpty();
  }

  @Test
  void impossibleValuesAreNull() throws SQLException {
    // a few rows of this size are enough
    warehouse.update(
        """
        DELETE FROM "GRARentalDataCollection_person_details"
        WHERE "UUID" NOT IN (SELECT min("UUID") FROM "GRARentalDataCollection_person_details"
                             GROUP BY "__Submissions-id" ORDER BY 1 LIMIT 10)""");
    warehouse.update(
        """
        UPDATE "GRARentalDataCollection_person_details"
        SET individual_dob = '2025-02-30', email = repeat('@', 200000),
            occupancy = jsonb_build_object('rent_annual_amount', repeat('9', 200000),
                                           'occupancy_start_date', repeat('2025-', 200000))""");
    warehouse.update(
        """
        UPDATE "GRARentalDataCollection" SET survey_date = 'infinity', "__system" = '[1]',
            "End" = '{"amount_paid": "NaN", "meeting_date": "2026-02-30",
                      "payment_plan_amount": 99999999999999999999}'""");

    assertThat(
            warehouse.query(
                """
                SELECT DISTINCT jsonb_build_array("DOB", "Age", "Annual Rent", "Occupancy Start Date", "Survey Date", "AP",
                    "Meeting Date", "Payment Plan Amount", "Submission Date", "Review State",
                    "CI", "Rejected")
                FROM "GRARentalDataCollection_persons\""""))
        .singleElement()
        .asString()
        .isEqualTo(
            "[null,null,0,null,null,0,null,99999999999999999999,null,\"Pending\",0,\"INCLUDE\"]");
  }

  /** The number of rows in the view; reads all columns. */
  private int viewRows() throws SQLException {
    return warehouse
        .query("SELECT to_jsonb(count(md5(v::text))) FROM \"%s\" v".formatted(PersonsViewTest.VIEW))
        .get(0)
        .intValue();
  }

  /** HTML with foreign tags. */
  private List<JsonNode> unsafe() throws SQLException {
    return warehouse.query(
        """
        SELECT to_jsonb(html) FROM "%s", LATERAL (VALUES ("Go to ODK"), (address_plus_code_url_htm),
            (building_image_url_html), (address_plus_code_url_html)) AS cell (html)
        WHERE html !~ '^<a href="[^"<>]*">([^"<>]*|<img src="[^"<>]*" alt="[^"<>]*" width="100%%">)</a>$'"""
            .formatted(PersonsViewTest.VIEW));
  }

  private void insert(String table, ArrayNode rows) throws SQLException {
    warehouse.update(
        "INSERT INTO %1$s SELECT * FROM jsonb_populate_recordset(NULL::%1$s, ?::jsonb)"
            .formatted(quoted(table)),
        rows.toString());
  }

  private static String quoted(String table) {
    return '"' + table + '"';
  }

  /** A value for each column except times and numbers, which their column type protects. */
  private ObjectNode row(List<JsonNode> columns) {
    ObjectNode row = JSON.objectNode();
    for (JsonNode column : columns) {
      String type = column.get(1).textValue();
      if (type.equals("jsonb")) {
        row.set(column.get(0).textValue(), group());
      } else if (type.equals("character varying") || type.equals("text")) {
        row.put(column.get(0).textValue(), text());
      }
    }
    return row;
  }

  /** A group: usually an object with the keys that the query reads. */
  private JsonNode group() {
    if (random.nextInt(5) == 0) {
      return value(2);
    }
    ObjectNode group = JSON.objectNode();
    Stream.of(
            "property_basis where_owner_landlord rent_annual_amount rent_currency_unit",
            "property_use occupancy_basis occupancy_start_date occupancy_duration currency_unit",
            "payment_frequency rent_payment_method address_plus_code street_label town_label",
            "district_label property_name building_type number_of_shops_apts_units",
            "meeting_date amount_paid receipt_number payment_plan_frequency",
            "payment_plan_amount payment_Plan_start_date payment_Plan_end_date",
            "follow_up_status submitterName submissionDate formVersion reviewState")
        .flatMap(line -> Stream.of(line.split(" ", -1)))
        .forEach(key -> group.set(key, value(2)));
    for (String place : List.of("building__geopoint", "centroid_gps")) {
      ArrayNode coordinates = JSON.arrayNode();
      for (int i = random.nextInt(4); i > 0; i--) {
        coordinates.add(value(1));
      }
      group.set(
          place,
          random.nextBoolean() ? value(2) : JSON.objectNode().set("coordinates", coordinates));
    }
    return group;
  }

  private JsonNode value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(new BigDecimal(random.nextInt() + "e" + random.nextInt(-300, 300)));
      case 6 -> JSON.arrayNode().add(value(depth - 1)).add(value(depth - 1));
      case 7 -> JSON.objectNode().set("coordinates", value(depth - 1));
      default -> JSON.textNode(text());
    };
  }

  private String text() {
    if (random.nextInt(3) > 0) {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      int range = List.of(0x80, 0x800, 0xD800).get(random.nextInt(3));
      text.appendCodePoint(1 + random.nextInt(range - 1));
    }
    return text.toString();
  }

  /** Cuts text to the maximum length of an index key. */
  private static String cut(String text) {
    return text.length() > 300 ? text.substring(0, 300) : text;
  }
}
