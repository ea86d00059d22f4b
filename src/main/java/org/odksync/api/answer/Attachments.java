package org.odksync.api.answer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of the files that fields name.
 *
 * @param counts how many there are in all, by state
 * @param next the id after which the next page begins; null on the last one
 */
public record Attachments(Map<String, Long> counts, List<Attachment> files, @Nullable Long next) {

  /**
   * A file.
   *
   * @param reason of the last failure, or why the file is skipped
   * @param nextAttemptAt of one that is still to be copied; ISO-8601, UTC
   * @param acceptedAt when an operator has said that it may stay missing or failed; as the others
   * @param link to the picture, while it is stored
   */
  public record Attachment(
      long id,
      String form,
      String submissionId,
      String fileName,
      String state,
      @Nullable String reason,
      int attempts,
      @Nullable String nextAttemptAt,
      @Nullable String storedAt,
      @Nullable String acceptedAt,
      @Nullable String link) {}
}
