package org.odksync.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The time that a run has spent waiting, by system: {@code central} until an answer began, {@code
 * database} for statements, {@code s3} for uploads, which include the download of the uploaded
 * file. Parallel requests are added up.
 */
final class WaitTimes {

  private final Map<String, LongAdder> milliseconds = new ConcurrentHashMap<>();

  void add(String system, long duration) {
    milliseconds.computeIfAbsent(system, unknown -> new LongAdder()).add(duration);
  }

  /** Milliseconds by system. */
  Map<String, Long> times() {
    Map<String, Long> times = new TreeMap<>();
    milliseconds.forEach((system, duration) -> times.put(system, duration.sum()));
    return times;
  }
}
