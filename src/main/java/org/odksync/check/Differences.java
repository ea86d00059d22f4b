package org.odksync.check;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How many things differ, by how they do, and the first ids of each. Safe for several threads. */
final class Differences {

  /** What is on its way to be equal is no difference. */
  static final String RECENT = "recent";

  private final int limit;
  private final Map<String, Long> numbers = new LinkedHashMap<>();
  private final Map<String, List<String>> ids = new LinkedHashMap<>();

  /**
   * @param limit how many ids of each kind are kept
   */
  Differences(int limit) {
    this.limit = limit;
  }

  synchronized void add(String kind, String id) {
    add(kind, 1, List.of(id));
  }

  synchronized void add(String kind, long number, Collection<String> some) {
    numbers.merge(kind, number, Long::sum);
    List<String> kept = ids.computeIfAbsent(kind, its -> new ArrayList<>());
    some.stream().limit(Math.max(0, limit - kept.size())).forEach(kept::add);
  }

  synchronized long number(String kind) {
    return numbers.getOrDefault(kind, 0L);
  }

  /**
   * Whether anything differs, and how.
   *
   * @param all what was compared
   * @param kinds in the order in which they are said
   */
  synchronized Check check(String subject, String all, List<DifferenceKind> kinds) {
    List<DifferenceKind> found = kinds.stream().filter(kind -> number(kind.name()) > 0).toList();
    List<DifferenceKind> differing = found.stream().filter(DifferenceKind::isDifference).toList();
    return new Check(
        differing.isEmpty() ? Check.Outcome.OK : Check.Outcome.DIFFERS,
        subject,
        Stream.concat(
                Stream.of(all),
                found.stream().map(kind -> "%d %s".formatted(number(kind.name()), kind.meaning())))
            .collect(joining(", ")),
        differing.stream()
            .flatMap(kind -> ids.getOrDefault(kind.name(), List.of()).stream())
            .toList(),
        differing.stream().flatMap(kind -> Stream.ofNullable(kind.repair())).collect(toSet()));
  }
}
