package org.odksync.run;

import java.util.Map;

/** Work that is counted by somebody else. */
record CountedWork(Map<String, Object> summary) implements Work {

  @Override
  public Map<String, Object> parameters() {
    return Map.of();
  }
}
