package org.odksync.run;

import java.util.Map;

/** Work that only has a summary: its counters are kept elsewhere. */
record WorkSummary(Map<String, Object> summary) implements Work {

  @Override
  public Map<String, Object> parameters() {
    return Map.of();
  }
}
