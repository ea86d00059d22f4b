package org.odksync.check;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.odksync.central.client.CentralClient;
import org.odksync.central.client.CentralUrls;
import org.odksync.central.feed.Recheck;
import org.odksync.central.feed.RecordStream;
import org.odksync.error.UnusableAnswer;
import org.odksync.form.Form;
import org.odksync.warehouse.row.CentralRecord;
import org.odksync.warehouse.row.SubmissionVersions;

/**
 * Compares all submissions of a form at Central with the warehouse. The statements in {@code
 * verify/} do the comparing; this class counts the results. It reads a submission again from
 * Central if it seems to differ, because both sides change during the comparison. Keeps eight bytes
 * per submission. Not thread-safe.
 */
final class Comparison {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 1_000;

  /** Differences beyond this number are counted without asking Central again. */
  private static final int MAX_RECHECKS = 2_000;

  /** The answer of a Central before 2024.3 to a filter on deletedAt. */
  private static final int NOT_IMPLEMENTED = 501;

  private static final String REJECTED = "rejected";

  private final CheckRunner runner;
  private final CentralClient client;
  private final CentralUrls central;
  private final Form form;
  private final Duration grace;
  private final int limit;
  private final @Nullable ValueComparison values;
  private final IdHashes seen = new IdHashes();
  private final Set<String> suspects = new LinkedHashSet<>();
  private final Differences submissions;
  private final Differences valueDifferences;
  private final Differences unified;
  private final Differences children;
  private final Differences ledger;
  private final Differences links;
  private Instant settledBefore = Instant.EPOCH;
  private int listed;
  private long stored;
  private long encrypted;

  /**
   * @param grace changes at Central younger than this may be missing in the warehouse
   * @param limit how many ids to report for each kind of difference
   * @param values compares each value as well; null to skip that
   */
  Comparison(
      CheckRunner runner,
      CentralClient client,
      CentralUrls central,
      Form form,
      Duration grace,
      int limit,
      @Nullable ValueComparison values) {
    this.runner = runner;
    this.client = client;
    this.central = central;
    this.form = form;
    this.grace = grace;
    this.limit = limit;
    this.values = values;
    this.submissions = new Differences(limit);
    this.valueDifferences = new Differences(limit);
    this.unified = new Differences(limit);
    this.children = new Differences(limit);
    this.ledger = new Differences(limit);
    this.links = new Differences(limit);
  }

  /** Compares everything; gives one check per kind of table. */
  List<Check> checks() {
    compareCentralWithWarehouse();
    compareWarehouseWithCentral();
    while (!suspects.isEmpty()) {
      recheck();
    }
    compareTables();
    return results();
  }

  private void compareCentralWithWarehouse() {
    String url = values == null ? central.versions(form) : central.submissions(form);
    listed =
        client.get(
            url,
            (body, date) -> {
              settledBefore = central.now(date).minus(grace);
              new RecordStream(body).forEachRemaining(this::compareListed);
              return seen.size();
            });
  }

  private void compareListed(List<ObjectNode> records) {
    records.forEach(record -> seen.add(CentralRecord.id(record)));
    differing(records).forEach(row -> suspect(row, difference(row)));
    if (values != null) {
      values.differing(records).forEach(id -> suspect(id, valueDifferences, "values"));
    }
  }

  /** Rows of {@code verify/compare.sql}. */
  private List<Map<String, Object>> differing(List<ObjectNode> records) {
    return rows(
        "verify/compare",
        Map.of("versions", SubmissionVersions.of(records), "settled", settledBefore.toString()));
  }

  private void compareWarehouseWithCentral() {
    String after = "";
    List<Map<String, Object>> page;
    do {
      page = rows("verify/page", Map.of("after", after));
      stored += page.size();
      for (Map<String, Object> row : page) {
        if (!seen.contains(id(row))) {
          suspect(row, "surplus");
        }
      }
      if (!page.isEmpty()) {
        String last = id(page.get(page.size() - 1));
        compareUnified(after, last);
        after = last;
      }
    } while (page.size() == PAGE);
  }

  private void compareUnified(String after, String last) {
    if (!form.hasCustomUnifiedTable()) {
      rows("verify/unified_values", Map.of("after", after, "last", last))
          .forEach(row -> unified.add("values", id(row)));
    }
  }

  private void suspect(Map<String, Object> row, String difference) {
    suspect(id(row), submissions, kind(row, difference));
  }

  private void suspect(String id, Differences differences, String kind) {
    if (suspects.size() < MAX_RECHECKS) {
      suspects.add(id);
    } else if (!suspects.contains(id)) {
      differences.add(kind, id);
    }
  }

