package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.odksync.Md5;
import org.odksync.embedded.FreePort;
import org.odksync.embedded.central.SampleCentral;
import org.postgresql.ds.PGSimpleDataSource;

/** The packaged program: commands, output and exit codes. */
class PackagedIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<String> TYPES =
      List.of(
          "main_submissions",
          "person_details",
          "image_processing",
          "url_refresh",
          "unified",
          "views");

  private Distribution distribution;

  @BeforeEach
  void unpack() throws IOException {
    distribution = new Distribution();
  }

  @Test
  void unconfiguredRunFillsTheWarehouse() throws Exception {
    int port = FreePort.any();
    Process service =
        distribution.start(
            Map.of(
                "SAMPLE_CHANGE_SECONDS", "0",
                "SYNC_INTERVAL", "3",
                "HTTP_PORT", String.valueOf(port)),
            "run");
    try {
      await().atMost(Duration.ofMinutes(2)).until(() -> output("embedded S3 store +(\\S+)"));
      Warehouse warehouse = warehouse();
      // a failed image is retried after one minute, then after two
      await()
          .atMost(Duration.ofMinutes(5))
          .ignoreExceptions()
          .untilAsserted(() -> assertFilled(warehouse));

      Central central = new Central(find("embedded sample Central +(\\S+)"));
      WarehouseComparison comparison = new WarehouseComparison(warehouse, central.submissions());
      comparison.check();
      assertThat(comparison.submissions()).isEqualTo(127);
      assertThat(comparison.persons()).isEqualTo(498);
      checkImages(warehouse, central);
      assertThat(get("http://127.0.0.1:" + port + "/observe/health/live").statusCode())
          .isEqualTo(200);
    } finally {
      service.destroy();
    }

    assertThat(distribution.end(service)).isZero();
    assertThat(distribution.output())
        .contains("the dashboard is at http://127.0.0.1:%d/".formatted(port))
        .doesNotContain("WARN", "Exception", SampleCentral.PASSWORD);
    assertThat(distribution.lines()).filteredOn(line -> line.contains(" ERROR ")).isEmpty();
  }

  @Test
  void secondCommandUsesTheDataOfTheFirst() throws Exception {
    Map<String, String> quiet = Map.of("SAMPLE_CHANGE_SECONDS", "0");

    assertThat(distribution.run(quiet, "sync")).isZero();
    assertThat(distribution.output())
        .contains("main_submissions done", "127 records", "person_details done", "498 records");
    assertThat(distribution.run(quiet, "sync", "main_submissions", "unified")).isZero();
    assertThat(distribution.lines())
        .filteredOn(line -> line.contains("main_submissions done"))
        .last()
        .asString()
        .contains(" 0 records");
  }

  @Test
  void failedSyncExitsOneWithReason() throws Exception {
    int code =
        distribution.run(
            Map.of(
                "EMBEDDED", "postgres,s3",
                "RETRY_ATTEMPTS", "0",
                "ODK_BASE_URL", "http://127.0.0.1:1",
                "ODK_PROJECT_ID", "1",
                "ODK_FORM_ID", "f",
                "ODATA_USER", "u@example.org",
                "ODATA_PASS", "hunter2"),
            "sync");

    assertThat(code).isEqualTo(1);
    assertThat(distribution.output())
        .contains("odk-sync: main_submissions: network: ", "odk-sync: person_details: network: ")
        .contains("unified done")
        .doesNotContain("hunter2");
  }

  @Test
  void wrongSettingExitsTwoBeforeTheStart() throws Exception {
    int code = distribution.run(Map.of("PG_HOST", "db.example.org", "MAX_WORKERS", "many"), "run");

    assertThat(code).isEqualTo(2);
    assertThat(distribution.lines())
        .allSatisfy(line -> assertThat(line).startsWith("odk-sync: "))
        .anySatisfy(line -> assertThat(line).contains("ODK_BASE_URL is not set"))
        .anySatisfy(line -> assertThat(line).contains("MAX_WORKERS must be"));
    assertThat(distribution.directory().resolve("data")).doesNotExist();
  }

  @Test
  void unwritableDirectoryExitsTwoBeforeTheStart() throws Exception {
    Map<String, String> nowhere = Map.of("JAVA_OPTS", "-Djava.io.tmpdir=/proc/none");

    assertThat(distribution.run(nowhere, "run")).isEqualTo(2);
    assertThat(distribution.run(Map.of("DATA_DIR", "/proc/none"), "sync")).isEqualTo(2);

    // JDK 25 warns of the folder as well
    assertThat(distribution.lines())
        .filteredOn(line -> !line.startsWith("WARNING: java.io.tmpdir"))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("odk-sync: cannot write to /proc/none")
                    .contains("the folder for temporary files", "java.io.tmpdir"),
            line ->
                assertThat(line)
                    .startsWith("odk-sync: cannot write to /proc/none")
                    .contains("DATA_DIR"));
  }

  @Test
  void sampleIsNeverStoredInAnExternalDatabase() throws Exception {
    assertThat(distribution.run(Map.of("EMBEDDED", "central", "PG_HOST", "db"), "sync"))
        .isEqualTo(2);
    assertThat(distribution.output()).contains("must not reach an external database");
  }

  @Test
  void unknownSyncTypeExitsTwo() throws Exception {
    assertThat(distribution.run(Map.of(), "sync", "main_submission")).isEqualTo(2);
    assertThat(distribution.output())
        .contains("there is no sync type main_submission")
        .contains("main_submissions");
  }

  @Test
  void unreachableDatabaseExitsOne() throws Exception {
    int code =
        distribution.run(
            Map.of(
                "EMBEDDED",
                "s3",
                "PG_PORT",
                "1",
                "PG_PASS",
                "hunter2",
                "ODK_BASE_URL",
                "http://127.0.0.1:1",
                "ODK_PROJECT_ID",
                "1",
                "ODK_FORM_ID",
                "f",
                "ODATA_USER",
                "u",
                "ODATA_PASS",
                "p"),
            "sync");

    assertThat(code).isEqualTo(1);
    assertThat(distribution.output())
        .contains("odk-sync: database: no connection to PostgreSQL")
        .doesNotContain("hunter2");
  }

  @Test
  void usedPortIsReported() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = String.valueOf(taken.getLocalPort());

      assertThat(distribution.run(Map.of("HTTP_PORT", port), "run")).isEqualTo(1);
      assertThat(distribution.output())
          .contains("odk-sync: port " + port + " is used by another program: set HTTP_PORT");
    }
  }

  @Test
  void productionLayoutHasNoEmbeddedServices() throws Exception {
    Distribution image = Distribution.withoutEmbedded();

    assertThat(image.run(Map.of(), "run")).isEqualTo(2);
    assertThat(image.output()).contains("odk-sync: ODK_BASE_URL is not set");
  }

  @Test
  void helpListsTheCommands() throws Exception {
    assertThat(distribution.run(Map.of(), "--help")).isZero();
    assertThat(distribution.output()).contains("run", "sync", "Exit codes", "Examples");
  }

  private static void assertFilled(Warehouse warehouse) throws SQLException {
    for (String type : TYPES) {
      assertThat(warehouse.status(type).get("last_sync_status").textValue()).isEqualTo("success");
    }
    assertThat(warehouse.table(Warehouse.UNIFIED)).hasSize(127);
    assertThat(
            warehouse.query(
                "SELECT to_jsonb(a) FROM odk_attachment a WHERE state NOT IN ('stored', 'missing')"))
        .isEmpty();
    assertThat(warehouse.query("SELECT to_jsonb(d) FROM odk_unified_dirty d")).isEmpty();
  }

  private static void checkImages(Warehouse warehouse, Central central) throws Exception {
    int images = 0;
    for (JsonNode row : warehouse.table(Warehouse.UNIFIED).values()) {
      for (String column : List.of("building_image_url", "address_plus_code_url")) {
        if (!row.get(column).isNull()) {
          HttpResponse<byte[]> image = get(row.get(column).textValue());
          assertThat(image.statusCode()).isEqualTo(200);
          assertThat(image.headers().firstValue("Content-Type")).contains("image/jpeg");
          assertThat(central.md5s(row)).contains(Md5.hex(image.body()));
          images++;
        }
      }
    }
    assertThat(images).isGreaterThan(100);
  }

  private Warehouse warehouse() throws IOException {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setServerNames(new String[] {"127.0.0.1"});
    database.setPortNumbers(
        new int[] {Integer.parseInt(find("embedded PostgreSQL +psql -h 127.0.0.1 -p (\\d+)"))});
    database.setUser("postgres");
    return new Warehouse(database);
  }

  private boolean output(String pattern) throws IOException {
    return Pattern.compile(pattern).matcher(distribution.output()).find();
  }

  private String find(String pattern) throws IOException {
    Matcher found = Pattern.compile(pattern).matcher(distribution.output());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static HttpResponse<byte[]> get(String url, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** A client of the sample Central. */
  private static final class Central {

    private final String form;
    private final String token;

    Central(String url) throws IOException, InterruptedException {
      form = url + "/v1/projects/1/forms/" + SampleCentral.FORM_ID;
      String login =
          "{\"email\":\"%s\",\"password\":\"%s\"}"
              .formatted(SampleCentral.EMAIL, SampleCentral.PASSWORD);
      HttpResponse<byte[]> session =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(url + "/v1/sessions"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(login))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      token = JSON.readTree(session.body()).get("token").textValue();
    }

    List<JsonNode> submissions() throws IOException, InterruptedException {
      List<JsonNode> submissions = new ArrayList<>();
      JSON.readTree(read(".svc/Submissions?%24expand=*")).get("value").forEach(submissions::add);
      return submissions;
    }

    /** The MD5s of a submission's images. */
    List<String> md5s(JsonNode row) throws IOException, InterruptedException {
      List<String> md5s = new ArrayList<>();
      String submission = "/submissions/" + segment(row.get("UUID").textValue());
      for (JsonNode file : JSON.readTree(read(submission + "/attachments"))) {
        if (file.get("exists").booleanValue()) {
          md5s.add(
              Md5.hex(read(submission + "/attachments/" + segment(file.get("name").textValue()))));
        }
      }
      return md5s;
    }

    private byte[] read(String path) throws IOException, InterruptedException {
      HttpResponse<byte[]> answer = get(form + path, "Authorization", "Bearer " + token);
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }

    private static String segment(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }
}
