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
 * All versions of each submission that Central has shown, and the oldest version that each feed may
 * still store.
 */
final class SubmissionHistory {

  /**
   * @param row null if the submission is absent
   * @param owed the feeds whose next run must store this version
   * @param causedByForm whether only a new form version changed the row
   */
  private record Version(@Nullable Expected row, Set<SyncTypeName> owed, boolean causedByForm) {}

  private final Map<String, List<Version>> versionsById = new LinkedHashMap<>();
  private final Map<SyncTypeName, Map<String, Integer>> stored = new HashMap<>();

  /** Records the changes since the last call. */
  void recordChanges(List<ObjectNode> submissions, Set<SyncTypeName> owed, boolean causedByForm) {
    Map<String, Expected> current = new HashMap<>();
    submissions.forEach(row -> current.put(row.get("__id").textValue(), Expected.of(row)));
    Set<String> ids = new TreeSet<>(current.keySet());
    ids.addAll(versionsById.keySet());
    for (String id : ids) {
      List<Version> versions = versionsById.computeIfAbsent(id, unknown -> new ArrayList<>());
      Expected row = current.get(id);
      if (versions.isEmpty() || !Objects.equals(row, versions.get(versions.size() - 1).row())) {
        versions.add(new Version(row, owed, causedByForm));
      }
    }
  }

  /** No timestamp shows the change any more, so no feed must deliver it. */
  void forgetOwed(String id) {
    versionsById
        .get(id)
        .replaceAll(version -> new Version(version.row(), Set.of(), version.causedByForm()));
  }

  /** The submission is purged: no feed can deliver earlier versions. */
  void forgetPurged(String id) {
    versionsById.get(id).replaceAll(version -> new Version(version.row(), Set.of(), false));
  }

  /**
   * For each submission the first version that may be stored after a run of the feed that starts
   * now; -1 if any version, or none, may be stored.
   *
   * @param withForm whether the run reads everything that a new form version has changed
   */
  Map<String, Integer> owed(SyncTypeName feed, boolean withForm) {
    Predicate<Version> isOwed =
        version -> version.owed().contains(feed) || (withForm && version.causedByForm());
    Map<String, Integer> first = new LinkedHashMap<>();
    Map<String, Integer> before = stored.getOrDefault(feed, Map.of());
    versionsById.forEach(
        (id, versions) -> {
          int last =
              IntStream.range(0, versions.size())
                  .filter(i -> isOwed.test(versions.get(i)))
                  .reduce(-1, (earlier, later) -> later);
          first.put(id, Math.max(last, before.getOrDefault(id, -1)));
        });
    return first;
  }

  /** A version that was owed at the start of a run may have disappeared before its request. */
  private static int first(List<Version> versions, int owed, int found, SyncTypeName feed) {
    boolean isVisible =
        owed >= 0
            && (versions.get(owed).causedByForm() || versions.get(owed).owed().contains(feed));
    return isVisible ? owed : found;
  }

  /**
   * Checks that each stored row is the owed version or a later one. Later runs must not store an
   * earlier version than the one found.
   *
   * @param difference between a stored submission and this version of it
   * @return the errors
   */
  List<String> check(
      SyncTypeName feed,
      Map<String, Integer> owed,
      BiFunction<String, @Nullable Expected, Optional<String>> difference) {
    Map<String, Integer> found = stored.computeIfAbsent(feed, unknown -> new HashMap<>());
    List<String> errors = new ArrayList<>();
    versionsById.forEach(
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
          errors.add(
              "%n  %s differs from %s".formatted(id, String.join(", and from ", differences)));
        });
    return errors;
  }
}
