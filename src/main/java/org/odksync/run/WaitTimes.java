package org.odksync.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long a run has waited for each of the systems around it: {@code central} until an answer
 * began, {@code database} for its statements, {@code s3} for its uploads, which take in the
 * download of what is uploaded. Of requests that are made at once the sum.
 */
final class WaitTimes {

  private final Map<String, LongAdder> milliseconds = new ConcurrentHashMap<>();

  void add(String stage, long taken) {
    milliseconds.computeIfAbsent(stage, unknown -> new LongAdder()).add(taken);
  }

  /** Milliseconds by stage. */
  Map<String, Long> times() {
    Map<String, Long> times = new TreeMap<>();
    milliseconds.forEach((stage, taken) -> times.put(stage, taken.sum()));
    return times;
  }
}
