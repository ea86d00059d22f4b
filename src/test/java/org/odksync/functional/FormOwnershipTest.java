package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.CentralRelease;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.SampleForm;
import org.odksync.run.RunOptions;

/** Several forms in one database: each has its own tables, or is refused. */
class FormOwnershipTest {

  private final String database = Servers.SHARED.newDatabase();
  private final List<Platform> platforms = new ArrayList<>();

  FormOwnershipTest() throws SQLException {}

  @AfterEach
  void close() {
    platforms.forEach(Platform::close);
  }

  @Test
  void similarIdsHaveTheirOwnTables() throws Exception {
    for (String id :
        List.of(
            "survey-1.1",
            "survey11",
            "survey11_pkey",
            "ФИНАЛ",
            "استبيان",
            "調査",
            "odk_sync_history",
            "pg_class")) {
      Platform form = form(id, "1");
      String submission = create(form, "of " + id);

      form.run(OnPlatform.CYCLE);
      form.send("reconcile", RunOptions.comparing(true, false, false));
      form.run(OnPlatform.CYCLE);

      assertThat(form.warehouse().table(prefix(form, id)).keySet()).containsExactly(submission);
      assertThat(form.warehouse().table(prefix(form, id) + "_unified").keySet())
          .containsExactly(submission);
      form.stop();
    }
    Warehouse warehouse = platforms.get(0).warehouse();
    assertThat(warehouse.query("SELECT to_jsonb(form) FROM odk_form"))
        .extracting(JsonNode::textValue)
        .hasSize(8)
        .contains("survey11");
    assertThat(
            warehouse.query("SELECT to_jsonb(h) FROM odk_sync_history h WHERE status <> 'success'"))
        .isEmpty();
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(attname) FROM pg_attribute"
                    + " WHERE attrelid = 'odk_sync_history'::regclass AND attname = 'UUID'"))
        .isEmpty();
  }

  @Test
  void tableOfAnotherFormIsNotARepeat() throws Exception {
    Platform members = form("survey_members", "1");
    String submission = create(members, "main");
    members.run(OnPlatform.CYCLE);
    members.stop();
    Platform survey = form("survey", "1");
    create(survey, "with members");

    survey.run(OnPlatform.CYCLE);

    assertThat(survey.warehouse().table("survey_members").keySet()).containsExactly(submission);
    assertThat(
            survey
                .warehouse()
                .query(
                    "SELECT names #> '{tables,/members}' FROM odk_form WHERE form_id = 'survey'"))
        .extracting(JsonNode::textValue)
        .allMatch(name -> name.matches("survey_members_[0-9a-f]{8}"));
  }

  @Test
  void sameIdInAnotherProjectIsRefused() throws Exception {
    Platform one = form("survey", "1");
    String submission = create(one, "first");
    one.run(OnPlatform.CYCLE);
    one.stop();
    Platform two = form("survey", "2");
    create(two, "second");

    for (String type : OnPlatform.CYCLE) {
      assertThat(error(two.send(type)))
          .startsWith("config: the tables of survey already belong to form survey of project 1")
          .contains("project 2")
          .endsWith("give this one a prefix of its own in the form's file, or another database");
    }
    assertThat(two.send("reconcile").historyId()).isNull();
    assertThat(two.warehouse().table("survey").keySet()).containsExactly(submission);
  }

  @Test
  void ownPrefixSeparatesTheSameId() throws Exception {
    Platform one = form("survey", "1");
    String first = create(one, "first");
    one.run(OnPlatform.CYCLE);
    one.stop();
    Platform two = form("survey", "2");
    String second = create(two, "second");
    Path routes = EarlierWarehouse.copy(Path.of("routes"), Files.createTempDirectory("routes"));
    FormFile.in(routes).set("prefix", "south");
    two.routes(routes);

    two.run(OnPlatform.CYCLE);

    assertThat(two.warehouse().table("survey").keySet()).containsExactly(first);
    assertThat(two.warehouse().table("south_unified").keySet()).containsExactly(second);
  }

  /** As an earlier build left them: without a record of their project. */
  @Test
  void tablesWithoutRecordBelongToTheProjectOfTheirSubmissions() throws Exception {
    Platform one = form("survey", "1");
    for (int i = 0; i < 5; i++) {
      create(one, "first");
    }
    one.run(OnPlatform.CYCLE);
    one.stop();
    one.warehouse().update("UPDATE odk_form SET project = NULL, central = NULL, names = NULL");
    Platform two = form("survey", "2");
    create(two, "second");

    assertThat(error(two.send("unified")))
        .matches("config: only \\d of 5 submissions of the tables of survey are in form survey .*");
    assertThat(error(two.send("main_submissions"))).contains("ODK_PROJECT_ID");
    two.stop();
    one.run(OnPlatform.CYCLE);

    assertThat(one.warehouse().table("survey")).hasSize(5);
    assertThat(one.warehouse().query("SELECT to_jsonb(project) FROM odk_form"))
        .extracting(JsonNode::textValue)
        .containsExactly("1");
    assertThat(one.warehouse().lastRun("main_submissions").get("status").textValue())
        .isEqualTo("success");
  }

  @Test
  void newAddressOfCentralContinuesIfItHasTheSubmissions() throws Exception {
    Platform here = form("survey", "1");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(create(here, "n" + i));
    }
    here.run(OnPlatform.CYCLE);
    here.central().submissions().delete(ids.get(0));
    here.set("ODK_BASE_URL", here.variable("ODK_BASE_URL").replace("127.0.0.1", "localhost"));

    here.run(OnPlatform.CYCLE);

    assertThat(here.warehouse().lastRun("main_submissions").get("status").textValue())
        .isEqualTo("success");
    assertThat(here.warehouse().table("survey")).hasSize(9);
    Platform other = form("survey", "1");
    create(other, "of another Central");

    assertThat(error(other.send("person_details")))
        .startsWith("config: only 0 of 9 submissions of the tables of survey are in form survey")
        .contains("than at http://localhost");
    assertThat(other.warehouse().table("survey")).hasSize(9);
  }

  @Test
  void newAddressOfAnOldCentralContinues() throws Exception {
    Platform here = form("survey", "1");
    create(here, "first");
    here.central().behaveAs(CentralRelease.V2024_2);
    here.run("main_submissions");
    here.set("ODK_BASE_URL", here.variable("ODK_BASE_URL").replace("127.0.0.1", "localhost"));
    here.central().requests().clear();

    here.succeed("unified");

    // with deletes, which it refuses, then without
    assertThat(here.central().requests().matching("deletedAt")).hasSize(1);
    assertThat(here.central().requests().matching("svc/Submissions")).hasSize(2);
  }

  @Test
  void secondServiceForAnotherFormIsRefused() throws Exception {
    Platform one = form("survey", "1");
    create(one, "first");
    one.serve();
    one.onDemand();
    one.run(OnPlatform.CYCLE);
    Platform two = form("other", "1");
    create(two, "second");

    assertThatThrownBy(two::serve)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("config: image_processing of this database")
        .hasMessageContaining("already works for form survey of project 1");
    two.onDemand();
    assertThatThrownBy(two::service).hasMessageContaining("form survey of project 1");
    assertThat(two.warehouse().query("SELECT to_jsonb(form_id) FROM odk_form")).hasSize(1);
  }

  /** A mistyped form id is not kept forever. */
  @Test
  void unknownFormDoesNotKeepItsSyncTypes() throws Exception {
    Platform wrong = form("survey", "1");
    wrong.set("ODK_FORM_ID", "survy");
    wrong.serve();
    wrong.set("ODK_FORM_ID", "survey");
    String submission = create(wrong, "first");
    assertThatThrownBy(wrong::serve).hasMessageContaining("form survy of project 1");
    wrong.warehouse().update("UPDATE odk_sync_owner SET claimed_at = now() - interval '1 minute'");

    wrong.serve();
    wrong.onDemand();
    wrong.run(OnPlatform.CYCLE);

    assertThat(wrong.warehouse().table("survey").keySet()).containsExactly(submission);
  }

  /** Another service starts at the same moment and takes the sync types. */
  @Test
  void runOfATakenSyncTypeFails() throws Exception {
    Platform one = form("survey", "1");
    one.service();
    one.warehouse()
        .update(
            "INSERT INTO odk_sync_owner (sync_type, project, form_id)"
                + " VALUES ('main_submissions', '1', 'other')");

    assertThat(error(one.send("main_submissions")))
        .startsWith("config: main_submissions of this database already works for form other");
  }

  private Platform form(String id, String project) throws IOException, SQLException {
    List<String> fields =
        List.of(
            "string /name",
            "repeat /members",
            "string /members/who",
            "structure /meta",
            "string /meta/instanceID");
    Platform platform =
        new Platform(
            SampleCentral.startEmpty(
                Clock.systemUTC(), new SampleForm(id, "Survey", project, fields)),
            database);
    platforms.add(platform);
    return platform;
  }

  private static String create(Platform form, String name) {
    ObjectNode values = JsonNodeFactory.instance.objectNode().put("name", name);
    values.putArray("members").addObject().put("who", "somebody");
    values.putObject("meta");
    return form.central().submissions().create(values);
  }

  private static String prefix(Platform form, String id) throws SQLException {
    return form.warehouse()
        .query("SELECT to_jsonb(form) FROM odk_form WHERE form_id = ?", id)
        .get(0)
        .textValue();
  }

  private static String error(org.odksync.run.Run run) {
    return run.diagnosis().message();
  }
}
