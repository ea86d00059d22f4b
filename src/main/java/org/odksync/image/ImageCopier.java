package org.odksync.image;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.odksync.central.client.CentralUrls;
import org.odksync.central.feed.AttachmentList;
import org.odksync.error.Diagnosis;
import org.odksync.form.Form;
import org.odksync.run.FailureClassifier;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Decides what an image run asks for, and what the answers mean. */
public final class ImageCopier {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<Map<String, Object>>> LIST = new TypeReference<>() {};

  private final ImageSettings settings;
  private final CentralUrls central;
  private final ObjectKeys keys;
  private final ImageBytes bytes;
  private final Links links;
  private final FailureClassifier diagnoses;

  public ImageCopier(
      ImageSettings settings,
      CentralUrls central,
      ObjectKeys keys,
      ImageBytes bytes,
      Links links,
      FailureClassifier diagnoses) {
    this.settings = settings;
    this.central = central;
    this.keys = keys;
    this.bytes = bytes;
    this.links = links;
    this.diagnoses = diagnoses;
  }

  /**
   * The requests to make.
   *
   * @param rows of {@code images/select_due.sql} or {@code images/select_checks.sql}
   */
  public List<ImageItem> items(Form form, List<Map<String, Object>> rows) {
    return rows.stream().map(ImageRequest::of).map(request -> item(form, request)).toList();
  }

  private ImageItem item(Form form, ImageRequest request) {
    String submission = request.submissionId();
    String file = request.fileName();
    if (request.isList()) {
      return ImageItem.of(settings, request, central.attachments(form, submission), "");
    }
    String known = request.objectKey();
    String key = known == null ? keys.of(request.folder(), submission, file) : known;
    return ImageItem.of(settings, request, central.attachment(form, submission, file), key);
  }

  /**
   * What stands for all pictures that are not named; nobody is asked for it.
   *
   * @param row of {@code images/want_placeholder.sql}
   */
  public ImageItem placeholder(Map<String, Object> row) throws IOException {
    ImageRequest file = ImageRequest.of(row);
    String key = keys.ofPlaceholder(file.folder(), file.fileName());
    return ImageItem.of(settings, file, "", key).received(bytes.placeholder());
  }

  /**
   * The links whose objects are to be looked for.
   *
   * @param rows of {@code links/select_mismatched.sql}
   */
  public List<ImageItem> moved(List<Map<String, Object>> rows) {
    return rows.stream()
        .filter(row -> Boolean.TRUE.equals(row.get("moved")))
        .map(ImageRequest::of)
        .map(file -> ImageItem.of(settings, file, "", Objects.requireNonNull(file.objectKey())))
        .toList();
  }

  /** The bucket has something under the key. */
  public ImageItem found(ImageItem item, HeadObjectResponse answer) {
    return item.found(StoredObject.of(answer));
  }

  /**
   * What Central has sent: a list, or a file. Another version of a file never takes the place of
   * its object: it gets a key of its own, by its MD5, or by when it was asked for.
   *
   * @param etag of the answer, and its length; null where it has none
   * @param answer the bytes as they arrive
   * @throws ImageRefused for what is no image
   * @throws org.odksync.error.SyncFailure when the bytes do not come
   */
  public ImageItem answered(
      ImageItem item,
      int status,
      @Nullable String etag,
      @Nullable String length,
      @Nullable InputStream answer)
      throws IOException {
    if (status == HttpURLConnection.HTTP_NOT_MODIFIED) {
      return item;
    }
    InputStream sent = answer == null ? InputStream.nullInputStream() : answer;
    if (item.isList()) {
      return item.listed(AttachmentList.arrived(JSON.readValue(sent, LIST)));
    }
    String md5 = bytes.md5(etag);
    ImageStream image = bytes.open(sent, md5, length);
    ImageRequest file = item.request();
    if (!item.isHeld() && file.objectKey() == null) {
      return item.received(image);
    }
    String version = md5.isEmpty() ? file.requestedAt() : md5;
    return item.received(
        image, keys.ofVersion(file.folder(), file.submissionId(), file.fileName(), version));
  }

  /** What came of a request, once the bucket has what it is to have. */
  public ImageOutcome outcome(ImageItem item) {
    if (item.isList()) {
      return missing(item);
    }
    StoredObject held = item.held();
    ImageStream image = item.image();
    if (image != null && item.needsUpload()) {
      return new ImageOutcome.Stored(item, image.stored(), true, links.of(item.key()));
    }
    return held == null
        ? new ImageOutcome.Unchanged(item)
        : new ImageOutcome.Stored(item, held, false, links.of(item.key()));
  }

  /** Central has not got what was asked for. */
  public ImageOutcome missing(ImageItem item) {
    return new ImageOutcome.Missing(item);
  }

  /**
   * The request, or what was to become of its answer, failed.
   *
   * @param url that Central was asked for last; null for none
   */
  public ImageOutcome failed(ImageItem item, Throwable failure, @Nullable String url) {
    String reason = diagnoses.of(failure, url).message();
    return Diagnosis.causes(failure)
        .filter(ImageRefused.class::isInstance)
        .map(ImageRefused.class::cast)
        .<ImageOutcome>map(refused -> new ImageOutcome.Refused(item, reason, refused.md5()))
        .findFirst()
        .orElseGet(() -> new ImageOutcome.Failed(item, reason));
  }

  /** Nobody reads on: what is left of the answer, if anything, is not waited for. */
  public void close(@Nullable InputStream answer) throws IOException {
    if (answer != null) {
      answer.close();
    }
  }
}
