package org.odksync.functional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All that Central has ever shown of each submission, version by version, and from which of these
 * on a feed has to have it.
 */
final class SubmissionHistory {

  /**
   * @param row null: it is not there
   * @param owed the feeds whose next run has to bring it
   * @param byForm it only looks otherwise, because the form has a new version
   */
  private record Version(@Nullable Expected row, Set<SyncTypeName> owed, boolean byForm) {}

  private final Map<String, List<Version>> all = new LinkedHashMap<>();
  private final Map<SyncTypeName, Map<String, Integer>> stored = new HashMap<>();

  /** Takes down what has changed since the last call. */
  void note(List<ObjectNode> submissions, Set<SyncTypeName> owed, boolean byForm) {
    Map<String, Expected> now = new HashMap<>();
    submissions.forEach(row -> now.put(row.get("__id").textValue(), Expected.of(row)));
    Set<String> ids = new TreeSet<>(now.keySet());
    ids.addAll(all.keySet());
    for (String id : ids) {
      List<Version> versions = all.computeIfAbsent(id, unknown -> new ArrayList<>());
      Expected row = now.get(id);
      if (versions.isEmpty() || !Objects.equals(row, versions.get(versions.size() - 1).row())) {
        versions.add(new Version(row, owed, byForm));
      }
    }
  }

  /** No timestamp tells any more of what happened to it: no feed has to bring that. */
  void forgetOwed(String id) {
    all.get(id).replaceAll(version -> new Version(version.row(), Set.of(), version.byForm()));
  }

  /** It is gone for good: no walk can bring how it was before, whatever version the form has. */
  void forgetPurged(String id) {
    all.get(id).replaceAll(version -> new Version(version.row(), Set.of(), false));
  }

  /**
   * For each submission the first version that may be stored after a run of the feed that begins
   * now; -1 where it need not be stored at all.
   *
   * @param withForm whether the run reads everything that a new version of the form has changed
   */
  Map<String, Integer> owed(SyncTypeName feed, boolean withForm) {
    Predicate<Version> isOwed =
        version -> version.owed().contains(feed) || (withForm && version.byForm());
    Map<String, Integer> first = new LinkedHashMap<>();
    Map<String, Integer> before = stored.getOrDefault(feed, Map.of());
    all.forEach(
        (id, versions) -> {
          int last =
              IntStream.range(0, versions.size())
                  .filter(i -> isOwed.test(versions.get(i)))
                  .reduce(-1, (earlier, later) -> later);
          first.put(id, Math.max(last, before.getOrDefault(id, -1)));
        });
    return first;
  }

  /** What was owed when a run began may have become invisible before it could ask. */
  private static int first(List<Version> versions, int owed, int found, SyncTypeName feed) {
    boolean isVisible =
        owed >= 0 && (versions.get(owed).byForm() || versions.get(owed).owed().contains(feed));
    return isVisible ? owed : found;
  }

  /**
   * Checks what is stored against the versions from the owed ones on. What is found there is owed
   * to every later run: no feed goes back.
   *
   * @param difference between a submission as it is stored and this version of it, null for none
   * @return what is wrong
   */
  List<String> check(
      SyncTypeName feed,
      Map<String, Integer> owed,
      BiFunction<String, @Nullable Expected, Optional<String>> difference) {
    Map<String, Integer> found = stored.computeIfAbsent(feed, unknown -> new HashMap<>());
    List<String> wrong = new ArrayList<>();
    all.forEach(
        (id, versions) -> {
          int first = first(versions, owed.getOrDefault(id, -1), found.getOrDefault(id, -1), feed);
          List<String> differences = new ArrayList<>();
          for (int i = first; i < versions.size(); i++) {
            Expected version = i < 0 ? null : versions.get(i).row();
            Optional<String> other = difference.apply(id, version);
            if (other.isEmpty()) {
              found.merge(id, i, Math::max);
              return;
            }
            differences.add("version " + i + " in " + other.get());
          }
          wrong.add(
              "%n  %s differs from %s".formatted(id, String.join(", and from ", differences)));
        });
    return wrong;
  }
}