  /** Reads the next suspects from Central again: they may have changed since they were compared. */
  private void recheck() {
    Recheck recheck =
        new Recheck(
            central,
            form,
            values != null,
            suspects.stream()
                .map(id -> Map.<String, Object>of("submission_id", id, "last_id", 0L))
                .toList());
    try {
      client.get(recheck.url(), (body, date) -> confirm(recheck, body)).forEach(suspects::remove);
    } catch (UnusableAnswer refused) {
      if (!refused.isBecauseOf(NOT_IMPLEMENTED) || !recheck.includesDeletes()) {
        throw refused;
      }
      recheck.excludeDeletes();
    }
  }

  /** Counts the differences that remain; returns the requested ids. */
  private List<String> confirm(Recheck recheck, InputStream answer) {
    List<ObjectNode> records = recheck.records(answer);
    List<Map<String, Object>> rows = differing(records);
    rows.forEach(row -> submissions.add(kind(row, difference(row)), id(row)));
    if (values != null) {
      // values of an outdated submission differ anyway
      Set<String> outdated = rows.stream().map(Comparison::id).collect(toSet());
      values.differing(records).stream()
          .filter(id -> !outdated.contains(id))
          .forEach(id -> valueDifferences.add("values", id));
    }
    return suspects.stream().limit(recheck.size()).toList();
  }

  private static String difference(Map<String, Object> row) {
    return String.valueOf(row.get("difference"));
  }

  private static String kind(Map<String, Object> row, String difference) {
    return Boolean.TRUE.equals(row.get("recent")) && !difference.equals(REJECTED)
        ? Differences.RECENT
        : difference;
  }

  private void compareTables() {
    Map<String, Object> parameters = Map.of("limit", limit, "settled", settledBefore.toString());
    if (!form.hasCustomUnifiedTable()) {
      addAll(rows("verify/unified", parameters), unified);
    }
    if (hasRepeats()) {
      addAll(rows("verify/children", parameters), children);
    }
    addAll(rows("verify/ledger", parameters), ledger);
    addAll(rows("verify/links", parameters), links);
    encrypted = (Long) rows("submissions/encrypted", Map.of()).get(0).getOrDefault("encrypted", 0L);
  }

  private boolean hasRepeats() {
    return !form.getVersion().repeats().isEmpty();
  }

  private List<Map<String, Object>> rows(String statement, Map<String, Object> parameters) {
    return runner.rows(statement, form, parameters);
  }

  private static void addAll(List<Map<String, Object>> rows, Differences differences) {
    for (Map<String, Object> row : rows) {
      differences.add(
          difference(row),
          Long.parseLong(String.valueOf(row.get("found"))),
          ids(String.valueOf(row.get("ids"))));
    }
  }

  private static List<String> ids(String array) {
    try {
      return JSON.readValue(array, new TypeReference<List<String>>() {});
    } catch (JsonProcessingException notJson) {
      throw new IllegalStateException("a statement in verify/ returned no JSON", notJson);
    }
  }

  private List<Check> results() {
    List<Check> checks = new ArrayList<>();
    checks.add(submissions.check("submissions", counts(), DifferenceKind.OF_SUBMISSIONS));
    checks.add(
        values == null
            ? Check.skipped(
                "values",
                "not compared: odk-sync verify --values reads all answers from Central again")
            : valueDifferences.check(
                "values", "all compared with Central", DifferenceKind.OF_VALUES));
    checks.add(
        form.hasCustomUnifiedTable()
            ? Check.skipped("unified table", "not compared: the form has its own query")
            : unified.check("unified table", all(unified, "rows"), DifferenceKind.OF_UNIFIED));
    checks.add(
        hasRepeats()
            ? children.check("children", all(children, "submissions"), DifferenceKind.OF_CHILDREN)
            : Check.skipped("children", "not compared: the form has no repeats"));
    checks.add(
        ledger.check("images in the ledger", all(ledger, "stored"), DifferenceKind.OF_LEDGER));
    checks.add(links.check("links", all(links, "in the tables"), DifferenceKind.OF_LINKS));
    return checks;
  }

  private String counts() {
    String counts = "%d at Central, %d here".formatted(listed, stored);
    return encrypted == 0 ? counts : "%s, %d encrypted".formatted(counts, encrypted);
  }

  private static String all(Differences differences, String word) {
    return "%d %s".formatted(differences.count("all"), word);
  }

  private static String id(Map<String, Object> row) {
    return String.valueOf(row.get("submission_id"));
  }
}
