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
 * One comparison of all that Central has of a form with all that the warehouse has. The statements
 * in {@code verify/} compare; here it is counted, and decided what to ask a second time, because
 * both sides go on while they are compared. Of each submission eight bytes are remembered. Used by
 * one thread.
 */
final class Comparison {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 1_000;

  /** More differences than that are believed at once. */
  private static final int MOST_ASKED = 2_000;

  /** Central, before 2024.3, does not know what a delete is. */
  private static final int NOT_IMPLEMENTED = 501;

  private static final String REJECTED = "rejected";

  private final CheckRunner trial;
  private final CentralClient client;
  private final CentralUrls central;
  private final Form form;
  private final Duration grace;
  private final int limit;
  private final @Nullable ValueComparison values;
  private final SeenIds seen = new SeenIds();
  private final Set<String> doubtful = new LinkedHashSet<>();
  private final Differences ofSubmissions;
  private final Differences ofValues;
  private final Differences ofUnified;
  private final Differences ofChildren;
  private final Differences ofLedger;
  private final Differences ofLinks;
  private Instant settled = Instant.EPOCH;
  private int listed;
  private long stored;
  private long encrypted;

  /**
   * @param grace changes at Central that are younger need not have arrived
   * @param limit how many ids of each difference are told
   * @param values compares these as well; null for nobody
   */
  Comparison(
      CheckRunner trial,
      CentralClient client,
      CentralUrls central,
      Form form,
      Duration grace,
      int limit,
      @Nullable ValueComparison values) {
    this.trial = trial;
    this.client = client;
    this.central = central;
    this.form = form;
    this.grace = grace;
    this.limit = limit;
    this.values = values;
    this.ofSubmissions = new Differences(limit);
    this.ofValues = new Differences(limit);
    this.ofUnified = new Differences(limit);
    this.ofChildren = new Differences(limit);
    this.ofLedger = new Differences(limit);
    this.ofLinks = new Differences(limit);
  }

  /** What differs, a check a table. */
  List<Check> checks() {
    compareWhatCentralLists();
    compareWhatIsStored();
    while (!doubtful.isEmpty()) {
      askAgain();
    }
    compareTables();
    return told();
  }

  private void compareWhatCentralLists() {
    String all = values == null ? central.versions(form) : central.submissions(form);
    listed =
        client.get(
            all,
            (body, date) -> {
              settled = central.now(date).minus(grace);
              new RecordStream(body).forEachRemaining(this::compareListed);
              return seen.size();
            });
  }

  private void compareListed(List<ObjectNode> records) {
    records.forEach(record -> seen.add(CentralRecord.id(record)));
    differing(records).forEach(row -> doubt(row, difference(row)));
    if (values != null) {
      values.differing(records).forEach(id -> doubt(id, ofValues, "values"));
    }
  }

  /** Rows of {@code verify/compare.sql}. */
  private List<Map<String, Object>> differing(List<ObjectNode> records) {
    return rows(
        "verify/compare",
        Map.of("versions", SubmissionVersions.of(records), "settled", settled.toString()));
  }

