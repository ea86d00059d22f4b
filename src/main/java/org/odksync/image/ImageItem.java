package org.odksync.image;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odksync.run.StatementParameters;

/**
 * A request to Central, and what is known of its file so far. It does not change: a step that
 * learns something makes another one.
 *
 * @param url in Central; empty where nobody is asked
 * @param key of the file's object
 * @param held what the bucket has under the key, as far as it was looked for
 * @param image what Central has sent; null for nothing
 * @param isVersion whether that is another version of a file that has an object
 * @param arrived of a list, which files are there: a JSON array
 */
public record ImageItem(
    ImageSettings settings,
    ImageRequest request,
    String url,
    String key,
    @Nullable StoredObject held,
    @Nullable ImageStream image,
    boolean isVersion,
    String arrived)
    implements StatementParameters {

  static ImageItem of(ImageSettings settings, ImageRequest request, String url, String key) {
    return new ImageItem(settings, request, url, key, null, null, false, "[]");
  }

  ImageItem found(StoredObject object) {
    return new ImageItem(settings, request, url, key, object, image, isVersion, arrived);
  }

  /** With what Central has sent for an object of its own. */
  ImageItem received(ImageStream bytes) {
    return new ImageItem(settings, request, url, key, held, bytes, false, arrived);
  }

  /** With another version of the file, for which the bucket was not looked through yet. */
  ImageItem received(ImageStream bytes, String keyOfVersion) {
    return new ImageItem(settings, request, url, keyOfVersion, null, bytes, true, arrived);
  }

  ImageItem listed(String names) {
    return new ImageItem(settings, request, url, key, held, image, isVersion, names);
  }

  /** Whether it asks for the files of a submission, not for one of them. */
  public boolean isList() {
    return request.isList();
  }

  /** Whether it asks for another version of a file that is stored. */
  public boolean isCheck() {
    return request.work().equals("check");
  }

  /**
   * Whether the bucket may have the file without the ledger knowing it: the ledger was emptied, an
   * edit has brought an earlier name back, or the copy was not recorded.
   */
  public boolean isToBeLookedFor() {
    return !isList() && (!isCheck() || request.objectKey() == null);
  }

  public boolean isHeld() {
    return held != null;
  }

  /** Of the bytes that need not be sent again; null for none. */
  public @Nullable String etag() {
    return held == null ? request.etag() : held.etag();
  }

  /** Whether the bucket lacks what Central has sent, or may lack it, where no MD5 is known. */
  public boolean needsUpload() {
    return image != null && (held == null || image.md5().isEmpty());
  }

  /** Whether it is not known how much that is. */
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
