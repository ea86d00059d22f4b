package org.odksync.run;

import java.util.Map;

/** Work without its own state: its summary comes from the database or from the caller. */
record WorkSummary(Map<String, Object> summary) implements Work {

  @Override
  public Map<String, Object> parameters() {
    return Map.of();
  }
}
