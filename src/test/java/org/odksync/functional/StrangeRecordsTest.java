package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.SampleForm;
import org.odksync.run.RunOptions;

/**
 * Records that Central should never send. Each is stored or rejected with a reason, and the feed
 * continues.
 */
class StrangeRecordsTest {

  private static final SampleForm FORM =
      new SampleForm(
          "survey",
          "Survey",
          SampleCentral.PROJECT_ID,
          List.of(
              "string /name",
              "int /n",
              "decimal /d",
              "dateTime /at",
              "structure /g",
              "string /g/note",
              "repeat /members",
              "string /members/who",
              "int /members/age"));

  /** A value that may appear only in the column raw. */
  private static final String SECRET = "Isatou";

  private final List<String> records = new ArrayList<>();

  @Test
  void strangeRecordsDoNotStopTheFeed() throws Exception {
    add("plain", "\"name\":\"Zo\u00eb \ud83d\ude00\"", "\"who\":\"a\"");
    add(
        "half",
        "\"name\":\"Isatou \\ud83d\",\"g\":{\"note\":\"fine\"}",
        "\"who\":\"Isatou \\ude00\"");
    add("group", "\"name\":\"b\",\"g\":{\"note\":\"Isatou \\ude00\"}", "\"who\":\"b\"");
    add("nul", "\"name\":\"Isatou\\u0000\"", "\"who\":\"Isatou\\u0000\"");
    add(
        "digits",
        "\"d\":%s,\"n\":1".formatted("7".repeat(1_200)),
        "\"age\":%s".formatted("7".repeat(1_200)));
    add("exponent", "\"d\":1e200000,\"n\":2", "\"who\":\"c\"");
    add(
        "deep",
        "\"g\":%s1%s,\"n\":3".formatted("[".repeat(5_000), "]".repeat(5_000)),
        "\"who\":\"d\"");
    add("trigger", "\"name\":\"refused\"", "\"who\":\"refused\"");
    add("quoted", "\"n\":\"12\",\"d\":\"1.50\"", "\"age\":\"7\"");
    add("local", "\"at\":\"2026-07-02T12:00:00\"", "\"who\":\"e\"");
    add(random(4_000), "\"name\":\"Isatou\"", "\"who\":\"Isatou\"");
    add("id \\ud83d", "\"name\":\"Isatou\"", "\"who\":\"Isatou\"");
    add("id \\u0000", "\"name\":\"Isatou\"", "\"who\":\"Isatou\"");
    records.add(
        record(
            "child",
            "\"n\":4",
            "{\"__id\":\"%s\",\"who\":\"Isatou\"},{\"__id\":\"c2\",\"who\":\"f\"}"
                .formatted(random(4_000))));
    try (Platform platform = platform(Servers.SHARED.newDatabase())) {
      platform.set("FORM_TIMEZONE", "Europe/Paris");
      Warehouse warehouse = platform.warehouse();
      platform.run("main_submissions", "person_details");
      warehouse.update("DELETE FROM odk_rejected_record");
      warehouse.update("DELETE FROM survey");
      warehouse.update("DELETE FROM survey_members");
      refuse(warehouse, "survey", "name");
      refuse(warehouse, "survey_members", "who");

      platform.send("main_submissions", RunOptions.since(Instant.EPOCH));
      platform.send("person_details", RunOptions.since(Instant.EPOCH));

      assertGood(platform, "main_submissions", "person_details");
      assertThat(warehouse.table("survey").keySet())
          .containsExactlyInAnyOrder(
              "plain",
              "half",
              "group",
              "nul",
              "digits",
              "exponent",
              "deep",
              "quoted",
              "local",
              "child");
      assertThat(warehouse.table("survey_members").keySet())
          .containsExactlyInAnyOrder(
              "plain_c",
              "half_c",
              "group_c",
              "nul_c",
              "digits_c",
              "exponent_c",
              "deep_c",
              "quoted_c",
              "local_c",
              "child_c2");
      assertThat(row(warehouse, "plain").get("name").textValue())
          .isEqualTo("Zo\u00eb \ud83d\ude00");
      assertThat(row(warehouse, "half").at("/g/note").textValue()).isEqualTo("fine");
      assertThat(row(warehouse, "deep").get("n").intValue()).isEqualTo(3);
      assertThat(row(warehouse, "quoted").get("n").intValue()).isEqualTo(12);
      assertThat(row(warehouse, "quoted").get("d").decimalValue()).isEqualByComparingTo("1.5");
      assertThat(OffsetDateTime.parse(row(warehouse, "local").get("at").textValue()))
          .isEqualTo("2026-07-02T10:00:00Z");
      assertThat(reasons(warehouse, "survey"))
          .contains(
              "half.name: half of a character (a lone surrogate)",
              "group.g: half of a character (a lone surrogate)",
              "nul.name: a NUL character, which PostgreSQL does not store",
              "digits.d: a number of more than 1,000 digits",
              "exponent.d: a number out of the range of its column (SQLSTATE 22003)",
              "deep.g: an answer that is nested more than 1,000 levels deep",
              "trigger.: refused by a trigger of the table (SQLSTATE P0001)")
          .anyMatch(
              reject -> reject.endsWith(".: an id of more than 1,500 bytes, which no index takes"))
          .anyMatch(
              reject ->
                  reject.startsWith("id \\ud83d... (")
                      && reject.endsWith(".: half of a character (a lone surrogate)"))
          .anyMatch(reject -> reject.startsWith("id \\u0000... ("))
          .hasSize(10);
      assertThat(reasons(warehouse, "survey_members"))
          .contains(
              "digits_c.age: a number of more than 1,000 digits",
              "trigger.: refused by a trigger of the table (SQLSTATE P0001)")
          .anyMatch(reject -> reject.startsWith("child_") && reject.contains("an id of more than"))
          .hasSize(8);
      assertThat(reasons(warehouse, "survey").toString() + reasons(warehouse, "survey_members"))
          .doesNotContain(SECRET);
      assertThat(raw(warehouse, "half", "name")).isEqualTo("\"Isatou \\ud83d\"");

      int rejects = warehouse.query("SELECT to_jsonb(id) FROM odk_rejected_record").size();
      platform.send("main_submissions", RunOptions.replaying());
      platform.send("person_details", RunOptions.replaying());
      assertGood(platform, "main_submissions", "person_details");
      assertThat(
              warehouse.query(
                  "SELECT to_jsonb(id) FROM odk_rejected_record WHERE replayed_at IS NULL"))
          .hasSize(rejects);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
  void databaseWithAnotherEncodingStoresWhatItCan(String encoding) throws Exception {
    boolean narrow = encoding.equals("LATIN1");
    add("plain", "\"name\":\"plain\",\"g\":{\"note\":\"a\"}", "\"who\":\"a\"");
    add("latin", "\"name\":\"Zo\u00eb\",\"g\":{\"note\":\"Zo\u00eb\"}", "\"who\":\"Zo\u00eb\"");
    add(
        "wide",
        "\"name\":\"\u014baala \ud83d\ude00\",\"g\":{\"note\":\"a\"}",
        "\"who\":\"\u014baala\"");
    add(
        "text",
        "\"name\":\"no\",\"n\":\"none\",\"g\":{\"note\":\"\u0434\u0430\"}",
        "\"who\":\"b\"");
    add("\u0434\u0430", "\"name\":\"no\"", "\"who\":\"no\"");
    String database = Servers.SHARED.emptyDatabase(encoding);
    try (Platform platform = platform(database)) {
      Warehouse warehouse = platform.warehouse();

      platform.run("main_submissions", "person_details");

      assertGood(platform, "main_submissions", "person_details");
      assertThat(row(warehouse, "latin").get("name").textValue()).isEqualTo("Zo\u00eb");
      assertThat(row(warehouse, "latin").at("/g/note").textValue()).isEqualTo("Zo\u00eb");
      assertThat(row(warehouse, "wide").at("/g/note").textValue()).isEqualTo("a");
      assertThat(row(warehouse, "wide").get("name").isNull()).isEqualTo(narrow);
      assertThat(warehouse.table("survey")).hasSize(narrow ? 4 : 5);
      assertThat(warehouse.table("survey_members")).hasSize(narrow ? 4 : 5);
      String lacking = ": a character that the database's encoding lacks (SQLSTATE 22P05)";
      List<String> rejects = reasons(warehouse, "survey");
      assertThat(rejects).contains("text.n: no whole number of 64 bits").hasSize(narrow ? 4 : 1);
      if (narrow) {
        assertThat(rejects).contains("wide.name" + lacking, "text.g" + lacking);
        assertThat(raw(warehouse, "wide", "name")).isEqualTo("\"\\u014baala \\ud83d\\ude00\"");
        assertThat(reasons(warehouse, "survey_members"))
            .contains("wide_c.who" + lacking)
            .hasSize(2);
      }
    }
  }

  private Platform platform(String database) throws IOException, SQLException {
    SampleCentral central = SampleCentral.startEmpty(Clock.systemUTC(), FORM);
    String answer = records.stream().collect(Collectors.joining(",", "{\"value\":[", "]}"));
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    central
        .faults()
        .next(
            target -> target.contains("svc/Submissions"),
            normal ->
                exchange -> {
                  exchange.sendResponseHeaders(200, bytes.length);
                  exchange.getResponseBody().write(bytes);
                  exchange.close();
                },
            Integer.MAX_VALUE);
    Platform platform = new Platform(central, database);
    platform.set("REJECT_LIMIT", "100");
    return platform;
  }

  private void add(String id, String values, String child) {
    records.add(record(id, values, "{\"__id\":\"c\",%s}".formatted(child)));
  }

  private static String record(String id, String values, String children) {
    return """
        {"__id":"%s","__system":{"submissionDate":"2026-11-01T10:00:00.000Z","updatedAt":null,"deletedAt":null},%s,"members":[%s]}"""
        .formatted(id, values, children);
  }

  /** Random text, which does not compress. */
  private static String random(int length) {
    return new Random(1)
        .ints(length, 'a', 'z')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static void refuse(Warehouse warehouse, String table, String column) throws SQLException {
    warehouse.execute(
        """
        CREATE FUNCTION refuse_%1$s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NEW.%2$s = 'refused' THEN RAISE EXCEPTION 'not %%, Isatou', NEW.%2$s; END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON %1$s FOR EACH ROW EXECUTE FUNCTION refuse_%1$s()"""
            .formatted(table, column));
  }

  private static void assertGood(Platform platform, String... types) throws SQLException {
    for (String type : types) {
      JsonNode run = platform.warehouse().lastRun(type);
      assertThat(run.get("status").textValue()).as(run.toString()).isEqualTo("success");
    }
  }

  private static JsonNode row(Warehouse warehouse, String id) throws SQLException {
    return warehouse.query("SELECT to_jsonb(t) FROM survey t WHERE \"UUID\" = ?", id).get(0);
  }

  private static List<String> reasons(Warehouse warehouse, String table) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(record_id || '.' || column_name || ': ' || reason) FROM odk_rejected_record"
                + " WHERE table_name = ? ORDER BY 1",
            table)
        .stream()
        .map(JsonNode::textValue)
        .toList();
  }

  private static String raw(Warehouse warehouse, String id, String column) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(raw::text) FROM odk_rejected_record WHERE record_id = ? AND column_name = ?",
            id,
            column)
        .get(0)
        .textValue();
  }
}
