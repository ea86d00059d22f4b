package org.odksync.image;

import java.util.Map;
import org.odksync.run.StatementParameters;

/** The outcome of a request, as the ledger records it. */
public sealed interface ImageOutcome extends StatementParameters {

  ImageTransfer item();

  /** The outcome's name in the ledger. */
  String name();

  /** Why the file has no link; empty if it has one, or nothing has changed. */
  default String reason() {
    return "";
  }

  /** Whether the file has an object and a link. */
  default boolean isStored() {
    return false;
  }

  /** The MD5 of the file, in hex; empty for no file, or if unknown. */
  default String md5() {
    return "";
  }

  @Override
  default Map<String, Object> parameters() {
    Map<String, Object> parameters = item().parameters();
    parameters.put("outcome", name());
    parameters.put("reason", reason());
    parameters.put("md5", md5());
    return parameters;
  }

  /**
   * The object is in the bucket.
   *
   * @param isNew whether this run uploaded it
   */
  record Stored(ImageTransfer item, StoredObject object, boolean isNew, Link link)
      implements ImageOutcome {

    @Override
    public String name() {
      return isNew ? "stored" : "unchanged";
    }

    @Override
    public boolean isStored() {
      return true;
    }

    @Override
    public String md5() {
      return object.md5();
    }

    @Override
    public Map<String, Object> parameters() {
      Map<String, Object> parameters = ImageOutcome.super.parameters();
      parameters.put("object_key", item.key());
      parameters.put("size", object.size());
      parameters.put("content_type", object.contentType());
      parameters.put("link", link.url());
      parameters.put("link_expires_at", link.expires());
      return parameters;
    }
  }

  /** Central's file is the stored one. */
  record Unchanged(ImageTransfer item) implements ImageOutcome {

    @Override
    public String name() {
      return "unchanged";
    }
  }

  /** Central does not have the file; for a list, it has only those that have arrived. */
  record Missing(ImageTransfer item) implements ImageOutcome {

    @Override
    public String name() {
      return "missing";
    }

    @Override
    public String reason() {
      return "Central does not have this file";
    }
  }

  /**
   * The file cannot become an image, until Central has another version. The ledger calls this
   * {@code refused}.
   *
   * @param md5 of the file; empty if unknown
   */
  record Unusable(ImageTransfer item, String reason, String md5) implements ImageOutcome {

    @Override
    public String name() {
      return "refused";
    }
  }

  /**
   * The request or the upload failed, and is due again later. The ledger calls this {@code failed}.
   */
  record Postponed(ImageTransfer item, String reason) implements ImageOutcome {

    @Override
    public String name() {
      return "failed";
    }
  }
}
