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
import org.odksync.functional.FaultProxy.End;
import org.odksync.functional.FaultProxy.Side;

/** Faults of the S3 store, and of the network in front of it. */
class StoreFaultsTest extends ServerFaultsTest {

  private static final int ALWAYS = 1_000;

  StoreFaultsTest() throws IOException, SQLException {
    super();
    platform.property("s3.idleMilliseconds", "1500");
    platform.property("s3.connectMilliseconds", "1500");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void faultFailsOnlyTheImageRun(FaultAction fault, String message) throws Exception {
    fault.start();

    run("main_submissions", "image_processing", "person_details", "url_refresh", "unified");

    assertError("image_processing", "s3", message);
    assertSuccess("main_submissions", "person_details", "url_refresh", "unified");
    assertThat(toStore.affected()).isPositive();
  }

  Stream<Arguments> faultFailsOnlyTheImageRun() {
    return SelectedRows.first(
        3,
        Stream.of(
            failing("reset in mid-upload", duringAnUpload(End.RESET), "broke"),
            failing("away for long", this::answerOfAProxy, "503"),
            failing("no right", answers(ALWAYS, "403 Forbidden", "AccessDenied"), "s3:PutObject"),
            failing("refused", toStore::refuse, "cannot be reached"),
            failing("half-open in mid-upload", duringAnUpload(End.SILENCE), "broke"),
            failing("busy for long", answers(ALWAYS, "503 Slow Down", "SlowDown"), "SlowDown")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void faultIsRetriedWithinTheRun(FaultAction fault) throws Exception {
    run("main_submissions");
    fault.start();

    run("image_processing");

    assertSuccess("image_processing");
    assertThat(toStore.affected()).isPositive();
    assertThat(recorded("image_processing").get("records_processed").intValue()).isEqualTo(1);
  }

  Stream<Arguments> faultIsRetriedWithinTheRun() {
    return Stream.of(
        passing("latency", () -> toStore.delay(Duration.ofMillis(20))),
        passing("busy", answers(1, "503 Slow Down", "SlowDown")));
  }

  @Test
  void startDoesNotWaitForTheStore() throws Exception {
    platform.stop();
    toStore.refuse();

    run("main_submissions", "image_processing");

    assertSuccess("main_submissions");
    assertError("image_processing", "s3", "cannot be reached");
  }

  private FaultAction duringAnUpload(End how) {
    return () -> toStore.endAfter(IMAGE_BYTES / 2, Side.CLIENT, how);
  }

  private FaultAction answers(int times, String status, String code) {
    String body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>no</Message></Error>"
            .formatted(code);
    return () -> toStore.answer(times, "PUT", status, "application/xml", body);
  }

  private void answerOfAProxy() {
    toStore.answer(ALWAYS, "", "503 Service Unavailable", "text/html", "<html>Please wait</html>");
  }

  private static Arguments failing(String name, FaultAction fault, String message) {
    return arguments(named(name, fault), message);
  }

  private static Arguments passing(String name, FaultAction fault) {
    return arguments(named(name, fault));
  }
}
