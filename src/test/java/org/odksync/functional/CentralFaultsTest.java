package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.odksync.embedded.central.Fault;
import org.odksync.functional.FaultProxy.End;
import org.odksync.functional.FaultProxy.Side;

/** Faults of Central, and of the network in front of it. */
class CentralFaultsTest extends ServerFaultsTest {

  private static final String ALL_BUT_LOGINS = "/v1/projects/";
  private static final String FEED = "svc/Submissions";
  private static final int ALWAYS = 1_000;

  /** Less than a whole answer, feed or image. */
  private static final int SOME = 5 * RECORD_BYTES / 2;

  CentralFaultsTest() throws IOException, SQLException {
    super();
    // servers without faults keep the timeouts of production, for slow test machines
    platform.property("central.idleMilliseconds", "1500");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void faultFailsTheRun(FaultAction fault, String errorClass, String message) throws Exception {
    fault.start();

    run("main_submissions", "url_refresh", "unified");

    assertError("main_submissions", errorClass, message);
    assertSuccess("url_refresh", "unified");
  }

  Stream<Arguments> faultFailsTheRun() {
    return SelectedRows.first(
        3,
        Stream.of(
            failing("cut body", after(SOME, End.CLOSE), "network", "cut short"),
            failing("refused", toCentral::refuse, "network", "cannot be reached"),
            failing(
                "no login counts",
                () -> always(Fault.error(401, 401.2, "x")),
                "auth",
                "ODATA_PASS"),
            failing("reset in mid-body", after(SOME, End.RESET), "network", "cut short"),
            failing(
                "half-open in mid-body", after(SOME, End.SILENCE), "network", "stopped sending"),
            failing("away for long", () -> always(busy(503, null)), "network", "503")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void faultIsRetriedWithinTheRun(FaultAction fault, int attempts) throws Exception {
    fault.start();

    run("main_submissions");

    assertSuccess("main_submissions");
    // a busy machine may need one more
    assertThat(attempts("main_submissions")).isGreaterThanOrEqualTo(attempts);
    assertThat(warehouse.table(Warehouse.MAIN)).containsKey(latest());
  }

  Stream<Arguments> faultIsRetriedWithinTheRun() {
    return SelectedRows.first(
        3,
        Stream.of(
            passing("cut bodies, each further on", after(7 * RECORD_BYTES, End.CLOSE), 2),
            passing("open connections half-open", this::silenceOpenConnections, 2),
            passing("busy, with Retry-After", () -> central.faults().next(FEED, busy(429, "1")), 2),
            passing("latency", () -> toCentral.delay(Duration.ofMillis(20)), 1),
            passing(
                "busy", () -> central.faults().next(FEED, busy(429, null), RETRIES), 1 + RETRIES),
            passing(
                "away", () -> central.faults().next(FEED, busy(503, null), RETRIES), 1 + RETRIES)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void faultFailsTheImageRun(FaultAction fault, String errorClass, String message)
      throws Exception {
    run("main_submissions");
    fault.start();

    run("image_processing", "url_refresh", "unified");

    assertError("image_processing", errorClass, message);
    assertSuccess("url_refresh", "unified");
  }

  Stream<Arguments> faultFailsTheImageRun() {
    return SelectedRows.first(
        1,
        Stream.of(
            failing("cut body", after(SOME, End.CLOSE), "network", "cut short"),
            failing(
                "half-open in mid-body", after(SOME, End.SILENCE), "network", "stopped sending")));
  }

  /** During the feed, when the run requests the form's version. */
  @Test
  void sessionLostDuringARunIsReplacedOnce() throws SQLException {
    central.faults().next("/forms/[^.]*$", central.faults().sessionLost());

    run("main_submissions", "person_details");

    assertThat(central.requests().matching("/v1/sessions$")).hasSize(1);
    assertThat(central.requests().matching(FEED)).hasSize(2);
    assertSuccess("main_submissions", "person_details");
    assertThat(attempts("main_submissions")).isEqualTo(1);
  }

  Stream<Arguments> permanentErrorsAreNotRetried() {
    return SelectedRows.first(
        3,
        Stream.of(
            arguments("main_submissions", 404, "config", "ODK_FORM_ID"),
            arguments("reconcile", 403, "auth", "Project Viewer"),
            arguments("image_processing", 403, "auth", "Project Viewer"),
            arguments("main_submissions", 403, "auth", "Project Viewer"),
            arguments("person_details", 403, "auth", "Project Viewer"),
            arguments("person_details", 404, "config", "ODK_FORM_ID"),
            arguments("reconcile", 404, "config", "ODK_FORM_ID")));
  }

  @ParameterizedTest
  @MethodSource
  void permanentErrorsAreNotRetried(String type, int status, String errorClass, String message)
      throws SQLException {
    if (type.equals("image_processing")) {
      run("main_submissions");
      central.requests().clear();
    }
    always(Fault.error(status, status + 0.1, "x"));

    run(type);

    assertError(type, errorClass, message);
    assertThat(central.requests().list()).hasSize(1);
    assertThat(attempts(type)).isEqualTo(1);
  }

  @Test
  void imageThatCentralLacksFailsNoRun() throws SQLException {
    run("main_submissions");
    central.faults().next("/attachments/", Fault.error(404, 404.1, "x"));

    run("image_processing");

    assertSuccess("image_processing");
    assertThat(recorded("image_processing").at("/sync_metadata/missing").intValue()).isEqualTo(1);
  }

  private FaultAction after(int bytes, End how) {
    return () -> toCentral.endAfter(bytes, Side.SERVER, how);
  }

  private void always(Fault fault) {
    central.faults().next(ALL_BUT_LOGINS, fault, ALWAYS);
  }

  private void silenceOpenConnections() throws IOException {
    toCentral.end(End.SILENCE);
    toCentral.pass();
  }

  /** An answer with Retry-After. */
  private static Fault busy(int status, String retryAfter) {
    return normal ->
        exchange -> {
          if (retryAfter != null) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        };
  }

  private static Arguments failing(
      String name, FaultAction fault, String errorClass, String message) {
    return arguments(named(name, fault), errorClass, message);
  }

  private static Arguments passing(String name, FaultAction fault, int attempts) {
    return arguments(named(name, fault), attempts);
  }
}
