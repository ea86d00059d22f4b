package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.FieldType;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.SampleForm;

/** A form whose fields have the names of our columns. */
class ColumnNamesTest {

  private static final List<String> FIELDS =
      List.of(
          "string /UUID",
          "date /SubmittedDate",
          "string /name",
          "string /ctid",
          "string /ctid_",
          "binary /photo",
          "string /photo_url",
          "string /photo_url_html",
          "repeat /members",
          "string /members/UUID",
          "string /members/repeat_position",
          "int /members/__id",
          "string /members/who",
          "repeat /a-b",
          "string /a-b/x",
          "repeat /a.b",
          "string /a.b/x",
          "repeat /members_submission",
          "string /members_submission/y",
          "structure /meta",
          "string /meta/instanceID");

  private final Platform platform;
  private final Warehouse warehouse;

  ColumnNamesTest() throws IOException, SQLException {
    // a run reads the second of its start again, so keep the changes older than that
    Clock earlier = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1));
    platform =
        new Platform(
            SampleCentral.startEmpty(
                earlier, new SampleForm("survey", "Survey", SampleCentral.PROJECT_ID, FIELDS)));
    warehouse = platform.warehouse();
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void everyAnswerHasItsOwnColumn() throws Exception {
    String id = create();

    platform.run(OnPlatform.CYCLE);

    check(id);
    JsonNode unified = warehouse.table("survey_unified").get(id);
    assertThat(texts(unified)).contains("asset-1", "2026-01-01", "a link", "a system column");
    assertThat(unified.get("members")).hasSize(2);
    assertThat(unified.get("a_b")).hasSize(2);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(col_description(a.attrelid, a.attnum)) FROM pg_attribute a"
                    + " WHERE a.attrelid = 'survey'::regclass AND a.attname LIKE 'SubmittedDate_%'"))
        .extracting(JsonNode::textValue)
        .containsExactly("Answer to /SubmittedDate");
  }

  @Test
  void newFieldDoesNotTakeOurColumn() throws Exception {
    platform.set("SYNC_DELETES", "keep");
    String deletedId = create();
    String keptId = create();
    platform.run(OnPlatform.CYCLE);
    platform.central().submissions().delete(deletedId);
    platform.run(OnPlatform.CYCLE);
    platform.central().draft().add("/deleted_at", FieldType.STRING).publish();
    platform.central().submissions().edit(keptId, values -> values.put("deleted_at", "kitchen"));

    platform.run(OnPlatform.CYCLE);

    Map<String, JsonNode> rows = warehouse.table("survey");
    assertThat(rows.get(deletedId).get("deleted_at").textValue()).startsWith("20");
    assertThat(rows.get(keptId).get("deleted_at").isNull()).isTrue();
    assertThat(texts(rows.get(keptId))).contains("kitchen");
    assertThat(warehouse.table("survey_unified").keySet()).containsExactly(keptId);
  }

  /** As an earlier build left it: without stored names, with both values in one column. */
  @Test
  void wrongColumnIsReplacedAndReadAgain() throws Exception {
    String id = create();
    platform.run(OnPlatform.CYCLE);
    platform.stop();
    List<String> own = new ArrayList<>();
    for (JsonNode column :
        warehouse.query(
            "SELECT jsonb_build_object('table', attrelid::regclass::text, 'name', attname)"
                + " FROM pg_attribute WHERE attrelid IN ('survey'::regclass,"
                + " 'survey_members'::regclass, 'survey_unified'::regclass)"
                + " AND attname ~ '_[0-9a-f]{8}$' AND attname !~ 'photo'")) {
      own.add(
          "ALTER TABLE %s DROP COLUMN \"%s\""
              .formatted(column.get("table").textValue(), column.get("name").textValue()));
    }
    assertThat(own).hasSizeGreaterThan(5);
    warehouse.execute(String.join(";", own));
    warehouse.execute(
        """
        UPDATE odk_form SET names = NULL;
        ALTER TABLE survey ALTER "SubmittedDate" TYPE date;
        ALTER TABLE survey_unified ALTER "SubmittedDate" TYPE date;
        ALTER TABLE survey_members ALTER repeat_position TYPE text;
        UPDATE survey_members SET repeat_position = 'front'""");

    platform.run(OnPlatform.CYCLE);

    JsonNode row = warehouse.table("survey").get(id);
    assertThat(texts(row)).contains("asset-1", "2026-01-01", "another system column");
    assertThat(texts(row))
        .as("the time is not lost")
        .anyMatch(text -> text.matches("20\\d\\d-\\d\\d-\\d\\dT.*"));
    for (JsonNode member : warehouse.table("survey_members").values()) {
      assertThat(member.get("repeat_position").textValue()).isIn("1", "2");
      assertThat(texts(member)).contains("front");
    }
    assertThat(warehouse.lastRun("main_submissions").at("/sync_metadata/records_read").intValue())
        .isEqualTo(1);
    platform.run("main_submissions", "main_submissions", "reconcile");
    JsonNode idle = warehouse.lastRun("main_submissions");
    assertThat(idle.at("/sync_metadata/no_change").asBoolean()).as(idle.toString()).isTrue();
    assertThat(warehouse.lastRun("reconcile").get("status").textValue()).isEqualTo("success");
  }

  @Test
  void questionNamedLikeTheIdIsRefused() throws Exception {
    create();
    platform.central().draft().add("/__id", FieldType.STRING).publish();

    platform.run("main_submissions");

    assertThat(warehouse.lastRun("main_submissions").get("error_message").textValue())
        .startsWith("config: form survey has a question called __id")
        .endsWith("give the question another name");
  }

  private String create() throws IOException {
    return platform
        .central()
        .submissions()
        .create(
            (ObjectNode)
                new ObjectMapper()
                    .readTree(
                        """
                        {"UUID": "asset-1", "SubmittedDate": "2026-01-01", "name": "n",
                         "ctid": "a system column", "ctid_": "another system column",
                         "photo_url": "a link", "photo_url_html": "a tag",
                         "members": [
                           {"UUID": "person-1", "repeat_position": "front", "__id": 7, "who": "a"},
                           {"UUID": "person-2", "repeat_position": "front", "__id": 7, "who": "b"}],
                         "a-b": [{"x": "of a-b"}], "a.b": [{"x": "of a.b"}],
                         "members_submission": [{"y": "z"}], "meta": {}}"""));
  }

  private void check(String id) throws SQLException {
    JsonNode row = warehouse.table("survey").get(id);
    assertThat(texts(row))
        .contains("asset-1", "2026-01-01", "n", "a system column", "another system column")
        .contains("a link", "a tag");
    assertThat(row.get("SubmittedDate").textValue()).matches("20\\d\\d-\\d\\d-\\d\\dT.*");
    Map<String, JsonNode> members = warehouse.table("survey_members");
    assertThat(members).hasSize(2);
    for (JsonNode member : members.values()) {
      String person = "person-" + member.get("repeat_position").intValue();
      assertThat(member.get("UUID").textValue()).startsWith(id + "_").doesNotContain("person");
      assertThat(member.get("__Submissions-id").textValue()).isEqualTo(id);
      assertThat(texts(member)).contains(person, "front", "7");
    }
    assertThat(warehouse.table("survey_a_b").values())
        .extracting(each -> each.get("x").textValue())
        .containsExactlyInAnyOrder("of a-b", "of a.b");
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(relname) FROM pg_class WHERE relname ~ '^survey_a_b_'"))
        .extracting(JsonNode::textValue)
        .allMatch(name -> name.endsWith("_pkey") || name.endsWith("_submission"));
    assertThat(warehouse.table("survey_members_submission")).hasSize(1);
    assertThat(warehouse.query("SELECT to_jsonb(r) FROM odk_rejected_record r")).isEmpty();
  }

  private static List<String> texts(JsonNode row) {
    return row.properties().stream().map(column -> column.getValue().asText()).toList();
  }
}
