package org.odksync.status;

/**
 * Selects runs of the history, newest first.
 *
 * @param syncType empty for all
 * @param status {@code success}, {@code error} or {@code in_progress}; empty for all
 * @param before only runs with a smaller id; 0 for all
 * @param limit maximum number of runs
 */
public record RunFilter(String syncType, String status, long before, int limit) {

  /** The newest runs of all sync types. */
  public static RunFilter latest(int limit) {
    return new RunFilter("", "", 0, limit);
  }
}
