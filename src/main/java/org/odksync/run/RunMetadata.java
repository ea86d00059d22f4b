package org.odksync.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** What the history keeps of a run beside its columns: {@code sync_metadata}. */
public final class RunMetadata {

  private RunMetadata() {}

  /**
   * What the flow says of itself, and how often it was tried.
   *
   * @param summary of the flow, as far as it has come; null before it began
   * @param diagnosis of its failure or interruption; null for a success
   * @param stages how long it has waited for whom; null before it began
   */
  public static Map<String, Object> of(
      @Variable("summary") @Nullable Map<String, Object> summary,
      @Variable("diagnosis") @Nullable Diagnosis diagnosis,
      @Variable("stages") @Nullable Stages stages,
      Exchange exchange) {
    Retries retries = Retries.of(exchange);
    Map<String, Object> metadata = new LinkedHashMap<>(summary == null ? Map.of() : summary);
    if (diagnosis != null && diagnosis.isInterruption()) {
      metadata.put("outcome", diagnosis.errorClass().toString());
    } else if (diagnosis != null) {
      metadata.put("error_class", diagnosis.errorClass().toString());
    }
    metadata.put("attempts", 1 + retries.count());
    metadata.put("retry_wait_ms", retries.waited());
    metadata.put("stages_ms", stages == null ? Map.of() : stages.times());
    return metadata;
  }
}
