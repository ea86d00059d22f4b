package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.embedded.central.SettableClock;
import org.odksync.image.ObjectKeys;
import org.odksync.image.PresignedLinks;
import org.slf4j.LoggerFactory;

/**
 * Links of every kind stay valid: when time passes, settings change, credentials end, or the Python
 * service left its own links. The store uses the real time, so signed links open; their expiry is
 * read from the ledger.
 */
class LinksFlowTest extends OnPlatform {

  private static final String PUBLIC = "https://odk.example.org/survey";
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final List<String> INVALID_LINKS =
      List.of(
          "?Expires=99999999999999999999",
          "?Expires=9999999999",
          "?Expires=0",
          "?Expires=-1",
          "?Expires=",
          "?Expires=1e9",
          "?X-Amz-Expires=86400",
          "?X-Amz-Date=20240230T000000Z&X-Amz-Expires=86400",
          "?X-Amz-Date=20319999T999999Z&X-Amz-Expires=86400",
          "?X-Amz-Date=00000000T000000Z&X-Amz-Expires=86400",
          "?X-Amz-Date=20310330T000000Z&X-Amz-Expires=99999999999999999999",
          "?X-Amz-Date=29990101T000000Z&X-Amz-Expires=86400",
          "?X-Amz-Date=20310330T000000Z",
          "https://example.org/image.jpg",
          "'",
          "javascript:alert(1)",
          "%00?Expires=%31");

  private final SettableClock clock = new SettableClock();

  LinksFlowTest() throws IOException, SQLException {
    super();
    clock.set(Instant.parse("2031-03-30T00:30:00.123456789Z"));
    platform.clock(clock);
  }

  // --- presigned

  /**
   * An image run stores and links a new version after the due links were read and before the new
   * links are written.
   */
  @Test
  void linkOfAnOldVersionDoesNotOverwriteANewerLink() throws Exception {
    platform.run("main_submissions", "image_processing", "url_refresh");
    warehouse.update("UPDATE odk_attachment SET url_expires_at = now() WHERE url IS NOT NULL");
    try (Connection other = warehouse.connect()) {
      other.setAutoCommit(false);
      try (Statement image = other.createStatement()) {
        image.execute("SELECT FROM \"GRARentalDataCollection\" FOR UPDATE");
        CompletableFuture<Void> refresh = CompletableFuture.runAsync(() -> run("url_refresh"));
        warehouse.awaitWaiting("transactionid");
        image.execute(
            "UPDATE odk_attachment SET object_key = object_key || '-2', url = 'https://next',"
                + " url_expires_at = '2032-01-01' WHERE url IS NOT NULL");
        other.commit();
        refresh.get(1, TimeUnit.MINUTES);
      }
    }

    assertThat(
            warehouse.query(
                "SELECT DISTINCT to_jsonb(url) FROM odk_attachment WHERE url IS NOT NULL"))
        .extracting(JsonNode::textValue)
        .containsExactly("https://next");
  }

