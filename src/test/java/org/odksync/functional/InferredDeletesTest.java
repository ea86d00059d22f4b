package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.CentralRelease;
import org.odksync.embedded.central.Fault;
import org.odksync.run.ActiveRuns;
import org.odksync.run.RunOptions;

/**
 * Submissions that are missing at Central without a delete: few are deleted, many need an
 * operator's consent.
 */
class InferredDeletesTest extends OnPlatform {

  private static final int ALL = 127;

  /** Above both limits: a hundred, and one in ten. */
  private static final int MANY = 101;

  private static final int ALWAYS = 10_000;

  InferredDeletesTest() throws IOException, SQLException {
    super();
  }

  @Test
  void manyAreNotDeletedUntilAnOperatorAccepts() throws Exception {
    platform.run(CYCLE);
    warehouse.update("UPDATE odk_sync_cursor SET verified_at = NULL");
    purge(MANY);
    String added = platform.central().submissions().create();

    reconcile(RunOptions.comparing(true, false, false));
    platform.run(CYCLE);

    JsonNode braked = warehouse.lastRun("reconcile");
    assertThat(braked.get("error_message").textValue())
        .startsWith("data: Central no longer has 101 of the 127 submissions that are stored, and")
        .endsWith("odk-sync sync reconcile --full --accept-deletes");
    assertThat(braked.at("/sync_metadata/absent").intValue()).isEqualTo(MANY);
    assertThat(CliResult.by(platform.variables(), "health").out())
        .contains("Central no longer has 101 of the 127 submissions");
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(ALL + 1).containsKey(added);
    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(ALL + 1).containsKey(added);
    assertThat(submissionsWithPersons()).isGreaterThan(ALL - MANY + 1);
    assertThat(warehouse.query("SELECT to_jsonb(r) FROM odk_recheck r")).isEmpty();
    assertThat(verified()).isEmpty();

    reconcile(RunOptions.comparing(true, true, false));
    assertThat(warehouse.lastRun("reconcile").get("status").textValue()).isEqualTo("success");
    platform.run(CYCLE);

    comparison().check();
    // accepted deletes do not count towards the next limit
    purge(2);
    reconcile(RunOptions.NONE);
    platform.run(CYCLE);
    comparison().check();
  }

  /** The consent is valid for one run only. */
  @Test
  void consentIsNotPassedToTriggeredRuns() throws Exception {
    platform.run(CYCLE);
    purge(MANY);
    CamelContext camel = platform.service().camel();
    camel.getRouteController().startRoute("reconcile.due");

    try (ProducerTemplate caller = camel.createProducerTemplate()) {
      caller.send(
          "direct:run.trigger",
          exchange -> {
            exchange.getMessage().setBody("reconcile");
            exchange.setVariable(
                "run",
                camel
                    .getRegistry()
                    .lookupByNameAndType("runs", ActiveRuns.class)
                    .of("reconcile", RunOptions.comparing(true, true, false), exchange));
          });
    }

    await()
        .untilAsserted(
            () ->
                assertThat(
                        warehouse.query(
                            "SELECT to_jsonb(status) FROM odk_sync_history"
                                + " WHERE sync_type = 'reconcile'"))
                    .extracting(JsonNode::textValue)
                    .containsExactly("error"));
  }

  @Test
  void wrongAnswersLeaveNoSuspectsOnceCorrected() throws Exception {
    platform.run(CYCLE);
    warehouse.update(
        "INSERT INTO odk_recheck (sync_type, submission_id)"
            + " SELECT t, \"UUID\" FROM \"GRARentalDataCollection\","
            + " unnest(ARRAY['main_submissions', 'person_details']) t");
    platform.central().faults().next("svc/Submissions", empty(), ALWAYS);

    platform.run("main_submissions", "person_details");
    reconcile(RunOptions.NONE);
    platform.run(CYCLE);

    assertThat(warehouse.lastRun("reconcile").get("error_message").textValue())
        .startsWith("data: Central no longer has 127 of the 127 submissions");
    comparison().check();

    platform.central().faults().clear();
    reconcile(RunOptions.NONE);

    JsonNode run = warehouse.lastRun("reconcile");
    assertThat(run.get("status").textValue()).isEqualTo("success");
    assertThat(run.get("records_processed").intValue()).isZero();
    assertThat(verified()).hasSize(2);
  }

