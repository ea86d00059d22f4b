package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.odksync.check.Check;
import org.odksync.embedded.central.CentralRelease;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.SampleCentral;

/** Breaks each part that doctor checks, and expects doctor to report it. */
class DoctorTest extends OnPlatform {

  DoctorTest() throws IOException, SQLException {
    super();
  }

  @Test
  void doctorPassesOnNewWarehouseAndCreatesNothing() throws Exception {
    warehouse.empty();

    CheckFindings report = doctor(0);

    assertThat(report.areGood()).isTrue();
    assertThat(report.answer().get("checks").findValuesAsText("status")).containsOnly("ok");
    assertThat(report.answer().get("checks").findValuesAsText("subject"))
        .containsExactly(
            "configuration",
            "Central",
            "login",
            "clock",
            "form",
            "schema",
            "submissions",
            "database",
            "rights",
            "tables",
            "database clock",
            "bucket: write",
            "bucket: read",
            "bucket: link",
            "bucket: clock",
            "bucket: remove");
    assertThat(report.message("submissions")).isEqualTo("127, and 0 in the trash");
    assertThat(report.message("tables")).matches("the next start applies [1-9]\\d* migrations");
    assertThat(tables()).isZero();
  }

  @Test
  void migratedWarehouseIsUpToDate() throws Exception {
    platform.run("main_submissions");

    assertThat(doctor(0).message("tables")).isEqualTo("up to date");
  }

  @ParameterizedTest
  @CsvSource({
    "ODK_BASE_URL,     http://127.0.0.1:1, Central,       network: Central cannot be reached",
    "ODK_BASE_URL,     http://no.invalid,  Central,       network: Central's host name is not known",
    "ODATA_PASS,       wrong,              login,         auth: Central at",
    "ODK_FORM_ID,      other,              form,          config: Central answered 404",
    "ODK_PROJECT_ID,   77,                 form,          config: Central answered 404",
    "PG_PORT,          1,                  database,      database: ",
    "PG_DB,            none,               database,      database: ",
    "AWS_BUCKET_NAME,  no-such-bucket,     bucket: write, s3: ",
    "AWS_SECRET_ACCESS_KEY, wrong,         bucket: write, s3: ",
  })
  void wrongSettingIsReported(String variable, String value, String subject, String message)
      throws Exception {
    platform.set(variable, value);

    CheckFindings report = doctor(1);

    assertThat(report.status(subject)).isEqualTo("fail");
    assertThat(report.message(subject)).startsWith(message);
    assertThat(failures(report)).isEqualTo(1);
    assertThat(report.answer().toString()).doesNotContain(SampleCentral.PASSWORD);
  }

  @Test
  void refusedRequestNamesWhoRefusedIt() throws Exception {
    String login = "/v1/sessions$";
    String form = "/forms/[^/]*$";
    Fault forbidden = Fault.error(403, 403.1, "The authenticated actor has no rights.");
    Fault singleSignOn = Fault.error(404, 404.1, "Could not find the resource.");

    assertRefused(login, singleSignOn, "ok", "fail", "single sign-on");
    assertRefused(login, Fault.html(401), "fail", "skipped", "a login of its own");
    assertRefused(login, Fault.html(200), "fail", "skipped", "sign-in page");
    assertRefused(form, forbidden, "ok", "ok", "Project Viewer");
    assertRefused(form, Fault.html(403), "ok", "ok", "firewall");
    assertRefused(form, Fault.html(200), "ok", "ok", "sign-in page");
  }

  /**
   * Expects these outcomes of the checks "Central" and "login", and the message in the only
   * failure.
   */
  private void assertRefused(
      String request, Fault fault, String central, String login, String message) throws Exception {
    platform.central().faults().next(request, fault);

    List<Check> checks = platform.doctor();

    assertThat(checks)
        .filteredOn(check -> Set.of("Central", "login").contains(check.subject()))
        .extracting(check -> check.outcome().name().toLowerCase(Locale.ROOT))
        .containsExactly(central, login);
    assertThat(checks)
        .filteredOn(check -> !check.isGood())
        .singleElement()
        .satisfies(check -> assertThat(check.message()).contains(message));
  }

  @Test
  void bucketChecksAreSkippedWithoutBucket() throws Exception {
    platform.set("AWS_BUCKET_NAME", null);

    assertThat(doctor(0).message("bucket")).contains("images and links are off");
  }

