package org.odksync.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
   * @param words what each kind means, in the order in which they are said
   */
  synchronized Check check(String subject, String all, Map<String, String> words) {
    List<String> said = new ArrayList<>(List.of(all));
    List<String> differing = new ArrayList<>();
    words.forEach(
        (kind, meaning) -> {
          if (number(kind) > 0) {
            said.add("%d %s".formatted(number(kind), meaning));
            if (!kind.equals(RECENT)) {
              differing.addAll(ids.getOrDefault(kind, List.of()));
            }
          }
        });
    boolean differs =
        words.keySet().stream().anyMatch(kind -> !kind.equals(RECENT) && number(kind) > 0);
    return new Check(
        differs ? Check.Outcome.DIFFERS : Check.Outcome.OK,
        subject,
        String.join(", ", said),
        differing);
  }
}