  @Test
  void deletesOfSeveralRunsAddUp() throws Exception {
    platform.run(CYCLE);
    purge(60);
    reconcile(RunOptions.NONE);
    platform.run(CYCLE);
    comparison().check();
    purge(41);

    reconcile(RunOptions.NONE);
    platform.run(CYCLE);

    assertThat(warehouse.lastRun("reconcile").get("error_message").textValue())
        .startsWith(
            "data: Central no longer has 41 of the 67 submissions that are stored, after 60");
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(67);
    // after a week the first deletes no longer count
    warehouse.update(
        "UPDATE odk_inferred_delete SET inferred_at = inferred_at - interval '8 days'");
    reconcile(RunOptions.NONE);
    platform.run(CYCLE);
    comparison().check();
    assertThat(warehouse.query("SELECT to_jsonb(d) FROM odk_inferred_delete d")).hasSize(41);
  }

  @Test
  void manyKeptSubmissionsAreNotMarkedWithoutConsent() throws Exception {
    platform.set("SYNC_DELETES", "keep");
    platform.run(CYCLE);
    purge(MANY);

    reconcile(RunOptions.comparing(true, false, false));
    platform.run(CYCLE);

    assertThat(warehouse.lastRun("reconcile").get("status").textValue()).isEqualTo("error");
    assertThat(deletedAt()).isEmpty();

    reconcile(RunOptions.comparing(true, true, false));
    platform.run(CYCLE);

    assertThat(deletedAt()).hasSize(MANY);
    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(ALL - MANY);
  }

  @Test
  void listedDeletesHaveNoLimit() throws Exception {
    platform.run(CYCLE);
    ids(MANY).forEach(id -> platform.central().submissions().delete(id));
    // before every window, so that only reconcile finds them
    warehouse.update("UPDATE odk_sync_cursor SET watermark = now() + interval '1 hour'");
    warehouse.update(
        "UPDATE odk_sync_history SET sync_timestamp = sync_timestamp + interval '1 hour'");

    reconcile(RunOptions.comparing(true, false, false));
    platform.run(CYCLE);

    assertThat(warehouse.lastRun("reconcile").get("status").textValue()).isEqualTo("success");
    comparison().check();
  }

  @Test
  void deletesOfAnOldCentralNeedConsent() throws Exception {
    platform.central().behaveAs(CentralRelease.V2024_2);
    platform.run(CYCLE);
    ids(MANY).forEach(id -> platform.central().submissions().delete(id));

    reconcile(RunOptions.NONE);
    platform.run(CYCLE);

    assertThat(warehouse.lastRun("reconcile").get("status").textValue()).isEqualTo("error");
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(ALL);

    reconcile(RunOptions.comparing(false, true, false));
    platform.run(CYCLE);
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(ALL - MANY);
    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(ALL - MANY);
  }

  private void reconcile(RunOptions options) throws SQLException {
    platform.send("reconcile", options);
  }

  private void purge(int number) {
    ids(number).forEach(id -> platform.central().submissions().purge(id));
  }

  /** The ids of the oldest submissions. */
  private List<String> ids(int number) {
    List<String> all =
        platform.central().submissions().list().stream()
            .map(submission -> submission.get("__id").textValue())
            .toList();
    return all.subList(all.size() - number, all.size());
  }

  private long submissionsWithPersons() throws SQLException {
    return warehouse.table(Warehouse.PERSONS).values().stream()
        .map(person -> person.get("__Submissions-id"))
        .distinct()
        .count();
  }

  private List<JsonNode> deletedAt() throws SQLException {
    return warehouse.query(
        "SELECT to_jsonb(deleted_at) FROM \"GRARentalDataCollection\""
            + " WHERE deleted_at IS NOT NULL");
  }

  private List<JsonNode> verified() throws SQLException {
    return warehouse.query(
        "SELECT to_jsonb(sync_type) FROM odk_sync_cursor WHERE verified_at IS NOT NULL");
  }

  /** An empty answer, for example of a proxy. */
  private static Fault empty() {
    byte[] nothing = "{\"value\":[],\"@odata.count\":0}".getBytes(StandardCharsets.UTF_8);
    return normal ->
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, nothing.length);
          exchange.getResponseBody().write(nothing);
          exchange.close();
        };
  }
}
