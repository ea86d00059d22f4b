package org.odksync.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.odksync.Md5;
import org.odksync.central.client.CentralUrls;
import org.odksync.form.Form;
import org.odksync.run.FailureClassifier;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Which requests an image run makes, and what the answers mean. */
class ImageDecisionsTest {

  private static final String ID = "uuid:1f3e5b6c-0000-4000-8000-00000000000a";
  private static final String FIRST_KEY = "odk_images/photos/" + ID + "-a.jpg";
  private static final byte[] IMAGE =
      Arrays.copyOf(HexFormat.of().parseHex("ffd8ffe000104a4649460001"), 5_000);
  private static final String MD5 = Md5.hex(IMAGE);
  private static final String OTHER_MD5 = Md5.hex("another");

  private static final LinkFactory LINKS =
      new LinkFactory() {
        @Override
        public Link of(String objectKey) {
          return new Link("https://store/" + objectKey, Optional.empty());
        }

        @Override
        public Optional<Instant> renewBefore() {
          return Optional.empty();
        }

        @Override
        public String stablePrefix() {
          return "https://store/";
        }
      };

  private final Form form = new Form();
  private final ImageDecisions decisions =
      new ImageDecisions(
          new ImageSettings(true, 7, 200, "odk_images", "store", "none"),
          new CentralUrls(URI.create("https://central"), Duration.ofMinutes(1), Clock.systemUTC()),
          new ObjectKeys("odk_images"),
          new ImageBytes(10_000, List.of("image/jpeg")),
          LINKS,
          new FailureClassifier("the database", "the bucket", ""));

  // --- requests

  @Test
  void pendingFileIsSearchedInTheBucketFirst() {
    ImageTransfer item = item("copy", null, null);

    assertThat(item.mayBeInBucket()).isTrue();
    assertThat(item.key()).isEqualTo(FIRST_KEY);
    assertThat(item.etag()).isNull();
    assertThat(withObject(item, OTHER_MD5).etag()).isEqualTo('"' + OTHER_MD5 + '"');
  }

  @Test
  void storedFileIsCheckedWithItsMd5() {
    ImageTransfer item = item("check", FIRST_KEY, '"' + MD5 + '"');

    assertThat(item.mayBeInBucket()).isFalse();
    assertThat(item.isCheck()).isTrue();
    assertThat(item.etag()).isEqualTo('"' + MD5 + '"');
  }

  @Test
  void missingFilesOfASubmissionNeedOneRequest() {
    assertThat(list().isList()).isTrue();
    assertThat(list().mayBeInBucket()).isFalse();
    assertThat(list().url()).endsWith("/submissions/uuid%3A" + ID.substring(5) + "/attachments");
    assertThat(item("copy", null, null).url()).isEqualTo(list().url() + "/a.jpg");
  }

  // --- answers

  @Test
  void listGivesArrivedFiles() throws IOException {
    ImageTransfer item =
        received(list(), null, "[{\"name\":\"a.jpg\",\"exists\":true}]".getBytes(UTF_8));

    assertThat(item.needsUpload()).isFalse();
    assertThat(decisions.outcome(item).parameters())
        .containsEntry("outcome", "missing")
        .containsEntry("arrived", "[\"a.jpg\"]");
  }

  @Test
  void newFileIsUploadedUnderItsOwnKey() throws IOException {
    ImageTransfer item = received(item("copy", null, null), MD5, IMAGE);

    assertThat(item.isVersion()).isFalse();
    assertThat(item.needsUpload()).isTrue();
    assertThat(item.needsUploadInParts()).isFalse();
    assertThat(decisions.outcome(item))
        .isInstanceOfSatisfying(
            ImageOutcome.Stored.class, stored -> assertThat(stored.isNew()).isTrue());
    assertThat(decisions.outcome(item).parameters())
        .containsEntry("outcome", "stored")
        .containsEntry("object_key", FIRST_KEY)
        .containsEntry("md5", MD5)
        .containsEntry("size", (long) IMAGE.length)
        .containsEntry("content_type", "image/jpeg")
        .containsEntry("link", "https://store/" + FIRST_KEY)
        .containsEntry("link_expires_at", "")
        .containsEntry("recheck_days", 7);
  }

  @Test
  void fileOfUnknownSizeIsUploadedInParts() throws IOException {
    ImageTransfer item =
        decisions.readAnswer(
            item("copy", null, null), 200, MD5, null, new ByteArrayInputStream(IMAGE));

    assertThat(item.needsUploadInParts()).isTrue();
  }

  @Test
  void sameBytesAreLinkedWithoutUpload() throws IOException {
    ImageTransfer item = unchanged(withObject(item("copy", null, null), MD5));

    assertThat(item.needsUpload()).isFalse();
    assertThat(decisions.outcome(item).isStored()).isTrue();
    assertThat(decisions.outcome(item).parameters())
        .containsEntry("outcome", "unchanged")
        .containsEntry("object_key", FIRST_KEY)
        .containsEntry("md5", MD5);
  }

  @Test
  void unchangedFileKeepsItsLink() throws IOException {
    ImageTransfer item = unchanged(item("check", FIRST_KEY, '"' + MD5 + '"'));

    assertThat(decisions.outcome(item)).isInstanceOf(ImageOutcome.Unchanged.class);
  }

