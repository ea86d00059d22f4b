package org.odksync.image;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odksync.run.StatementParameters;

/**
 * A request to Central with the state of its file. Immutable: each step returns a copy with what it
 * found.
 *
 * @param url in Central; empty if no request is needed
 * @param key of the file's object
 * @param object what the bucket holds under the key; null if nothing, or not searched yet
 * @param image what Central sent; null if nothing
 * @param isVersion whether the image is a new version of a file that has an object
 * @param arrived for a list, the names of the files that Central has, as a JSON array
 */
public record ImageTransfer(
    ImageSettings settings,
    ImageRequest request,
    String url,
    String key,
    @Nullable StoredObject object,
    @Nullable ImageStream image,
    boolean isVersion,
    String arrived)
    implements StatementParameters {

  static ImageTransfer of(ImageSettings settings, ImageRequest request, String url, String key) {
    return new ImageTransfer(settings, request, url, key, null, null, false, "[]");
  }

  ImageTransfer withObject(StoredObject found) {
    return new ImageTransfer(settings, request, url, key, found, image, isVersion, arrived);
  }

  /** With the first version of a file. */
  ImageTransfer withImage(ImageStream bytes) {
    return new ImageTransfer(settings, request, url, key, object, bytes, false, arrived);
  }

  /** With a new version of a file; its key was not searched in the bucket yet. */
  ImageTransfer withImage(ImageStream bytes, String keyOfVersion) {
    return new ImageTransfer(settings, request, url, keyOfVersion, null, bytes, true, arrived);
  }

  ImageTransfer withArrived(String names) {
    return new ImageTransfer(settings, request, url, key, object, image, isVersion, names);
  }

  /** Whether the request is for the list of a submission's files, not for one file. */
  public boolean isList() {
    return request.isList();
  }

  /** Whether the request looks for a new version of a stored file. */
  public boolean isCheck() {
    return request.work().equals("check");
  }

  /**
   * Whether the bucket may hold a file that the ledger does not record: after the ledger was
   * emptied, an edit restored an earlier name, or a copy was not recorded.
   */
  public boolean mayBeInBucket() {
    return !isList() && (!isCheck() || request.objectKey() == null);
  }

  public boolean isInBucket() {
    return object != null;
  }

  /** The ETag of the stored version, for If-None-Match; null for none. */
  public @Nullable String etag() {
    return object == null ? request.etag() : object.etag();
  }

  /** Whether the bucket lacks the image; without an MD5 it is uploaded again to be sure. */
  public boolean needsUpload() {
    return image != null && (object == null || image.md5().isEmpty());
  }

  /** Whether the upload has an unknown length. */
  public boolean needsUploadInParts() {
    return needsUpload() && image != null && !image.hasSize();
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>(settings.parameters());
    parameters.put("submission_id", request.submissionId());
    parameters.put("file_name", request.fileName());
    parameters.put("requested_at", request.requestedAt());
    parameters.put("arrived", arrived);
    return parameters;
  }
}
