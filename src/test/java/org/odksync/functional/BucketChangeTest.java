package org.odksync.functional;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.odksync.config.OutboundHttp;
import org.odksync.config.Settings;
import org.odksync.config.Timeouts;
import org.odksync.image.S3Clients;
import software.amazon.awssdk.services.s3.S3Client;

/** Changes of the bucket, its address or its key. */
class BucketChangeTest extends OnPlatform {

  BucketChangeTest() throws IOException, SQLException {
    super();
  }

  @BeforeEach
  void store() throws SQLException {
    platform.run(ALL);
    assertThat(links()).hasSizeGreaterThan(20);
  }

  @Test
  void newAddressOrRegionReplacesAllLinks() throws Exception {
    int all = links().size();
    String endpoint = platform.variable("AWS_ENDPOINT_URL_S3");
    for (Map.Entry<String, String> change :
        Map.of(
                "AWS_ENDPOINT_URL_S3",
                endpoint.replace("127.0.0.1", "localhost"),
                "AWS_DEFAULT_REGION",
                "eu-west-3")
            .entrySet()) {
      platform.set(change.getKey(), change.getValue());

      platform.run("url_refresh", "unified");

      assertThat(replaced()).as(change.getKey()).isEqualTo(all);
      assertThat(links().values())
          .as(change.getKey())
          .allMatch(
              link ->
                  link.startsWith(platform.variable("AWS_ENDPOINT_URL_S3"))
                      && link.contains("%2Feu-west-3%2F")
                          == "eu-west-3".equals(platform.variable("AWS_DEFAULT_REGION")));
      assertOpen();
      platform.stop();
      platform.run("url_refresh");
      assertThat(replaced()).isZero();
    }
  }

  @Test
  void objectThatTheNewBucketLacksKeepsItsLinkUntilCopied() throws Exception {
    Map<String, String> before = links();
    String bucket = platform.variable("AWS_BUCKET_NAME");
    String other = "other-" + platform.variable("PG_DB").replace('_', '-');
    List<JsonNode> keys =
        warehouse.query(
            "SELECT to_jsonb(object_key) FROM odk_attachment WHERE url IS NOT NULL"
                + " ORDER BY submission_id, file_name LIMIT 7");
    try (S3Client s3 = s3()) {
      s3.createBucket(request -> request.bucket(other));
      for (JsonNode key : keys) {
        s3.copyObject(
            request ->
                request
                    .sourceBucket(bucket)
                    .sourceKey(key.textValue())
                    .destinationBucket(other)
                    .destinationKey(key.textValue()));
      }
    }
    platform.set("AWS_BUCKET_NAME", other);

    platform.run("url_refresh", "unified");

    assertThat(replaced()).isEqualTo(7);
    assertThat(links().values()).filteredOn(link -> link.contains("/" + other + "/")).hasSize(7);
    assertThat(before.values()).containsAll(linksTo(bucket));
    assertThat(pending()).isEqualTo(before.size() - 7);
    assertOpen();
    // no link is signed for a bucket that lacks the object
    platform.run("url_refresh");
    assertThat(replaced()).isZero();

    platform.run("image_processing", "url_refresh", "unified");

    assertThat(pending()).isZero();
    assertThat(links()).hasSameSizeAs(before);
    assertThat(linksTo(bucket)).isEmpty();
    assertOpen();
  }

  /** The key cannot even find out whether an object exists. */
  @Test
  @Tag("soak")
  void keyWithoutRightsRemovesNoLink() throws Exception {
    Map<String, String> before = links();
    platform.set("AWS_ACCESS_KEY_ID", "somebody");

    platform.run("url_refresh", "image_processing", "unified");

    assertThat(links()).isEqualTo(before);
    assertOpen();

    platform.set("AWS_ACCESS_KEY_ID", Servers.SHARED.store().get("AWS_ACCESS_KEY_ID"));
    warehouse.update("UPDATE odk_attachment SET next_attempt_at = now()");
    platform.run("image_processing", "unified");
    assertThat(pending()).isZero();
    assertOpen();
  }

  /** The store's refusal is the cause of another exception. */
  @Test
  @Timeout(60)
  void refusedBucketFailsTheRun() throws Exception {
    warehouse.update("UPDATE odk_attachment SET state = 'pending', next_attempt_at = now()");
    // the test store does not support session tokens
    platform.set("AWS_SESSION_TOKEN", "for a while");

    platform.run("image_processing");

    assertThat(warehouse.lastRun("image_processing").get("error_message").textValue())
        .startsWith("s3: ")
        .contains("501");
  }

  @Test
  void objectsOfStableLinksAreCopiedToTheNewBucket() throws Exception {
    platform.set("IMAGE_LINKS", "stable");
    platform.set("PUBLIC_URL", "https://odk.example.org");
    platform.run("url_refresh");
    int all = replaced();
    String other = "stable-" + platform.variable("PG_DB").replace('_', '-');
    try (S3Client s3 = s3()) {
      s3.createBucket(request -> request.bucket(other));
    }
    platform.set("AWS_BUCKET_NAME", other);

    platform.run("url_refresh");
    assertThat(pending()).isEqualTo(all);
    platform.run("image_processing");

    assertThat(pending()).isZero();
    platform.stop();
    assertThat(
            CheckFindings.of(platform.variables(), 1, "verify", "--images")
                .message("images in the bucket"))
        .doesNotContain("not there");
  }

  private S3Client s3() {
    Settings.Bucket bucket =
        Settings.read(platform.variables(), Clock.systemUTC()).bucket().orElseThrow();
    return S3Clients.client(
        bucket,
        S3Clients.credentials(bucket),
        1,
        Timeouts.read(),
        OutboundHttp.ofJvm(),
        Clock.systemUTC());
  }

  private int replaced() throws SQLException {
    JsonNode run = warehouse.lastRun("url_refresh");
    assertThat(run.get("status").textValue()).as("%s", run).isEqualTo("success");
    return run.get("records_processed").intValue();
  }

  private int pending() throws SQLException {
    return warehouse
        .query("SELECT to_jsonb(count(*)) FROM odk_attachment WHERE state = 'pending'")
        .get(0)
        .intValue();
  }

  /** The links in the unified table. */
  private Map<String, String> links() throws SQLException {
    Map<String, String> links = new TreeMap<>();
    warehouse
        .table(Warehouse.UNIFIED)
        .forEach(
            (id, row) -> {
              for (String column : List.of("building_image_url", "address_plus_code_url")) {
                if (!row.get(column).isNull()) {
                  links.put(id + column, row.get(column).textValue());
                }
              }
            });
    return links;
  }

  private List<String> linksTo(String bucket) throws SQLException {
    return links().values().stream().filter(link -> link.contains("/" + bucket + "/")).toList();
  }

  private void assertOpen() throws Exception {
    for (String link : links().values()) {
      assertThat(Platform.get(link).statusCode()).as(link).isEqualTo(200);
    }
  }
}