  @Test
  void wrongClockIsReported() throws Exception {
    Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));

    List<Check> checks = platform.doctor(fast);

    assertThat(checks)
        .filteredOn(check -> check.outcome() == Check.Outcome.WARN)
        .allSatisfy(
            check ->
                assertThat(check.message()).matches("this machine's clock is \\d+ s ahead of .*"))
        .extracting(Check::subject)
        .containsExactly("clock", "database clock", "bucket: clock");
  }

  @Test
  void keyWithoutReadRightIsReported() throws Exception {
    HttpServer store =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(exchange.getRequestMethod().equals("PUT") ? 200 : 403, -1);
          exchange.close();
        });
    store.start();
    try {
      platform.set("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + store.getAddress().getPort());

      CheckFindings report = doctor(1);

      assertThat(report.status("bucket: write")).isEqualTo("ok");
      assertThat(report.message("bucket: read")).endsWith("allow the key s3:GetObject");
      assertThat(report.message("bucket: link")).startsWith("answers 403: ");
      assertThat(report.status("bucket: remove")).isEqualTo("ok");
      assertThat(report.message("bucket: remove"))
          .startsWith("the key lacks s3:DeleteObject")
          .endsWith("/odk-sync-doctor.txt remains");
    } finally {
      store.stop(0);
    }
  }

  @Test
  void centralThatDoesNotReportDeletesIsAWarning() throws Exception {
    platform.central().behaveAs(CentralRelease.V2024_2);

    CheckFindings report = doctor(0);

    assertThat(report.status("submissions")).isEqualTo("warn");
    assertThat(report.message("submissions")).startsWith("127; this Central is older than 2024.3");
  }

  @Test
  void roleWithoutCreateRightIsReported() throws Exception {
    Map<String, String> limited = asLimitedRole();

    CheckFindings report = CheckFindings.of(limited, 1, "doctor");

    assertThat(report.message("rights"))
        .startsWith(
            "role %s may not create tables: GRANT CREATE".formatted(limited.get("PG_USER")));
  }

  @Test
  void tablesOfAnotherRoleAreReported() throws Exception {
    warehouse.empty();
    Map<String, String> limited = asLimitedRole();
    warehouse.execute("GRANT CREATE ON SCHEMA public TO \"%s\"".formatted(limited.get("PG_USER")));
    warehouse.execute("CREATE TABLE \"GRARentalDataCollection_person_details\" (\"UUID\" text)");
    warehouse.execute("CREATE TABLE something_else (id text)");

    assertThat(CheckFindings.of(limited, 1, "doctor").message("rights"))
        .startsWith("1 of our tables belong to another role");
  }

  @Test
  void tablesOfNewerVersionAreAWarning() throws Exception {
    platform.run("main_submissions");
    warehouse.execute(
        "INSERT INTO odk_schema_history SELECT installed_rank + 1, '999', 'later', type, script, 1,"
            + " installed_by, installed_on, 1, true FROM odk_schema_history"
            + " ORDER BY installed_rank DESC LIMIT 1");

    CheckFindings report = doctor(0);

    assertThat(report.status("tables")).isEqualTo("warn");
    assertThat(report.message("tables")).startsWith("a newer odk-sync created them");
  }

  private CheckFindings doctor(int exitCode) throws IOException {
    platform.stop();
    return CheckFindings.of(platform.variables(), exitCode, "doctor");
  }

  /** Creates a role that may only connect. */
  private Map<String, String> asLimitedRole() throws SQLException {
    String role = "limited_" + platform.variable("PG_DB");
    warehouse.execute("CREATE ROLE \"%s\" LOGIN PASSWORD 'limited'".formatted(role));
    Map<String, String> variables = new HashMap<>(platform.variables());
    variables.put("PG_USER", role);
    variables.put("PG_PASS", "limited");
    return variables;
  }

  private long tables() throws SQLException {
    return warehouse
        .query("SELECT to_jsonb(count(*)) FROM pg_tables WHERE schemaname = 'public'")
        .get(0)
        .longValue();
  }

  private static long failures(CheckFindings report) {
    return report.answer().get("checks").findValues("status").stream()
        .map(JsonNode::textValue)
        .filter("fail"::equals)
        .count();
  }
}
