package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.Fault;
import org.odksync.functional.RunPoint.Place;
import org.odksync.run.RunOptions;

/** A bad record does not stop other records, and is not lost. */
class RejectsTest extends OnPlatform {

  RejectsTest() throws IOException, SQLException {
    super();
  }

  @Test
  void valueThatDoesNotFitAnOldColumnIsKeptRaw() throws Exception {
    adopt("sum_owner smallint, survey_date varchar(10)");
    String wide = latest(7);
    edit(wide, values -> values.put("sum_owner", 70_000));

    platform.run("main_submissions");

    JsonNode run = warehouse.lastRun("main_submissions");
    assertThat(run.get("status").textValue()).as(run.toString()).isEqualTo("success");
    assertThat(run.at("/sync_metadata/rejected").intValue()).isEqualTo(4);
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127);
    JsonNode row = warehouse.table(Warehouse.MAIN).get(wide);
    assertThat(row.get("sum_owner").isNull()).isTrue();
    assertThat(row.get("property_location").isObject()).isTrue();
    JsonNode reject = reject("column_name = 'sum_owner'");
    assertThat(reject.get("record_id").textValue()).isEqualTo(wide);
    assertThat(reject.get("raw").intValue()).isEqualTo(70_000);
  }

  @Test
  void recordThatTheTableRefusesIsKept() throws Exception {
    platform.run("main_submissions");
    String refused = platform.central().submissions().create();
    String taken = platform.central().submissions().create();
    warehouse.update(
        "ALTER TABLE \"GRARentalDataCollection\" ADD CHECK (\"UUID\" <> '%s')".formatted(refused));

    platform.run("main_submissions");

    assertThat(warehouse.table(Warehouse.MAIN)).containsKey(taken).doesNotContainKey(refused);
    JsonNode reject = reject("column_name = ''");
    assertThat(reject.at("/raw/__id").textValue()).isEqualTo(refused);
    assertThat(reject.at("/raw/property_description/building_type").isTextual()).isTrue();
    assertThat(warehouse.lastRun("main_submissions").at("/sync_metadata/rejected").intValue())
        .isEqualTo(1);
  }

  @Test
  void refusedChildDoesNotStopOthers() throws Exception {
    platform.run("person_details");
    int before = warehouse.table(Warehouse.PERSONS).size();
    String id = latest(0);
    warehouse.update(
        "ALTER TABLE \"GRARentalDataCollection_person_details\""
            + " ADD CHECK (individual_first_name <> 'Nobody')");
    edit(
        id,
        values ->
            ((ObjectNode) values.get("person_details").get(0))
                .put("individual_first_name", "Nobody"));
    String added = platform.central().submissions().create();

    platform.run("person_details");

    assertThat(warehouse.lastRun("person_details").get("status").textValue()).isEqualTo("success");
    assertThat(warehouse.table(Warehouse.PERSONS)).hasSizeGreaterThan(before);
    assertThat(warehouse.table(Warehouse.PERSONS).values())
        .anyMatch(person -> person.get("__Submissions-id").textValue().equals(added));
    assertThat(reject("table_name LIKE '%person_details'").get("submission_id").textValue())
        .isEqualTo(id);
  }

  @Test
  void refusedUnifiedRowDoesNotStopOthers() throws Exception {
    platform.run(CYCLE);
    refuseUnifiedRows();
    String refused = latest(5);
    String taken = latest(0);
    edit(refused, values -> values.put("sum_owner", 4711));
    edit(taken, values -> values.put("sum_owner", 4712));

    platform.run("main_submissions", "unified");

    JsonNode run = warehouse.lastRun("unified");
    assertThat(run.get("status").textValue()).as(run.toString()).isEqualTo("success");
    assertThat(run.at("/sync_metadata/rejected").intValue()).isEqualTo(1);
    assertThat(warehouse.table(Warehouse.UNIFIED).get(taken).get("sum_owner").intValue())
        .isEqualTo(4712);
    JsonNode reject = reject("sync_type = 'unified'");
    assertThat(reject.get("record_id").textValue()).isEqualTo(refused);
    assertThat(reject.get("reason").textValue())
        .isEqualTo("refused by a trigger of the table (SQLSTATE P0001)");

    platform.send("unified", RunOptions.rebuilding());
    assertThat(reject("sync_type = 'unified'")).as("as old as it is").isEqualTo(reject);

    String trigger = "ALTER TABLE \"GRARentalDataCollection_unified\" %s TRIGGER refuse";
    warehouse.execute(trigger.formatted("DISABLE"));
    platform.send("unified", RunOptions.rebuilding());
    assertThat(warehouse.table(Warehouse.UNIFIED).get(refused).get("sum_owner").intValue())
        .isEqualTo(4711);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(r) FROM odk_rejected_record r"
                    + " WHERE sync_type = 'unified' AND replayed_at IS NULL"))
        .isEmpty();

    warehouse.update("UPDATE odk_rejected_record SET accepted_at = now()");
    warehouse.execute(trigger.formatted("ENABLE"));
    platform.send("unified", RunOptions.rebuilding());
    JsonNode again = reject("sync_type = 'unified' AND replayed_at IS NULL");
    assertThat(again.get("accepted_at").isNull()).as("it was stored meanwhile").isTrue();
  }

  @Test
  void marksDuringARefusalAreKeptForTheNextRun() throws Exception {
    platform.run(CYCLE);
    refuseUnifiedRows();
    String refused = latest(5);
    String other = latest(0);
    edit(refused, values -> values.put("sum_owner", 4711));
    // marked twice
    platform.run("main_submissions", "person_details");
    AtomicBoolean marked = new AtomicBoolean();
    StatementHooks.weave(
        platform.service().camel(),
        (place, exchange) -> {
          boolean rejects =
              place == Place.BEFORE_STATEMENT
                  && HookedWarehouse.statement(exchange).equals("unified/reject");
          if (rejects && marked.compareAndSet(false, true)) {
            // as by a transaction that took its number earlier
            warehouse.update(
                "INSERT INTO odk_unified_dirty (id, form, submission_id)"
                    + " VALUES (0, 'GRARentalDataCollection', ?)",
                other);
            edit(refused, values -> values.put("sum_owner", 4712));
            platform.run("main_submissions");
          }
        });

    platform.run("unified");

    // the row of the second edit fits
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(submission_id) FROM odk_rejected_record"
                    + " WHERE sync_type = 'unified' AND replayed_at IS NOT NULL"))
        .extracting(JsonNode::textValue)
        .containsExactly(refused);
    assertThat(warehouse.lastRun("unified").at("/sync_metadata/rejected").intValue()).isEqualTo(1);
    comparison().check();
  }

  @Test
  void laterValidVersionClearsItsRejects() throws Exception {
    platform.run("main_submissions");
    String id = reject("true").get("submission_id").textValue();
    int open = rejectsOfTheSample();

    edit(
        id,
        values -> {
          for (JsonNode each : warehouse.query("SELECT to_jsonb(r) FROM odk_rejected_record r")) {
            values.putNull(each.get("column_name").textValue());
          }
        });
    platform.run("main_submissions");

    assertThat(rejectsOfTheSample()).isLessThan(open);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(r) FROM odk_rejected_record r WHERE submission_id = ?"
                    + " AND replayed_at IS NULL",
                id))
        .isEmpty();
  }

  @Test
  void replayStoresWhatFitsNow() throws Exception {
    adopt("sum_owner smallint");
    String wide = latest(7);
    edit(wide, values -> values.put("sum_owner", 70_000));
    platform.run("main_submissions");
    assertThat(warehouse.table(Warehouse.MAIN).get(wide).get("sum_owner").isNull()).isTrue();
    warehouse.update("ALTER TABLE \"GRARentalDataCollection\" ALTER sum_owner TYPE bigint");
    // before every window
    warehouse.update("UPDATE odk_sync_cursor SET watermark = now() + interval '1 hour'");

    platform.send("main_submissions", RunOptions.replaying());

    assertThat(warehouse.table(Warehouse.MAIN).get(wide).get("sum_owner").intValue())
        .isEqualTo(70_000);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(replayed_at) FROM odk_rejected_record"
                    + " WHERE column_name = 'sum_owner'"))
        .noneMatch(JsonNode::isNull);
    assertThat(warehouse.query("SELECT to_jsonb(r) FROM odk_recheck r")).isEmpty();
  }

  @Test
  void tooManyRejectsAreAnErrorAndTheRestIsStored() throws Exception {
    platform.set("REJECT_LIMIT", "2");

    platform.run("main_submissions", "main_submissions");

    List<JsonNode> runs = warehouse.query("SELECT to_jsonb(h) FROM odk_sync_history h ORDER BY id");
    assertThat(runs.get(0).get("status").textValue()).isEqualTo("error");
    assertThat(runs.get(0).get("error_message").textValue())
        .startsWith("data: 3 of 127 records")
        .contains("odk_rejected_record");
    assertThat(runs.get(1).get("status").textValue()).isEqualTo("success");
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127);
  }

  @Test
  void otherErrorsAreNotRejects() throws Exception {
    platform.run("main_submissions");
    warehouse.update("ALTER TABLE \"GRARentalDataCollection\" DROP COLUMN sum_owner");
    platform.central().submissions().create();

    platform.run("main_submissions");

    assertThat(warehouse.lastRun("main_submissions").get("error_message").textValue())
        .startsWith("database: ")
        .contains("42");
    assertThat(rejectsOfTheSample()).isEqualTo(3);
  }

  @Test
  void rejectsOfAllAttemptsCount() throws Exception {
    platform.set("REJECT_LIMIT", "2");
    platform.central().faults().next("svc/Submissions", Fault.cut(150_000), 2);

    platform.run("main_submissions");

    assertThat(warehouse.lastRun("main_submissions").get("error_message").textValue())
        .startsWith("data: 3 of ");
  }

  private void refuseUnifiedRows() throws SQLException {
    warehouse.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NEW.sum_owner = 4711 THEN RAISE EXCEPTION 'not %', NEW.sum_owner; END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON "GRARentalDataCollection_unified"
            FOR EACH ROW EXECUTE FUNCTION refuse()""");
  }

  private void adopt(String columns) throws SQLException {
    platform.service();
    warehouse.update(
        "CREATE TABLE \"GRARentalDataCollection\" (\"UUID\" text PRIMARY KEY, %s)"
            .formatted(columns));
  }

  private String latest(int rank) {
    return platform.central().submissions().list().get(rank).get("__id").textValue();
  }

  private interface Change {
    void of(ObjectNode values) throws SQLException;
  }

  private void edit(String id, Change change) {
    platform
        .central()
        .submissions()
        .edit(
            id,
            values -> {
              try {
                change.of(values);
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private JsonNode reject(String condition) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(r) FROM odk_rejected_record r WHERE replayed_at IS NULL AND %s LIMIT 1"
                .formatted(condition))
        .get(0);
  }

  private int rejectsOfTheSample() throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(r) FROM odk_rejected_record r"
                + " WHERE replayed_at IS NULL AND column_name <> ''")
        .size();
  }
}
