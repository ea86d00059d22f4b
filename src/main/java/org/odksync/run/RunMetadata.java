package org.odksync.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** What the history keeps of a run beside its columns: {@code sync_metadata}. */
public final class RunMetadata {

  private RunMetadata() {}

  /**
   * What the flow says of itself, and how often it was tried.
   *
   * @param summary of the flow, as far as it has come; null before it began
   * @param diagnosis of its failure; null for a success
   * @param retries steps that were tried again; null for none
   * @param waited for these, in milliseconds
   * @param stages how long it has waited for whom; null before it began
   */
  public static Map<String, Object> of(
      @Variable("summary") @Nullable Map<String, Object> summary,
      @Variable("diagnosis") @Nullable Diagnosis diagnosis,
      @Variable("retries") @Nullable Integer retries,
      @Variable("retry_wait_ms") @Nullable Long waited,
      @Variable("stages") @Nullable Stages stages) {
    Map<String, Object> metadata = new LinkedHashMap<>(summary == null ? Map.of() : summary);
    if (diagnosis != null) {
      metadata.put("error_class", diagnosis.errorClass().toString());
    }
    metadata.put("attempts", 1 + (retries == null ? 0 : retries));
    metadata.put("retry_wait_ms", waited == null ? 0 : waited);
    metadata.put("stages_ms", stages == null ? Map.of() : stages.times());
    return metadata;
  }
}
