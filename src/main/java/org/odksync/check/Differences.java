package org.odksync.check;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Counts differences by kind, and keeps the first ids of each kind. Thread-safe. */
final class Differences {

  /** Changed within the grace period: reported, but not a difference. */
  static final String RECENT = "recent";

  private final int limit;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, List<String>> ids = new LinkedHashMap<>();

  /**
   * @param limit how many ids to keep for each kind
   */
  Differences(int limit) {
    this.limit = limit;
  }

  synchronized void add(String kind, String id) {
    add(kind, 1, List.of(id));
  }

  synchronized void add(String kind, long count, Collection<String> newIds) {
    counts.merge(kind, count, Long::sum);
    List<String> kept = ids.computeIfAbsent(kind, unknown -> new ArrayList<>());
    newIds.stream().limit(Math.max(0, limit - kept.size())).forEach(kept::add);
  }

  synchronized long count(String kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /**
   * Reports the differences as one check.
   *
   * @param compared what was compared, for the message
   * @param kinds in the order of the message
   */
  synchronized Check check(String subject, String compared, List<DifferenceKind> kinds) {
    List<DifferenceKind> found = kinds.stream().filter(kind -> count(kind.name()) > 0).toList();
    List<DifferenceKind> differing = found.stream().filter(DifferenceKind::isDifference).toList();
    return new Check(
        differing.isEmpty() ? Check.Outcome.OK : Check.Outcome.DIFFERS,
        subject,
        Stream.concat(
                Stream.of(compared),
                found.stream().map(kind -> "%d %s".formatted(count(kind.name()), kind.meaning())))
            .collect(joining(", ")),
        differing.stream()
            .flatMap(kind -> ids.getOrDefault(kind.name(), List.of()).stream())
            .toList(),
        differing.stream().flatMap(kind -> Stream.ofNullable(kind.repair())).collect(toSet()));
  }
}
