package org.odksync.image;

import java.util.Map;
import org.odksync.run.StatementParameters;

/** What came of a request, as the ledger records it. */
public sealed interface ImageOutcome extends StatementParameters {

  ImageItem item();

  /** How the ledger calls it. */
  String name();

  /** Why there is no link; empty where there is one, or where nothing has changed. */
  default String reason() {
    return "";
  }

  /** Whether there is an object, and a link to it. */
  default boolean isStored() {
    return false;
  }

  /** Of the bytes that came of it, in hex; empty for none, or where it is not known. */
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
   * @param isNew whether it was not there before
   */
  record Stored(ImageItem item, StoredObject object, boolean isNew, Link link)
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

  /** Central still has the bytes that we know. */
  record Unchanged(ImageItem item) implements ImageOutcome {

    @Override
    public String name() {
      return "unchanged";
    }
  }

  /** Central has not got the file, or, for a list, all but those that have arrived. */
  record Missing(ImageItem item) implements ImageOutcome {

    @Override
    public String name() {
      return "missing";
    }

    @Override
    public String reason() {
      return "Central has not got this file";
    }
  }

  /**
   * The file is no image for us, until Central has another one.
   *
   * @param md5 of what it is; empty when that is not known
   */
  record Refused(ImageItem item, String reason, String md5) implements ImageOutcome {

    @Override
    public String name() {
      return "refused";
    }
  }

  /** The request, or what was to become of its answer, failed. */
  record Failed(ImageItem item, String reason) implements ImageOutcome {

    @Override
    public String name() {
      return "failed";
    }
  }
}
