package org.odksync.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.odksync.error.Diagnosis;

/** What the history keeps of a run beside its columns: {@code sync_metadata}. */
final class RunMetadata {

  private RunMetadata() {}

  /**
   * What the flow says of itself, and how often it was tried.
   *
   * @param summary of the flow, as far as it has come
   * @param diagnosis of the failure or interruption; null for a success
   * @param stages how long it has waited for whom
   */
  static Map<String, Object> of(
      Map<String, Object> summary,
      @Nullable Diagnosis diagnosis,
      WaitTimes stages,
      RetryState retries) {
    Map<String, Object> metadata = new LinkedHashMap<>(summary);
    if (diagnosis != null && diagnosis.isInterruption()) {
      metadata.put("outcome", diagnosis.errorClass().toString());
    } else if (diagnosis != null) {
      metadata.put("error_class", diagnosis.errorClass().toString());
    }
    metadata.put("attempts", 1 + retries.count());
    metadata.put("retry_wait_ms", retries.waited());
    metadata.put("stages_ms", stages.times());
    return metadata;
  }
}