  private void compareWhatIsStored() {
    String after = "";
    List<Map<String, Object>> page;
    do {
      page = rows("verify/page", Map.of("after", after));
      stored += page.size();
      for (Map<String, Object> row : page) {
        if (!seen.contains(id(row))) {
          doubt(row, "surplus");
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
    if (!form.hasOwnUnified()) {
      rows("verify/unified_values", Map.of("after", after, "last", last))
          .forEach(row -> ofUnified.add("values", id(row)));
    }
  }

  private void doubt(Map<String, Object> row, String difference) {
    doubt(id(row), ofSubmissions, kind(row, difference));
  }

  private void doubt(String id, Differences differences, String kind) {
    if (doubtful.size() < MOST_ASKED) {
      doubtful.add(id);
    } else if (!doubtful.contains(id)) {
      differences.add(kind, id);
    }
  }

  /** Of the next submissions in doubt, what Central says now is right; much may have happened. */
  private void askAgain() {
    Recheck recheck =
        new Recheck(
            central,
            form,
            values != null,
            doubtful.stream()
                .map(id -> Map.<String, Object>of("submission_id", id, "last_id", 0L))
                .toList());
    try {
      client.get(recheck.url(), (body, date) -> confirm(recheck, body)).forEach(doubtful::remove);
    } catch (UnusableAnswer refused) {
      if (!refused.isBecauseOf(NOT_IMPLEMENTED) || !recheck.includesDeletes()) {
        throw refused;
      }
      recheck.excludeDeletes();
    }
  }

  /** Gives the ids that were asked for. */
  private List<String> confirm(Recheck recheck, InputStream answer) {
    List<ObjectNode> records = recheck.records(answer);
    List<Map<String, Object>> rows = differing(records);
    rows.forEach(row -> ofSubmissions.add(kind(row, difference(row)), id(row)));
    if (values != null) {
      // another version has other values
      Set<String> explained = rows.stream().map(Comparison::id).collect(toSet());
      values.differing(records).stream()
          .filter(id -> !explained.contains(id))
          .forEach(id -> ofValues.add("values", id));
    }
    return doubtful.stream().limit(recheck.size()).toList();
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
    Map<String, Object> parameters = Map.of("limit", limit, "settled", settled.toString());
    if (!form.hasOwnUnified()) {
      take(rows("verify/unified", parameters), ofUnified);
    }
    if (hasRepeats()) {
      take(rows("verify/children", parameters), ofChildren);
    }
    take(rows("verify/ledger", parameters), ofLedger);
    take(rows("verify/links", parameters), ofLinks);
    encrypted = (Long) rows("submissions/encrypted", Map.of()).get(0).getOrDefault("encrypted", 0L);
  }

  private boolean hasRepeats() {
    return !form.getVersion().repeats().isEmpty();
  }

  private List<Map<String, Object>> rows(String statement, Map<String, Object> parameters) {
    return trial.rows(statement, form, parameters);
  }

  private static void take(List<Map<String, Object>> rows, Differences differences) {
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
      throw new IllegalStateException("a statement gave no JSON", notJson);
    }
  }

  private List<Check> told() {
    List<Check> checks = new ArrayList<>();
    checks.add(ofSubmissions.check("submissions", numbers(), DifferenceKind.OF_SUBMISSIONS));
    checks.add(
        values == null
            ? Check.skipped(
                "values",
                "not compared with Central's: odk-sync verify --values reads all answers again")
            : ofValues.check("values", "all compared with Central's", DifferenceKind.OF_VALUES));
    checks.add(
        form.hasOwnUnified()
            ? Check.skipped("unified table", "not compared: the form has a query of its own for it")
            : ofUnified.check("unified table", all(ofUnified, "rows"), DifferenceKind.OF_UNIFIED));
    checks.add(
        hasRepeats()
            ? ofChildren.check(
                "children", all(ofChildren, "submissions"), DifferenceKind.OF_CHILDREN)
            : Check.skipped("children", "not compared: the form has no repeats"));
    checks.add(
        ofLedger.check(
            "pictures in the ledger", all(ofLedger, "stored"), DifferenceKind.OF_LEDGER));
    checks.add(ofLinks.check("links", all(ofLinks, "in the tables"), DifferenceKind.OF_LINKS));
    return checks;
  }

  private String numbers() {
    String numbers = "%d at Central, %d here".formatted(listed, stored);
    return encrypted == 0 ? numbers : "%s, %d encrypted".formatted(numbers, encrypted);
  }

  private static String all(Differences differences, String word) {
    return "%d %s".formatted(differences.number("all"), word);
  }

  private static String id(Map<String, Object> row) {
    return String.valueOf(row.get("submission_id"));
  }
}
