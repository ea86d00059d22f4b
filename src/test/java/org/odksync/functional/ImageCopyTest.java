package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.odksync.Md5;
import org.odksync.embedded.central.Fault;
import org.odksync.embedded.central.SampleCentral;
import org.odksync.embedded.central.SettableClock;

/** One bad image does not affect others, and versions of an image are kept or moved. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageCopyTest {

  private static final int ALWAYS = 1_000;
  private static final String GOOD = "good.jpg";
  private static final String BAD = "bad.jpg";

  private final SettableClock clock = new SettableClock();
  private final SampleCentral central = SampleCentral.startEmpty(clock);
  private final Platform platform = new Platform(central);
  private final Warehouse warehouse = platform.warehouse();
  private final Random random = new Random(1);

  ImageCopyTest() throws IOException, SQLException {
    platform.property("images.retry.delayMilliseconds", "1");
    platform.set("IMAGE_MAX_MB", "1");
    // the clock is behind the answers' Date, so feeds use the timestamps they have read
    clock.set(Instant.now().minus(Duration.ofDays(10)));
  }

  @BeforeEach
  void passTime() {
    // longer than the feed's overlap
    clock.move(Duration.ofMinutes(10));
  }

  /** Leaves no pending work for the next test. */
  @AfterEach
  void settle() throws SQLException {
    central.faults().clear();
    warehouse.update("UPDATE odk_attachment SET next_attempt_at = now()");
    platform.run("image_processing");
  }

  @AfterAll
  void close() {
    platform.close();
  }

  // --- one bad image

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void badImageIsRecordedAndOthersAreStored(
      Fault fault, String state, String outcome, String reason) throws Exception {
    List<String> good = List.of(create(GOOD, image(20_000)), create(GOOD, image(20_000)));
    String bad = create(BAD, image(20_000));
    central.faults().next("/" + BAD, fault, ALWAYS);

    platform.run("main_submissions", "image_processing");

    assertThat(file(bad).get("state").textValue()).as("%s", file(bad)).isEqualTo(state);
    assertThat(file(bad).get("reason").textValue()).contains(reason);
    assertThat(link(bad).isNull()).isTrue();
    for (String id : good) {
      assertServed(id, GOOD);
    }
    JsonNode run = warehouse.lastRun("image_processing");
    assertThat(run.get("status").textValue()).isEqualTo("success");
    assertThat(run.at("/sync_metadata/stored").intValue()).isEqualTo(2);
    assertThat(run.at("/sync_metadata/" + outcome).intValue()).isEqualTo(1);

    central.faults().clear();
    warehouse.update("UPDATE odk_attachment SET next_attempt_at = now()");
    platform.run("image_processing", "image_processing");
    if (state.equals("failed")) {
      assertThat(link(bad).isNull()).as("not requested again").isTrue();
    } else {
      assertServed(bad, BAD);
    }
  }

  Stream<Arguments> badImageIsRecordedAndOthersAreStored() {
    byte[] html = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        bad("404", Fault.error(404, 404.1, "x"), "missing", "missing", "does not have"),
        bad("403", Fault.error(403, 403.1, "x"), "pending", "failed", "auth: "),
        bad("500", Fault.error(500, 0, "x"), "pending", "failed", "network: "),
        bad("cut body", Fault.cut(9_000), "pending", "failed", "network: "),
        bad("cut body, in the first bytes", Fault.cut(100), "pending", "failed", "network: "),
        bad("wrong MD5", body(image(20_000), true, MD5), "pending", "failed", "MD5"),
        bad("wrong MD5, no length", body(image(20_000), false, MD5), "pending", "failed", "MD5"),
        bad("0 bytes", body(new byte[0], true, null), "failed", "refused", "empty"),
        bad("no image", body(html, true, null), "failed", "refused", "not an image"),
        bad("300 MB", headers(300_000_000), "failed", "refused", "IMAGE_MAX_MB"),
        bad(
            "too large, as it turns out",
            body(image(1_000_001), false, null),
            "failed",
            "refused",
            "IMAGE_MAX_MB"),
        bad("moved", moved(), "pending", "failed", "302"),
        bad("expired link", Fault.redirect(expired()), "pending", "failed", "403"));
  }

  private static final String MD5 = Md5.hex("something else");

  private static Arguments bad(
      String name, Fault fault, String state, String outcome, String reason) {
    return arguments(named(name, fault), state, outcome, reason);
  }

  private static Fault body(byte[] bytes, boolean hasLength, String md5) {
    return normal ->
        exchange -> {
          if (md5 != null) {
            exchange.getResponseHeaders().set("ETag", '"' + md5 + '"');
          }
          int none = -1;
          int length = bytes.length == 0 ? none : bytes.length;
          exchange.sendResponseHeaders(200, hasLength ? length : 0);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        };
  }

  /** Announces a body that never comes: a client that reads it hangs. */
  private static Fault headers(long length) {
    return normal -> exchange -> exchange.sendResponseHeaders(200, length);
  }

  private static Fault moved() {
    return normal ->
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere.jpg");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        };
  }

  /** An expired presigned URL of the store. */
  private URI expired() {
    return URI.create(
        platform.variable("AWS_ENDPOINT_URL_S3")
            + "/odk-images/x.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20200101T000000Z"
            + "&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00"
            + "&X-Amz-Credential=odk-sync%2F20200101%2Fus-east-1%2Fs3%2Faws4_request");
  }

  // --- Central with its own store

  @Test
  void redirectToTheStoreIsFollowedWithoutOurToken() throws Exception {
    byte[] bytes = image(30_000);
    List<String> tokens = new ArrayList<>();
    HttpServer store =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          boolean signed = exchange.getRequestURI().getRawQuery().equals("sig=a%2Fb%2B%3D");
          exchange.sendResponseHeaders(signed ? 200 : 403, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    store.start();
    try {
      String id = create(GOOD, bytes);
      central
          .faults()
          .next(
              "/" + GOOD,
              Fault.redirect(
                  URI.create(
                      "http://127.0.0.1:%d/o?sig=a%%2Fb%%2B%%3D"
                          .formatted(store.getAddress().getPort()))));

      platform.run("main_submissions", "image_processing");

      assertServed(id, GOOD);
      assertThat(tokens).containsExactly("null");
    } finally {
      store.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://127.0.0.1/x", "//127.0.0.1:1/x", "http://me:secret@127.0.0.1:1/x", "/v1/x"})
  void otherRedirectsAreNotFollowed(String location) throws Exception {
    String id = create(BAD, image(100));
    central.requests().clear();
    central.faults().next("/" + BAD, Fault.redirect(URI.create(location)), ALWAYS);
    central.requests().clear();

    platform.run("main_submissions", "image_processing");

    assertThat(central.requests().matching("/" + BAD)).hasSize(1);

    assertThat(file(id).get("state").textValue()).isEqualTo("pending");
    assertThat(central.requests().matching("/" + BAD)).hasSize(1);
    assertThat(file(id).get("reason").textValue()).startsWith("config: ").doesNotContain("secret");
  }

  // --- versions

  @Test
  void newVersionDoesNotOverwriteTheOldObject() throws Exception {
    byte[] first = image(1_000);
    byte[] second = image(1_000);
    String id = create(GOOD, first);
    platform.run("main_submissions", "image_processing");
    String old = link(id).textValue();

    replace(id, second);
    platform.run("main_submissions", "image_processing");

    assertThat(Platform.get(old).body()).isEqualTo(first);
    assertServed(id, GOOD);
    assertThat(file(id).get("object_key").textValue())
        .matches(".*/building-images/[0-9a-f]{8}/" + id + "-good.jpg");

    replace(id, first);
    platform.run("main_submissions", "image_processing");
    assertServed(id, GOOD);
  }

  @Test
  void earlierVersionsAreRemovedIfConfigured() throws Exception {
    platform.set("IMAGE_HISTORY", "remove");
    try {
      String id = create(GOOD, image(1_000));
      platform.run("main_submissions", "image_processing");
      String first = link(id).textValue();
      replace(id, image(1_000));
      platform.run("main_submissions", "image_processing");
      String second = link(id).textValue();
      replace(id, image(1_000));

      platform.run("main_submissions", "image_processing");

      assertThat(Platform.get(first).statusCode()).isEqualTo(404);
      assertThat(Platform.get(second).statusCode()).isEqualTo(404);
      assertServed(id, GOOD);
    } finally {
      platform.set("IMAGE_HISTORY", null);
    }
  }

  @Test
  void editKeepsTheImageUntilTheNewOneIsStored() throws Exception {
    String id = create(GOOD, image(1_000));
    platform.run("main_submissions", "image_processing");
    String link = link(id).textValue();
    byte[] good = Platform.get(link).body();
    central.submissions().edit(id, values -> values.put("check_counts_1", "1"));
    central.submissions().putAttachment(id, GOOD, "no image".getBytes(StandardCharsets.UTF_8));

    platform.run("main_submissions", "image_processing", "unified");

    assertThat(file(id).get("state").textValue()).isEqualTo("failed");
    assertThat(link(id).textValue()).isEqualTo(link);
    assertThat(Platform.get(link).body()).isEqualTo(good);
  }

  @Test
  void replacementOfARefusedFileIsFound() throws Exception {
    String id = create(BAD, "no image".getBytes(StandardCharsets.UTF_8));
    platform.run("main_submissions", "image_processing");
    assertThat(file(id).get("state").textValue()).isEqualTo("failed");
    assertThat(warehouse.lastRun("image_processing").get("error_message").textValue())
        .startsWith("data: the file is not an image");
    central.submissions().putAttachment(id, BAD, image(500));
    warehouse.update("UPDATE odk_attachment SET next_check_at = now()");

    platform.run("image_processing");

    assertServed(id, BAD);
    assertThat(file(id).get("object_key").textValue())
        .endsWith("building-images/" + id + "-" + BAD);
  }

  @Test
  void unchangedRefusedFileKeepsItsReason() throws Exception {
    String id = create(BAD, "no image".getBytes(StandardCharsets.UTF_8));
    platform.run("main_submissions", "image_processing");
    JsonNode reason = file(id).get("reason");
    assertThat(reason.textValue()).contains("the file is not an image");
    warehouse.update("UPDATE odk_attachment SET next_check_at = now()");

    platform.run("image_processing");

    assertThat(file(id).get("state").textValue()).isEqualTo("failed");
    assertThat(file(id).get("outcome").textValue()).isEqualTo("unchanged");
    assertThat(file(id).get("reason")).isEqualTo(reason);
  }

  /** As after a loss of the tables: the ledger does not know the bucket's objects. */
  @Test
  void refusedFileNeverOverwritesAnObject() throws Exception {
    byte[] first = image(1_000);
    String id = create(BAD, first);
    platform.run("main_submissions", "image_processing");
    String link = link(id).textValue();
    warehouse.update(
        "UPDATE odk_attachment SET state = 'failed', object_key = NULL, md5 = 'of something else',"
            + " next_check_at = now() WHERE submission_id = ?",
        id);
    central.submissions().putAttachment(id, BAD, image(1_000));

    platform.run("image_processing");

    assertServed(id, BAD);
    assertThat(Platform.get(link).body()).isEqualTo(first);
  }

  // --- placeholder

  @Test
  void placeholderReplacesMissingImages() throws Exception {
    String named = create(GOOD, image(1_000));
    String bare = central.submissions().create(JsonNodeFactory.instance.objectNode());
    platform.set("IMAGE_PLACEHOLDER", "true");
    platform.run("main_submissions", "image_processing", "unified");

    String shown = unified(bare, "building_image_url");
    HttpResponse<byte[]> answer = Platform.get(shown);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(unified(bare, "building_image_url_html")).contains("<img");
    assertThat(unified(bare, "address_plus_code_url")).isNull();
    assertThat(unified(named, "building_image_url")).isEqualTo(link(named).textValue());
    assertThat(link(bare).isNull()).isTrue();

    warehouse.update("UPDATE odk_attachment SET url_expires_at = now(), url = url || '&old'");
    platform.run("url_refresh", "unified");
    assertThat(unified(bare, "building_image_url")).doesNotContain("&old");
    platform.run("image_processing");
    assertThat(warehouse.lastRun("image_processing").get("records_processed").intValue()).isZero();

    platform.set("IMAGE_PLACEHOLDER", null);
    platform.run("image_processing", "unified");
    assertThat(unified(bare, "building_image_url")).isNull();
  }

  private String unified(String id, String column) throws SQLException {
    return warehouse.table(Warehouse.UNIFIED).get(id).get(column).textValue();
  }

  // --- any size

  @Test
  void imageWithoutContentLengthIsStoredInParts() throws Exception {
    platform.set("IMAGE_MAX_MB", "20");
    try {
      byte[] large = image(12_000_000);
      String id = create(GOOD, large);
      central.faults().next("/" + GOOD, body(large, false, Md5.hex(large)));

      platform.run("main_submissions", "image_processing");

      assertServed(id, GOOD);
      assertThat(file(id).get("size").intValue()).isEqualTo(large.length);
      central.submissions().edit(id, values -> values.put("check_counts_1", "1"));
      platform.run("main_submissions", "image_processing");
      assertThat(file(id).get("outcome").textValue()).isEqualTo("unchanged");
    } finally {
      platform.set("IMAGE_MAX_MB", "1");
    }
  }

  // --- helpers

  /** Creates a submission with this building image. */
  private String create(String name, byte[] bytes) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    values.putObject("property_description").put("building_image", name);
    String id = central.submissions().create(values);
    central.submissions().putAttachment(id, name, bytes);
    return id;
  }

  private void replace(String id, byte[] bytes) {
    central.submissions().edit(id, values -> values.put("check_counts_1", Md5.hex(bytes)));
    central.submissions().putAttachment(id, GOOD, bytes);
  }

  private byte[] image(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Jpeg.markAsJpeg(bytes);
  }

  private JsonNode file(String id) throws SQLException {
    return warehouse
        .query("SELECT to_jsonb(a) FROM odk_attachment a WHERE submission_id = ?", id)
        .get(0);
  }

  private JsonNode link(String id) throws SQLException {
    return warehouse.table(Warehouse.MAIN).get(id).get("building_image_url");
  }

  private void assertServed(String id, String name)
      throws IOException, InterruptedException, SQLException {
    assertThat(file(id).get("state").textValue()).as("%s", file(id)).isEqualTo("stored");
    byte[] served = Platform.get(link(id).textValue()).body();
    assertThat(Arrays.equals(served, central.submissions().attachments(id).get(name).orElseThrow()))
        .isTrue();
  }
}
