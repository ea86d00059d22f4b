package org.odksync.image;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger asks for: a file, or the list of the files of a submission.
 *
 * @param work {@code copy} for a pending file, {@code list} for a submission that lacks some,
 *     {@code check} for a stored file
 * @param fileName empty for a list, as is what follows
 * @param requestedAt when the ledger has asked for the file
 * @param objectKey of the object that the file has already; null for none
 * @param etag of that object, for a check
 */
record ImageRequest(
    String work,
    String submissionId,
    String fileName,
    String requestedAt,
    String folder,
    @Nullable String objectKey,
    @Nullable String etag) {

  static ImageRequest of(Map<String, Object> row) {
    return new ImageRequest(
        text(row, "work"),
        text(row, "submission_id"),
        text(row, "file_name"),
        text(row, "requested_at"),
        text(row, "folder"),
        (String) row.get("object_key"),
        (String) row.get("etag"));
  }

  /** Whether it asks for the files of a submission, not for one of them. */
  boolean isList() {
    return work.equals("list");
  }

  private static String text(Map<String, Object> row, String column) {
    return Objects.requireNonNullElse(row.get(column), "").toString();
  }
}