  @Test
  void newVersionGetsItsOwnKey() throws IOException {
    ImageTransfer item = received(withObject(item("copy", null, null), OTHER_MD5), MD5, IMAGE);

    assertThat(item.isVersion()).isTrue();
    assertThat(item.isInBucket()).isFalse();
    assertThat(item.key()).matches("odk_images/photos/[0-9a-f]{8}/" + ID + "-a\\.jpg");
    assertThat(item.needsUpload()).isTrue();
  }

  @Test
  void storedVersionIsLinkedWithoutUpload() throws IOException {
    ImageTransfer item =
        withObject(received(item("check", FIRST_KEY, '"' + OTHER_MD5 + '"'), MD5, IMAGE), MD5);

    assertThat(item.needsUpload()).isFalse();
    assertThat(decisions.outcome(item).parameters())
        .containsEntry("outcome", "unchanged")
        .containsEntry("object_key", item.key());
  }

  @Test
  void versionWithoutMd5IsAlwaysUploaded() throws IOException {
    ImageTransfer item =
        withObject(received(item("check", FIRST_KEY, null), null, IMAGE), OTHER_MD5);

    assertThat(item.needsUpload()).isTrue();
    assertThat(decisions.outcome(item).parameters()).containsEntry("md5", "");
  }

  // --- failures

  @Test
  void otherFileIsRefusedWithItsMd5() {
    ImageTransfer item = item("copy", null, null);
    byte[] text = "no image".getBytes(UTF_8);
    Throwable refused = catchThrowable(() -> received(item, Md5.hex(text), text));

    ImageOutcome outcome =
        decisions.outcomeOfFailure(item, new IllegalStateException(refused), "https://c/x");

    assertThat(outcome).isInstanceOf(ImageOutcome.Unusable.class);
    assertThat(outcome.parameters())
        .containsEntry("outcome", "refused")
        .containsEntry("md5", Md5.hex(text))
        .hasEntrySatisfying("reason", reason -> assertThat(reason).asString().startsWith("data: "));
  }

  @Test
  void otherExceptionsAreFailures() {
    ImageOutcome outcome =
        decisions.outcomeOfFailure(
            item("copy", null, null), new IOException("broken"), "https://c/x");

    assertThat(outcome).isInstanceOf(ImageOutcome.Postponed.class);
    assertThat(outcome.parameters())
        .containsEntry("outcome", "failed")
        .hasEntrySatisfying(
            "reason", reason -> assertThat(reason).asString().startsWith("network: "));
  }

  @Test
  void absentFileIsMissing() {
    assertThat(decisions.missing(list()).parameters())
        .containsEntry("outcome", "missing")
        .containsEntry("arrived", "[]");
  }

  // --- links after a change of the store

  @Test
  void onlyLinksWithAnObjectInTheNewStoreAreRenewed() {
    Map<String, Object> here = link("a.jpg", true);
    Map<String, Object> gone = link("b.jpg", true);
    Map<String, Object> stayed = link("c.jpg", false);
    List<Map<String, Object>> links = List.of(here, gone, stayed);
    List<ImageTransfer> moved = decisions.itemsToSearch(links);
    assertThat(moved).extracting(ImageTransfer::key).containsExactly("k-a.jpg", "k-b.jpg");

    ObjectSearchResult search =
        ObjectSearchResult.of(links, List.of(withObject(moved.get(0), MD5), moved.get(1)));

    assertThat(search.losses()).isEqualTo(1);
    assertThat(search.found()).containsExactly(here, stayed);
    assertThat(search.parameters().get("lost"))
        .asString()
        .contains("\"file_name\":\"b.jpg\"", "\"object_key\":\"k-b.jpg\"");
  }

  // --- helpers

  private static Map<String, Object> link(String name, boolean moved) {
    return Map.of(
        "submission_id", ID, "file_name", name, "object_key", "k-" + name, "moved", moved);
  }

  private ImageTransfer list() {
    return item(Map.of("work", "list", "submission_id", ID));
  }

  private ImageTransfer item(Map<String, Object> row) {
    return decisions.items(form, List.of(row)).get(0);
  }

  private ImageTransfer item(String work, @Nullable String key, @Nullable String etag) {
    Map<String, Object> row = new HashMap<>();
    row.put("work", work);
    row.put("submission_id", ID);
    row.put("file_name", "a.jpg");
    row.put("folder", "photos");
    row.put("requested_at", "2026-11-24T12:00:00Z");
    row.put("object_key", key);
    row.put("etag", etag);
    return item(row);
  }

  private ImageTransfer withObject(ImageTransfer item, String md5) {
    return decisions.withObject(
        item,
        HeadObjectResponse.builder()
            .metadata(Map.of("md5", md5))
            .contentLength(5_000L)
            .contentType("image/jpeg")
            .build());
  }

  private ImageTransfer received(ImageTransfer item, @Nullable String etag, byte[] bytes)
      throws IOException {
    InputStream sent = new ByteArrayInputStream(bytes);
    return decisions.readAnswer(item, 200, etag, String.valueOf(bytes.length), sent);
  }

  private ImageTransfer unchanged(ImageTransfer item) throws IOException {
    return decisions.readAnswer(item, 304, null, null, null);
  }
}
