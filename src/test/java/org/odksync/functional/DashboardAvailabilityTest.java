package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.odksync.embedded.central.FieldType;
import org.odksync.embedded.central.Submissions;
import org.odksync.run.RunOptions;

/** All flows at once, while a dashboard reads. */
class DashboardAvailabilityTest extends OnPlatform {

  private static final int ROUNDS = Integer.getInteger("survey.rounds", 30);
  private static final int ROUNDS_OF_A_VERSION = 5;

  /** Rebuilds and new versions stop early, because they would repair lost changes. */
  private static final int ROUNDS_WITH_REBUILDS = ROUNDS / 3;

  private static final int ROUNDS_WITH_VERSIONS = 2 * ROUNDS / 3;

  private final Submissions submissions = platform.central().submissions();
  private final RandomChanges changes = new RandomChanges(submissions, new Random(1));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile int round;

  DashboardAvailabilityTest() throws IOException, SQLException {
    super();
  }

  @Test
  void dashboardAlwaysSeesEveryRowAndNoChangeIsLost() throws Exception {
    changes.replaceAllImages();
    platform.run(ALL);
    String role = "dashboard_of_" + platform.variable("PG_DB");
    try (DashboardReader dashboard = new DashboardReader(warehouse, role, changes.deletes())) {
      CompletableFuture<Void> survey = CompletableFuture.runAsync(this::survey, threads);
      List<CompletableFuture<Void>> runs = new ArrayList<>();
      runs.add(during(survey, () -> run("person_details")));
      runs.add(during(survey, () -> run("image_processing")));
      runs.add(during(survey, this::refreshLinks));
      runs.add(during(survey, this::unify));
      survey.join();
      runs.forEach(CompletableFuture::join);

      assertThat(dashboard.stop()).isGreaterThan(ROUNDS);
    } finally {
      threads.shutdown();
    }
    assertThat(changes.deletes()).hasPositiveValue();
    changes.letAllArrive();
    // files that were requested before they arrived
    warehouse.update("UPDATE odk_attachment SET next_attempt_at = now()");
    platform.send("reconcile", RunOptions.comparing(true, false, false));
    platform.run(ALL);

    assertThat(errors()).isEmpty();
    comparison().check();
    assertThat(differences()).isEmpty();
  }

  /** Makes changes like field workers, syncs after each, and sometimes publishes a form version. */
  private void survey() {
    for (int number = 1; number <= ROUNDS; number++) {
      round = number;
      if (number <= ROUNDS_WITH_VERSIONS && number % ROUNDS_OF_A_VERSION == 0) {
        addFields("note_" + number);
      }
      changes.some();
      run("main_submissions");
    }
  }

  private void addFields(String field) {
    platform
        .central()
        .draft()
        .add("/" + field, FieldType.STRING)
        .add("/person_details/" + field, FieldType.STRING)
        .publish();
    for (ObjectNode submission : submissions.list().subList(0, 10)) {
      submissions.edit(
          submission.get("__id").textValue(),
          values -> {
            values.put(field, "of the submission");
            for (JsonNode person : values.withArray("person_details")) {
              ((ObjectNode) person).put(field, "of a person");
            }
          });
    }
  }

  /** Refreshes all links, as if they expired soon. */
  private void refreshLinks() {
    try {
      // skips locked files: their link was just written
      warehouse.update(
          """
          UPDATE odk_attachment a SET url_expires_at = now()
          FROM (SELECT submission_id, file_name FROM odk_attachment
                WHERE url IS NOT NULL FOR UPDATE SKIP LOCKED) free
          WHERE (a.submission_id, a.file_name) = (free.submission_id, free.file_name)""");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    run("url_refresh");
  }

  private void unify() {
    try {
      platform.send(
          "unified", round <= ROUNDS_WITH_REBUILDS ? RunOptions.rebuilding() : RunOptions.NONE);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletableFuture<Void> during(CompletableFuture<Void> survey, Runnable work) {
    return CompletableFuture.runAsync(
        () -> {
          while (!survey.isDone()) {
            work.run();
          }
        },
        threads);
  }

  private List<JsonNode> errors() throws SQLException {
    return warehouse.query("SELECT to_jsonb(h) FROM odk_sync_history h WHERE status <> 'success'");
  }

  /** Rows of the unified table that differ from their source tables, computed by the database. */
  private List<JsonNode> differences() throws SQLException {
    return warehouse.query(
        """
        WITH persons AS (
          SELECT "__Submissions-id" AS id,
                 jsonb_strip_nulls(jsonb_agg(to_jsonb(p) - '__Submissions-id' ORDER BY repeat_position)) AS rows
          FROM "GRARentalDataCollection_person_details" p GROUP BY 1
        ), links AS (
          SELECT submission_id AS id, jsonb_object_agg(file_name, url) AS of_file
          FROM odk_attachment WHERE url IS NOT NULL GROUP BY 1
        ), images AS (
          SELECT "UUID" AS id,
                 of_file ->> (property_description ->> 'building_image') AS building,
                 of_file ->> (property_location ->> 'address_plus_code_image') AS place
          FROM "GRARentalDataCollection" LEFT JOIN links ON id = "UUID"
        )
        SELECT jsonb_build_object('main', to_jsonb(m), 'unified', to_jsonb(u), 'persons', p.rows)
        FROM "GRARentalDataCollection" m
        FULL JOIN "GRARentalDataCollection_unified" u USING ("UUID")
        LEFT JOIN persons p ON p.id = "UUID"
        LEFT JOIN images ON images.id = "UUID"
        WHERE m."UUID" IS NULL OR u."UUID" IS NULL
          OR to_jsonb(m) IS DISTINCT FROM
             to_jsonb(u) - '{person_details,building_image_url_html,address_plus_code_url_html}'::text[]
          OR coalesce(p.rows, '[]') IS DISTINCT FROM jsonb_strip_nulls(u.person_details)
          OR u.building_image_url IS DISTINCT FROM building
          OR u.address_plus_code_url IS DISTINCT FROM place
          OR u.building_image_url_html NOT LIKE '%"' || replace(building, '&', '&amp;') || '"%'
          OR u.address_plus_code_url_html NOT LIKE '%"' || replace(place, '&', '&amp;') || '"%'""");
  }
}
