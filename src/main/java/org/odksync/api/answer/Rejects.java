package org.odksync.api.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what could not be stored.
 *
 * @param open of how many no later version was stored, on all pages
 * @param next the id after which the next page begins; null on the last one
 */
public record Rejects(long open, List<Reject> rejects, @Nullable Long next) {

  /**
   * A value that no column takes, or a record.
   *
   * @param columnName empty for a record as a whole
   * @param reason without any data; empty for what was rejected before reasons were kept
   * @param replayedAt when a later version was stored; ISO-8601, UTC
   * @param acceptedAt when an operator has said that it may stay so, as the others
   */
  public record Reject(
      long id,
      String syncType,
      String submissionId,
      String tableName,
      String recordId,
      String columnName,
      String reason,
      String rejectedAt,
      @Nullable String replayedAt,
      @Nullable String acceptedAt) {}
}
