package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.Submissions;
import org.odksync.error.Diagnosis;
import org.odksync.error.ErrorClass;

/**
 * Errors outside the service: the run ends as error with a reason, and the next run tries again.
 */
class RunErrorsTest extends OnPlatform {

  RunErrorsTest() throws IOException, SQLException {
    super();
  }

  @Test
  void wrongPasswordIsAnAuthError() throws SQLException {
    platform.set("ODATA_PASS", "hunter2");

    platform.run("main_submissions");

    assertFailed("main_submissions", "auth", "check ODATA_USER and ODATA_PASS");
    assertThat(warehouse.lastRun("main_submissions").toString()).doesNotContain("hunter2");
  }

  @Test
  void unknownFormIsAConfigError() throws SQLException {
    platform.set("ODK_FORM_ID", "gRARentalDataCollection");

    platform.run("main_submissions");

    assertFailed("main_submissions", "config", "ODK_FORM_ID");
  }

  @Test
  void unreachableHostIsANetworkError() throws SQLException {
    platform.set("ODK_BASE_URL", "http://127.0.0.1:1");

    platform.run("main_submissions");

    assertFailed("main_submissions", "network", "ODK_BASE_URL");
  }

  @Test
  void unknownHostIsANetworkError() throws SQLException {
    platform.set("ODK_BASE_URL", "http://central.invalid");

    platform.run("main_submissions");

    assertFailed("main_submissions", "network", "ODK_BASE_URL");
  }

  @Test
  void otherWebSiteIsADataError() throws SQLException {
    platform.central().faults().next(target -> true, Fault.html(200), 10);

    platform.run("main_submissions");

    assertFailed("main_submissions", "data", "ODK_BASE_URL");
  }

