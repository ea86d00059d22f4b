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

/**
 * Decides which requests an image run makes and what each answer means. Makes no connection itself.
 */
public final class ImageDecisions {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<Map<String, Object>>> LIST_OF_FILES =
      new TypeReference<>() {};

  private final ImageSettings settings;
  private final CentralUrls central;
  private final ObjectKeys keys;
  private final ImageBytes bytes;
  private final LinkFactory links;
  private final FailureClassifier classifier;

  public ImageDecisions(
      ImageSettings settings,
      CentralUrls central,
      ObjectKeys keys,
      ImageBytes bytes,
      LinkFactory links,
      FailureClassifier classifier) {
    this.settings = settings;
    this.central = central;
    this.keys = keys;
    this.bytes = bytes;
    this.links = links;
    this.classifier = classifier;
  }

  /**
   * Returns the requests to make.
   *
   * @param rows of {@code images/select_due.sql} or {@code images/select_checks.sql}
   */
  public List<ImageTransfer> items(Form form, List<Map<String, Object>> rows) {
    return rows.stream().map(ImageRequest::of).map(request -> item(form, request)).toList();
  }

  private ImageTransfer item(Form form, ImageRequest request) {
    String submission = request.submissionId();
    String file = request.fileName();
    if (request.isList()) {
      return ImageTransfer.of(settings, request, central.attachments(form, submission), "");
    }
    String storedKey = request.objectKey();
    String key = storedKey == null ? keys.of(request.folder(), submission, file) : storedKey;
    return ImageTransfer.of(settings, request, central.attachment(form, submission, file), key);
  }

  /**
   * Returns the placeholder for submissions that name no image; it needs no request.
   *
   * @param row of {@code images/want_placeholder.sql}
   */
  public ImageTransfer placeholder(Map<String, Object> row) throws IOException {
    ImageRequest request = ImageRequest.of(row);
    String key = keys.ofPlaceholder(request.folder(), request.fileName());
    return ImageTransfer.of(settings, request, "", key).withImage(bytes.placeholder());
  }

  /**
   * Returns the files whose objects must be searched in the current bucket.
   *
   * @param rows of {@code links/select_mismatched.sql}
   */
  public List<ImageTransfer> itemsToSearch(List<Map<String, Object>> rows) {
    return rows.stream()
        .filter(row -> Boolean.TRUE.equals(row.get("moved")))
        .map(ImageRequest::of)
        .map(
            request ->
                ImageTransfer.of(
                    settings, request, "", Objects.requireNonNull(request.objectKey())))
        .toList();
  }

  /** Adds the object that the bucket holds under the item's key. */
  public ImageTransfer withObject(ImageTransfer item, HeadObjectResponse answer) {
    return item.withObject(StoredObject.of(answer));
  }

  /**
   * Adds what Central sends: a list or a file. A new version of a file never overwrites its object:
   * it gets its own key, from its MD5 or else from the time of the request.
   *
   * @param etag of the answer; null if it has none
   * @param length of the answer in bytes; null if it has none
   * @param answer the bytes as they arrive
   * @throws UnusableImage if the file is not an image
   * @throws org.odksync.error.SyncFailure if the stream breaks
   */
  public ImageTransfer readAnswer(
      ImageTransfer item,
      int status,
      @Nullable String etag,
      @Nullable String length,
      @Nullable InputStream answer)
      throws IOException {
    if (status == HttpURLConnection.HTTP_NOT_MODIFIED) {
      return item;
    }
    InputStream content = answer == null ? InputStream.nullInputStream() : answer;
    if (item.isList()) {
      return item.withArrived(AttachmentList.arrived(JSON.readValue(content, LIST_OF_FILES)));
    }
    String md5 = bytes.md5(etag);
    ImageStream image = bytes.open(content, md5, length);
    ImageRequest request = item.request();
    if (!item.isInBucket() && request.objectKey() == null) {
      return item.withImage(image);
    }
    String version = md5.isEmpty() ? request.requestedAt() : md5;
    return item.withImage(
        image,
        keys.ofVersion(request.folder(), request.submissionId(), request.fileName(), version));
  }

  /** The outcome of a request, after any upload. */
  public ImageOutcome outcome(ImageTransfer item) {
    if (item.isList()) {
      return missing(item);
    }
    StoredObject object = item.object();
    ImageStream image = item.image();
    if (image != null && item.needsUpload()) {
      return new ImageOutcome.Stored(item, image.stored(), true, links.of(item.key()));
    }
    return object == null
        ? new ImageOutcome.Unchanged(item)
        : new ImageOutcome.Stored(item, object, false, links.of(item.key()));
  }

  /** The outcome if Central answers 404, or of a list. */
  public ImageOutcome missing(ImageTransfer item) {
    return new ImageOutcome.Missing(item);
  }

  /**
   * The outcome if the request or the upload fails: the file is unusable, or else the request is
   * postponed.
   *
   * @param url of the last request to Central; null if there was none
   */
  public ImageOutcome outcomeOfFailure(
      ImageTransfer item, Throwable failure, @Nullable String url) {
    String reason = classifier.of(failure, url).message();
    return Diagnosis.causes(failure)
        .filter(UnusableImage.class::isInstance)
        .map(UnusableImage.class::cast)
        .<ImageOutcome>map(unusable -> new ImageOutcome.Unusable(item, reason, unusable.md5()))
        .findFirst()
        .orElseGet(() -> new ImageOutcome.Postponed(item, reason));
  }

  /** Closes an answer without reading the rest of it. */
  public void close(@Nullable InputStream answer) throws IOException {
    if (answer != null) {
      answer.close();
    }
  }
}
