package org.odksync.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odksync.error.Diagnosis;

/** Builds {@code sync_metadata}: what the history stores of a run beside its columns. */
final class RunMetadata {

  private RunMetadata() {}

  /**
   * Adds outcome, retries and wait times to the summary.
   *
   * @param summary of the work so far
   * @param diagnosis of a failure or interruption; null for a success
   * @param waitTimes time spent waiting, by system
   */
  static Map<String, Object> of(
      Map<String, Object> summary,
      @Nullable Diagnosis diagnosis,
      WaitTimes waitTimes,
      RetryState retries) {
    Map<String, Object> metadata = new LinkedHashMap<>(summary);
    if (diagnosis != null && diagnosis.isInterruption()) {
      metadata.put("outcome", diagnosis.errorClass().toString());
    } else if (diagnosis != null) {
      metadata.put("error_class", diagnosis.errorClass().toString());
    }
    metadata.put("attempts", 1 + retries.count());
    metadata.put("retry_wait_ms", retries.waited());
    metadata.put("stages_ms", waitTimes.times());
    return metadata;
  }
}