  @Test
  void pageOfAProxyIsADataError() throws SQLException {
    platform.central().faults().next("svc/Submissions", Fault.html(200));

    platform.run("main_submissions");
    assertFailed("main_submissions", "data", "no proxy answers in its place");

    platform.run("main_submissions");
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127);
  }

  @Test
  void truncatedAnswerIsANetworkError() throws SQLException {
    platform.central().faults().next("svc/Submissions", Fault.cut(40_000), 8);

    platform.run("main_submissions", "person_details");
    assertFailed("main_submissions", "network", "cut short");
    assertFailed("person_details", "network", "cut short");
    assertThat(warehouse.query("SELECT to_jsonb(c) FROM odk_sync_cursor c")).isEmpty();

    platform.run("main_submissions", "person_details");
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127);
    assertThat(warehouse.table(Warehouse.PERSONS)).hasSize(498);
  }

  @Test
  void shortOutageFailsNoRun() throws SQLException {
    platform.central().faults().next("svc/Submissions", Fault.cut(40_000));
    platform.central().faults().next("svc/Submissions", Fault.disconnect());
    platform.central().faults().next("svc/Submissions", Fault.error(503, 0, "Service Unavailable"));

    platform.run("main_submissions");

    assertThat(warehouse.lastRun("main_submissions").get("status").textValue())
        .isEqualTo("success");
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127);
  }

  @Test
  void silentCentralTimesOut() throws SQLException {
    System.setProperty("central.idleMilliseconds", "400");
    try {
      platform
          .central()
          .faults()
          .next("svc/Submissions", Fault.silence(40_000, Duration.ofMinutes(2)), 4);

      platform.run("main_submissions", "main_submissions");
    } finally {
      System.clearProperty("central.idleMilliseconds");
    }

    List<JsonNode> runs = warehouse.query("SELECT to_jsonb(h) FROM odk_sync_history h ORDER BY id");
    assertThat(runs.get(0).get("error_message").textValue())
        .startsWith("network: Central stopped sending");
    assertThat(runs.get(1).get("status").textValue()).isEqualTo("success");
    assertThat(warehouse.table(Warehouse.MAIN)).hasSize(127);
  }

  @Test
  void serverErrorIsANetworkError() throws SQLException {
    platform
        .central()
        .faults()
        .next("svc/Submissions", Fault.error(500, 0, "Internal Server Error"), 4);

    platform.run("main_submissions", "person_details");

    assertFailed("main_submissions", "network", "Central answered 500");
    assertThat(warehouse.lastRun("person_details").get("status").textValue()).isEqualTo("success");
  }

  @Test
  void missingBucketIsAnS3Error() throws SQLException {
    platform.set("AWS_BUCKET_NAME", "no-such-bucket");

    platform.run("main_submissions", "image_processing", "unified");

    assertFailed("image_processing", "s3", "create the bucket, or correct AWS_BUCKET_NAME");
    assertThat(warehouse.lastRun("unified").get("status").textValue()).isEqualTo("success");
  }

  @Test
  void wrongBucketKeyIsAnS3Error() throws SQLException {
    platform.set("AWS_SECRET_ACCESS_KEY", "hunter2");

    platform.run("main_submissions", "image_processing");

    assertFailed("image_processing", "s3", "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  }

  @Test
  void unreachableStoreIsAnS3Error() throws SQLException {
    platform.set("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1");

    platform.run("main_submissions", "image_processing");

    assertFailed("image_processing", "s3", "cannot be reached");
  }

  @Test
  void oneBadImageDoesNotStopTheOthers() throws SQLException {
    platform.property("images.retry.attempts", "0");
    platform.central().faults().next("/" + image(), Fault.error(500, 0, "Internal Server Error"));

    platform.run("main_submissions", "image_processing");

    JsonNode run = warehouse.lastRun("image_processing");
    assertThat(run.get("status").textValue()).isEqualTo("success");
    assertThat(run.at("/sync_metadata/failed").intValue()).isEqualTo(1);
    assertThat(run.at("/sync_metadata/missing").intValue()).isEqualTo(2);
    assertThat(run.get("records_processed")).isEqualTo(run.at("/sync_metadata/stored"));
  }

  @Test
  void imageThatFailsOnceIsRetriedAtOnce() throws SQLException {
    platform
        .central()
        .faults()
        .next("attachments/", Fault.error(500, 0, "Internal Server Error"), 2);

    platform.run("main_submissions", "image_processing");

    JsonNode run = warehouse.lastRun("image_processing");
    assertThat(run.at("/sync_metadata/failed").intValue()).isZero();
    assertThat(run.at("/sync_metadata/stored").intValue()).isPositive();
  }

  @Test
  void truncatedImageIsANetworkError() throws SQLException {
    platform.property("images.retry.attempts", "0");
    platform.central().faults().next("attachments/", Fault.cut(20), Integer.MAX_VALUE);

    platform.run("main_submissions", "image_processing");

    assertFailed("image_processing", "network", "cut short");
  }

  @Test
  void unreachableDatabaseIsADatabaseError() {
    SQLException refused =
        catchThrowableOfType(
            SQLException.class,
            () ->
                org.odksync.warehouse.WarehousePool.open(
                    new Settings.Database(
                        "127.0.0.1", 1, "db", "me", new org.odksync.config.Secret("hunter2")),
                    Timeouts.read()));

    Diagnosis diagnosis = Diagnosis.of(refused);
    assertThat(diagnosis.errorClass()).isEqualTo(ErrorClass.DATABASE);
    assertThat(diagnosis.message()).contains("PG_HOST").doesNotContain("hunter2");
  }

  /** The name of an image that has arrived. */
  private String image() {
    Submissions submissions = platform.central().submissions();
    return submissions.list().stream()
        .map(row -> submissions.attachments(row.get("__id").textValue()))
        .flatMap(files -> files.entrySet().stream())
        .filter(file -> file.getValue().isPresent())
        .map(file -> file.getKey())
        .findFirst()
        .orElseThrow();
  }

  private void assertFailed(String type, String errorClass, String remedy) throws SQLException {
    JsonNode run = warehouse.lastRun(type);
    assertThat(run.get("status").textValue()).isEqualTo("error");
    assertThat(run.get("error_message").textValue()).startsWith(errorClass + ": ").contains(remedy);
    assertThat(run.at("/sync_metadata/error_class").textValue()).isEqualTo(errorClass);
    JsonNode status = warehouse.status(type);
    assertThat(status.get("last_sync_status").textValue()).isEqualTo("error");
    assertThat(status.get("last_error_message")).isEqualTo(run.get("error_message"));
    assertThat(status.get("last_sync_timestamp").isNull()).isTrue();
  }
}
