package org.odksync.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.run.FailureClassifier;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class DiagnosisTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(answer(401), ErrorClass.AUTH, "ODATA_PASS"),
        Arguments.of(answer(403), ErrorClass.AUTH, "Project Viewer"),
        Arguments.of(answer(404), ErrorClass.CONFIG, "ODK_FORM_ID"),
        Arguments.of(answer(501), ErrorClass.DATA, "report"),
        Arguments.of(answer(500), ErrorClass.NETWORK, "Central's log"),
        Arguments.of(new UnknownHostException("h"), ErrorClass.NETWORK, "ODK_BASE_URL"),
        Arguments.of(new ConnectException(), ErrorClass.NETWORK, "ODK_BASE_URL"),
        Arguments.of(new SocketTimeoutException(), ErrorClass.NETWORK, "did not answer in time"),
        Arguments.of(new SSLHandshakeException("x"), ErrorClass.NETWORK, "certificate"),
        Arguments.of(new IOException("x"), ErrorClass.NETWORK, "broke"),
        Arguments.of(new SQLException("x", "08001"), ErrorClass.DATABASE, "PG_HOST"),
        Arguments.of(new SQLException("x", "28P01"), ErrorClass.DATABASE, "PG_PASS"),
        Arguments.of(new SQLException("x", "08P01"), ErrorClass.DATABASE, "pooler"),
        Arguments.of(new SQLException("x", "25001"), ErrorClass.DATABASE, "pool_mode"),
        Arguments.of(new SQLException("x", "25006"), ErrorClass.DATABASE, "read-only"),
        Arguments.of(new SQLException("x", "25P02"), ErrorClass.DATABASE, "pool_mode"),
        Arguments.of(new SQLException("x", "25P03"), ErrorClass.DATABASE, "paused"),
        Arguments.of(new SQLException("x", "25P04"), ErrorClass.DATABASE, "transaction_timeout"),
        Arguments.of(new SQLException("x", "3D000"), ErrorClass.DATABASE, "PG_DB"),
        Arguments.of(new SQLException("x", "3F000"), ErrorClass.DATABASE, "search_path"),
        Arguments.of(new SQLException("x", "42501"), ErrorClass.DATABASE, "CREATE on the schema"),
        Arguments.of(new SQLException("x", "42601"), ErrorClass.DATABASE, "report"),
        Arguments.of(new SQLException("x", "42703"), ErrorClass.DATABASE, "restore it"),
        Arguments.of(new SQLException("x", "42804"), ErrorClass.DATABASE, "change its type"),
        Arguments.of(new SQLException("x", "42P01"), ErrorClass.DATABASE, "restore it"),
        Arguments.of(new SQLException("x", "42P07"), ErrorClass.DATABASE, "rename it"),
        Arguments.of(new SQLException("x", "54000"), ErrorClass.DATABASE, "too large for"),
        Arguments.of(new SQLException("x", "54001"), ErrorClass.DATABASE, "max_stack_depth"),
        Arguments.of(new SQLException("x", "54011"), ErrorClass.DATABASE, "1,600 columns"),
        Arguments.of(new SQLException("x", "54023"), ErrorClass.DATABASE, "report"),
        Arguments.of(new SQLException("x", "53100"), ErrorClass.DATABASE, "full"),
        Arguments.of(new SQLException("x", "55P03"), ErrorClass.DATABASE, "lock"),
        Arguments.of(new SQLException("x", "57P01"), ErrorClass.DATABASE, "next run"),
        Arguments.of(new SQLException("x", "22P02"), ErrorClass.DATA, "does not fit"),
        Arguments.of(s3("NoSuchBucket", 404), ErrorClass.S3, "AWS_BUCKET_NAME"),
        Arguments.of(s3("SignatureDoesNotMatch", 403), ErrorClass.S3, "AWS_SECRET_ACCESS_KEY"),
        Arguments.of(s3("AccessDenied", 403), ErrorClass.S3, "s3:PutObject"),
        Arguments.of(
            SdkClientException.create("x", new ConnectException()),
            ErrorClass.S3,
            "AWS_ENDPOINT_URL_S3"),
        Arguments.of(SdkClientException.create("x"), ErrorClass.S3, "broke"),
        Arguments.of(new JsonParseException("x"), ErrorClass.DATA, "not JSON"),
        Arguments.of(new ImageRunFailed("s3: no luck"), ErrorClass.S3, "no luck"),
        Arguments.of(new LeaseLost("x"), ErrorClass.INTERNAL, "taken over"),
        Arguments.of(new IllegalStateException("x"), ErrorClass.INTERNAL, "DiagnosisTest.java"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureHasClassAndRemedy(Exception failure, ErrorClass errorClass, String remedy) {
    Diagnosis diagnosis = Diagnosis.of(new IllegalArgumentException("wrapped", failure));

    assertThat(diagnosis.errorClass()).isEqualTo(errorClass);
    assertThat(diagnosis.message()).startsWith(errorClass + ": ").contains(remedy);
  }

  @Test
  void postponedImagesAreNotTransient() {
    assertThat(Diagnosis.isTransient(answer(500))).isTrue();
    assertThat(Diagnosis.isTransient(new ImageRunFailed("network: Central answered 500")))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "40P01", "53100", "57P03", "25006", "25P03"})
  void databaseInTroubleIsTransient(String state) {
    assertThat(Diagnosis.isTransient(new SQLException("x", state))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"XX000, true", "53300, true", ", true", "28P01, false", "3D000, false"})
  void refusedConnectionIsTransientUnlessUserOrDatabaseIsWrong(
      @Nullable String state, boolean isTransient) {
    SQLException refused =
        new SQLTransientConnectionException("no connection within 10 s", state, null);

    assertThat(Diagnosis.isTransient(refused)).isEqualTo(isTransient);
  }

  @Test
  void messageContainsNeitherDataNorCredentials() {
    HttpOperationFailedException answer =
        new HttpOperationFailedException(
            "https://me:hunter2@c.example.org/v1/projects/1?filter=Fatou",
            500,
            "Fatou",
            null,
            Map.of(),
            "{\"message\":\"Fatou\"}");

    assertThat(Diagnosis.of(answer).message())
        .contains("c.example.org/v1/projects/1")
        .doesNotContain("hunter2", "Fatou", "filter");
    assertThat(Diagnosis.of(new SQLException("value \"Fatou\" is bad", "22P02")).message())
        .doesNotContain("Fatou");
    assertThat(Diagnosis.of(new IllegalStateException("Fatou")).message()).doesNotContain("Fatou");
  }

  @ParameterizedTest
  @CsvSource({
    "42703, column \"x\" does not exist, true",
    "3D000, database \"w\" does not exist, true",
    "54000, row is too big, true",
    "22P02, invalid input syntax for type date, false",
    "23505, duplicate key value, false"
  })
  void onlyMessagesAboutNamesAreQuoted(String state, String message, boolean isQuoted) {
    ServerErrorMessage server =
        new ServerErrorMessage("SERROR\0C%s\0M%s\0DFatou\0".formatted(state, message));

    assertThat(Diagnosis.of(new PSQLException(server)).message().contains(message))
        .isEqualTo(isQuoted);
    assertThat(Diagnosis.of(new PSQLException(server)).message()).doesNotContain("Fatou");
  }

  @Test
  void messageShowsPlaceAndPurpose() {
    FailureClassifier classifier =
        new FailureClassifier("db:5432/warehouse", "bucket b at AWS, eu-west-1", "");
    String url = "https://c.example.org/v1/projects/1/forms/f.svc/Submissions?filter=Fatou";

    assertThat(classifier.of(new SocketTimeoutException(), url).message())
        .isEqualTo(
            "network: Central did not answer in time"
                + " (https://c.example.org/v1/projects/1/forms/f.svc/Submissions):"
                + " look at its load; the next run tries again");
    assertThat(
            classifier
                .of(
                    StatementRefused.of(
                        "-- Stores a chunk of submissions, whole or not at all.\nSELECT 1",
                        new SQLException("Fatou", "53100")),
                    url)
                .message())
        .isEqualTo(
            "database: PostgreSQL refused the statement 'Stores a chunk of submissions'"
                + " (SQLSTATE 53100) (db:5432/warehouse):"
                + " its disk or memory is full; what was not stored is read again");
    assertThat(classifier.of(s3("NoSuchBucket", 404), url).message())
        .isEqualTo(
            "s3: the S3 store answered NoSuchBucket (bucket b at AWS, eu-west-1):"
                + " create the bucket, or correct AWS_BUCKET_NAME");
    assertThat(classifier.of(new LeaseLost("x"), url).message()).doesNotContain("(");
  }

  @Test
  void everyStatementHasAPurpose() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/sql"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".sql")))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(StatementRefused.of(Files.readString(file), new SQLException()))
                      .hasMessageMatching("[A-Z].{8,}")
                      .hasMessageNotContaining("without a name"));
    }
  }

  private static HttpOperationFailedException answer(int status) {
    return new HttpOperationFailedException("http://h/p", status, "", null, Map.of(), "");
  }

  private static S3Exception s3(String code, int status) {
    return (S3Exception)
        S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }
}