  @Test
  void signedLinksAreReplacedBeforeTheyExpire() throws Exception {
    platform.run(ALL);
    assertThat(refreshed()).isZero();
    for (int cycle = 0; cycle < 5; cycle++) {
      clock.move(Duration.ofMinutes(22 * 60 - 1));
      platform.run("url_refresh");
      assertThat(refreshed()).isZero();

      clock.move(Duration.ofMinutes(2));
      platform.run("url_refresh", "unified");

      assertThat(refreshed()).isEqualTo(ledger()).isGreaterThan(20);
      assertThat(expiries()).containsOnly(micros(clock.instant().plus(Duration.ofHours(24))));
      assertConsistent();
      assertThat(Platform.get(links().get(cycle)).statusCode()).isEqualTo(200);
      platform.run("url_refresh");
      assertThat(refreshed()).isZero();
    }
    for (String link : links()) {
      assertThat(link).contains("X-Amz-Expires=86400&");
      assertThat(Platform.get(link).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void lifetimeOfLinksIsConfigurable() throws Exception {
    platform.set("URL_EXPIRY_HOURS", "168");
    platform.run(ALL);

    assertThat(links()).allMatch(link -> link.contains("X-Amz-Expires=604800&"));
    assertThat(expiries()).containsOnly(micros(clock.instant().plus(Duration.ofDays(7))));
  }

  // --- credentials that expire

  @Test
  void linksExpireWithTheCredentialsAndAreReplacedWithThem() throws Exception {
    platform.run(ALL);
    clock.move(Duration.ofHours(23));
    Instant end = clock.instant().plus(Duration.ofMinutes(90));
    temporary(end);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger logger = (Logger) LoggerFactory.getLogger(PresignedLinks.class);
    logger.addAppender(logged);

    platform.run("url_refresh", "unified");
    assertThat(refreshed()).isEqualTo(links().size());
    assertThat(expiries()).containsOnly(micros(end));
    assertThat(links()).allMatch(link -> link.contains("X-Amz-Expires=5400&"));
    clock.move(Duration.ofMinutes(30));
    platform.run("url_refresh", "url_refresh");
    assertThat(refreshed()).isZero();
    assertThat(logged.list)
        .singleElement()
        .satisfies(it -> assertThat(it.getFormattedMessage()).contains(end.toString()));
    logger.detachAppender(logged);

    Instant newEnd = end.plus(Duration.ofHours(1));
    temporary(newEnd);
    platform.run("url_refresh", "unified");
    assertThat(refreshed()).isEqualTo(links().size());
    assertThat(expiries()).containsOnly(micros(newEnd));
    assertConsistent();
  }

  @Test
  void expiredCredentialsAreReported() throws Exception {
    platform.run(ALL);
    temporary(clock.instant().plus(Duration.ofMinutes(10)));
    platform.run("url_refresh");
    clock.move(Duration.ofMinutes(10));

    platform.run("url_refresh");

    JsonNode run = warehouse.lastRun("url_refresh");
    assertThat(run.get("status").textValue()).isEqualTo("error");
    assertThat(run.get("error_message").textValue())
        .startsWith("s3: the credentials of the bucket expired at " + clock.instant());
  }

  private void temporary(Instant end) {
    platform.set("AWS_SESSION_TOKEN", "for a while");
    platform.set("AWS_CREDENTIAL_EXPIRATION", end.toString());
  }

  // --- stable

  @Test
  void stableLinksNeverChange() throws Exception {
    stable(PUBLIC);
    platform.run(ALL);
    assertThat(links()).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(links()).allSatisfy(link -> assertThat(link).matches(PUBLIC + "/images/" + UUID));
    assertConsistent();
    List<JsonNode> before = versions();

    for (int week = 0; week < 5; week++) {
      clock.move(Duration.ofDays(7));
      platform.run(ALL);
      assertThat(refreshed()).isZero();
    }

    assertThat(versions()).isEqualTo(before);
    String server = platform.serve();
    for (String link : links().subList(0, 10)) {
      assertOpens(link.replace(PUBLIC, server));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void otherSettingsReplaceAllLinks(boolean many) throws Exception {
    platform.run(ALL);
    if (many) {
      multiply();
    }
    int images = ledger();

    stable(PUBLIC);
    platform.run("url_refresh", "unified");
    assertThat(refreshed()).isEqualTo(images);
    assertThat(links()).allMatch(link -> link.startsWith(PUBLIC + "/images/"));
    assertConsistent();
    List<String> first = links();

    stable("http://other.example.org:8443/");
    platform.run("url_refresh", "unified");
    assertThat(refreshed()).isEqualTo(images);
    assertThat(links())
        .containsExactlyElementsOf(
            first.stream().map(l -> l.replace(PUBLIC, "http://other.example.org:8443")).toList());
    assertConsistent();
    platform.stop();
    platform.run("url_refresh");
    assertThat(refreshed()).isZero();

    platform.set("IMAGE_LINKS", "presigned");
    platform.run("url_refresh", "unified");
    assertThat(refreshed()).isEqualTo(images);
    assertThat(expiries()).containsOnly(micros(clock.instant().plus(Duration.ofHours(24))));
    assertConsistent();
    assertThat(Platform.get(links().get(0)).statusCode()).isEqualTo(200);
    platform.stop();
    platform.run("url_refresh");
    assertThat(refreshed()).isZero();
  }

  /** Creates more links than fit into a statement, without objects. */
  private void multiply() throws SQLException {
    warehouse.execute(
        """
        INSERT INTO odk_attachment (form, submission_id, file_name, folder, state, object_key, url, url_expires_at)
        SELECT 'GRARentalDataCollection', 'uuid:more ' || n / 2, n || '.jpg', 'photos', 'stored', 'k' || n, 'u', 'tomorrow'
        FROM generate_series(1, 2500) n""");
  }

  // --- the Python service's

  @Test
  void linksOfThePythonServiceAreAdoptedAndKeptAlive() throws Exception {
    // before there are links to adopt
    platform.run("url_refresh");
    assertThat(warehouse.lastRun("url_refresh").get("status").textValue()).isEqualTo("success");
    platform.run(ALL);
    legacy("NULL");
    platform.stop();
    Instant now = now();
    String ofV2 = "https://s3.eu-west-1.amazonaws.com/b/k?AWSAccessKeyId=A&Signature=s%3D&Expires=";
    Instant soon = now.plus(Duration.ofHours(20)).truncatedTo(ChronoUnit.SECONDS);
    List<String> ids = ids();
    link(ids.get(0), ofV2 + soon.getEpochSecond());
    link(ids.get(1), v4(soon.minusSeconds(86_400), "86400"));
    clock.set(now);

    platform.run("url_refresh");

    assertThat(refreshed()).isZero();
    for (String id : ids.subList(0, 2)) {
      JsonNode row = file(id);
      assertThat(expiry(row)).isEqualTo(soon);
      assertThat(row.get("url").textValue()).contains("amazonaws.com");
      assertThat(row.get("state").textValue()).isEqualTo("pending");
      assertThat(row.get("object_key").textValue())
          .isEqualTo(
              new ObjectKeys(platform.variable("S3_BASE_FOLDER"))
                  .of("building-images", id, row.get("file_name").textValue()));
    }
    clock.move(Duration.ofHours(19));
    platform.run("url_refresh", "unified");
    assertThat(refreshed()).isEqualTo(2);
    for (String id : ids.subList(0, 2)) {
      assertOpens(column(id));
      assertThat(column(id)).isEqualTo(file(id).get("url").textValue());
    }
    platform.run("image_processing", "unified");
    assertThat(links()).hasSizeGreaterThan(20);
    assertConsistent();
  }

  @Test
  void invalidLinksAreSignedAgainAtOnce() throws Exception {
    platform.run(ALL);
    legacy("NULL");
    clock.set(now());
    platform.stop();
    List<String> ids = ids().subList(0, INVALID_LINKS.size());
    for (int i = 0; i < INVALID_LINKS.size(); i++) {
      link(ids.get(i), INVALID_LINKS.get(i));
    }

    platform.run("url_refresh");
    assertThat(refreshed()).isEqualTo(INVALID_LINKS.size());
    for (String id : ids) {
      assertOpens(column(id));
      assertThat(file(id).get("url").textValue()).isEqualTo(column(id));
    }
    platform.run("url_refresh");
    assertThat(refreshed()).isZero();
  }

  /** Clears the ledger's links, and puts this link into every column. */
  private void legacy(String link) throws SQLException {
    warehouse.execute(
        "UPDATE odk_attachment SET url = NULL, url_expires_at = NULL, object_key = NULL,"
            + " state = 'pending', stored_at = NULL;"
            + "UPDATE \"GRARentalDataCollection\" SET building_image_url = "
            + link
            + ", address_plus_code_url = "
            + link);
  }

  private void link(String id, String url) throws SQLException {
    assertThat(
            warehouse.update(
                "UPDATE \"GRARentalDataCollection\" SET building_image_url = ? WHERE \"UUID\" = ?",
                url,
                id))
        .isOne();
  }

  /** A link with a SigV4 expiry. */
  private static String v4(Instant signed, String seconds) {
    return "https://s3.af-south-1.amazonaws.com/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=%s&X-Amz-Expires=%s&X-Amz-Signature=0"
        .formatted(AMZ_DATE.format(signed), seconds);
  }

  /** Submissions with a stored building image, in a fixed order. */
  private List<String> ids() throws SQLException {
    return texts(
        """
        SELECT to_jsonb(submission_id) FROM odk_attachment
        WHERE folder = 'building-images' AND md5 IS NOT NULL AND file_name ~ '^[0-9a-z]+[.]jpg$'
        ORDER BY submission_id""");
  }

  // --- helpers

  private void stable(String publicUrl) {
    platform.set("IMAGE_LINKS", "stable");
    platform.set("PUBLIC_URL", publicUrl);
  }

  /** Opens the link, following redirects. */
  private static void assertOpens(String link) throws Exception {
    assertThat(Platform.follow(link).statusCode()).as(link).isEqualTo(200);
  }

  /** Checks that columns and ledger have the same links. */
  private void assertConsistent() throws SQLException {
    assertThat(WarehouseSnapshot.in(warehouse).wrongLinks()).isEmpty();
    Map<String, JsonNode> main = new TreeMap<>(warehouse.table(Warehouse.MAIN));
    warehouse
        .table(Warehouse.UNIFIED)
        .forEach(
            (id, row) ->
                assertThat(row.get("building_image_url"))
                    .isEqualTo(main.get(id).get("building_image_url")));
  }

  private int refreshed() throws SQLException {
    JsonNode run = warehouse.lastRun("url_refresh");
    assertThat(run.get("status").textValue()).as("%s", run).isEqualTo("success");
    return run.get("records_processed").intValue();
  }

  private int ledger() throws SQLException {
    return warehouse
        .query("SELECT to_jsonb(count(*)) FROM odk_attachment WHERE url IS NOT NULL")
        .get(0)
        .intValue();
  }

  /** All links of the unified table, in a fixed order. */
  private List<String> links() throws SQLException {
    return texts(
        """
        SELECT to_jsonb(link)
        FROM "GRARentalDataCollection_unified",
            LATERAL (VALUES (1, building_image_url), (2, address_plus_code_url)) v(n, link)
        WHERE link IS NOT NULL ORDER BY "UUID", n""");
  }

  private List<Instant> expiries() throws SQLException {
    return warehouse
        .query("SELECT to_jsonb(a) FROM odk_attachment a WHERE url IS NOT NULL")
        .stream()
        .map(LinksFlowTest::expiry)
        .toList();
  }

  private static Instant expiry(JsonNode row) {
    return OffsetDateTime.parse(row.get("url_expires_at").textValue()).toInstant();
  }

  /** Rounds as PostgreSQL does. */
  private static Instant micros(Instant time) {
    return time.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
  }

  private Instant now() throws SQLException {
    return OffsetDateTime.parse(warehouse.query("SELECT to_jsonb(now())").get(0).textValue())
        .toInstant();
  }

  private JsonNode file(String id) throws SQLException {
    return warehouse
        .query(
            "SELECT to_jsonb(a) FROM odk_attachment a"
                + " WHERE submission_id = ? AND folder = 'building-images'",
            id)
        .get(0);
  }

  private String column(String id) throws SQLException {
    return warehouse.table(Warehouse.MAIN).get(id).get("building_image_url").textValue();
  }

  /** Every row with its writing transaction. */
  private List<JsonNode> versions() throws SQLException {
    return warehouse.query(
        """
        SELECT to_jsonb(w) FROM (
            SELECT "UUID" AS id, xmin::text AS written, 1 AS t FROM "GRARentalDataCollection"
            UNION ALL SELECT "UUID", xmin::text, 2 FROM "GRARentalDataCollection_unified"
            UNION ALL SELECT submission_id || file_name, xmin::text, 3 FROM odk_attachment) w
        ORDER BY t, id""");
  }

  private List<String> texts(String sql) throws SQLException {
    return warehouse.query(sql).stream().map(JsonNode::textValue).toList();
  }
}
