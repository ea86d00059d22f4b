package org.odksync.image;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that is due by the ledger: for a file, or for the list of a submission's files.
 *
 * @param work {@code copy} for a pending file, {@code list} for a submission that lacks some,
 *     {@code check} for a stored file
 * @param fileName empty for a list, like the parameters that follow
 * @param requestedAt when the ledger first listed the file, as text
 * @param objectKey of the file's object; null if it has none
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

  /** Whether the request is for the list of a submission's files, not for one file. */
  boolean isList() {
    return work.equals("list");
  }

  private static String text(Map<String, Object> row, String column) {
    return Objects.requireNonNullElse(row.get(column), "").toString();
  }
}
