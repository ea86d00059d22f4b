package org.odksync.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.odksync.central.CentralAddress;
import org.odksync.central.Recheck;
import org.odksync.form.Form;
import org.odksync.row.CentralRecord;

/**
 * One comparison of all that Central has of a form with all that the warehouse has. The statements
 * in {@code verify/} compare; here it is counted, and decided what to ask a second time, because
 * both sides go on while they are compared. Of each submission eight bytes are remembered. Used by
 * one thread.
 */
public final class Verification {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL = "all";
  private static final int PAGE = 1_000;

  /** More differences than that are believed at once. */
  private static final int MOST_ASKED = 2_000;

  private static final Map<String, String> OF_SUBMISSIONS =
      ordered(
          "missing",
          "missing here",
          "surplus",
          "here that Central has not",
          "outdated",
          "of another version",
          "silent",
          "with another __system that no timestamp tells of (odk-sync sync reconcile --full)",
          "rejected",
          "that the table refuses (odk_rejected_record)",
          Differences.RECENT,
          "on their way");
  private static final Map<String, String> OF_UNIFIED =
      ordered(
          "missing",
          "missing",
          "surplus",
          "of submissions that are gone",
          "outdated",
          "of another version",
          Differences.RECENT,
          "that the next run of unified brings");
  private static final Map<String, String> OF_CHILDREN =
      ordered(
          "missing",
          "whose children were not read",
          "surplus",
          "gone, but their children are not",
          "outdated",
          "with the children of another version",
          "orphan",
          "that do not exist have children",
          Differences.RECENT,
          "on their way");
  private static final Map<String, String> OF_LEDGER =
      ordered(
          "keyless", "without an object",
          "unlinked", "without a link",
          "expired", "with a link that has expired");

  private final CentralAddress central;
  private final Form form;
  private final Duration grace;
  private final int limit;
  private final SeenIds seen = new SeenIds();
  private final Set<String> doubtful = new LinkedHashSet<>();
  private final Differences ofSubmissions;
  private final Differences ofUnified;
  private final Differences ofChildren;
  private final Differences ofLedger;
  private String settled = Instant.EPOCH.toString();
  private @Nullable String after = "";
  private String last = "";
  private long stored;
  private long encrypted;
  private @Nullable Recheck recheck;

  /**
   * @param grace changes at Central that are younger need not have arrived
   * @param limit how many ids of each difference are told
   */
  public Verification(CentralAddress central, Form form, Duration grace, int limit) {
    this.central = central;
    this.form = form;
    this.grace = grace;
    this.limit = limit;
    this.ofSubmissions = new Differences(limit);
    this.ofUnified = new Differences(limit);
    this.ofChildren = new Differences(limit);
    this.ofLedger = new Differences(limit);
  }

  /**
   * Central begins to list what it has.
   *
   * @param date its {@code Date} header
   */
  public void begin(@Variable("answer_date") @Nullable String date) {
    settled = central.now(date).minus(grace).toString();
  }

  /** What Central has changed since then may be on its way. */
  public String settled() {
    return settled;
  }

  public int limit() {
    return limit;
  }

  /** The records of an answer, each seen as it passes. */
  public Iterator<List<ObjectNode>> chunks(@Body InputStream answer) {
    Iterator<List<ObjectNode>> records = central.records(answer);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public List<ObjectNode> next() {
        List<ObjectNode> chunk = records.next();
        chunk.forEach(record -> seen.add(CentralRecord.id(record)));
        return chunk;
      }
    };
  }

  /**
   * Some submissions are compared for the first time.
   *
   * @param rows of {@code verify/compare.sql}
   */
  public void compared(@Body List<Map<String, Object>> rows) {
    rows.forEach(row -> doubt(row, String.valueOf(row.get("difference"))));
  }

  /** Whether the table has more to be looked at. */
  public boolean isPaging() {
    return after != null;
  }

  /** The id after which to go on. */
  public String after() {
    return last;
  }

  /**
   * Some of what the table has.
   *
   * @param rows of {@code verify/page.sql}
   */
  public void paged(@Body List<Map<String, Object>> rows) {
    stored += rows.size();
    for (Map<String, Object> row : rows) {
      last = id(row);
      if (!seen.contains(last)) {
        doubt(row, "surplus");
      }
    }
    after = rows.size() < PAGE ? null : last;
  }

  private void doubt(Map<String, Object> row, String difference) {
    if (doubtful.size() < MOST_ASKED) {
      doubtful.add(id(row));
    } else if (!doubtful.contains(id(row))) {
      ofSubmissions.add(kind(row, difference), id(row));
    }
  }

  /** Whether there are submissions to be asked for again. */
  public boolean isInDoubt() {
    return !doubtful.isEmpty();
  }

  /** Asks for the next ones. */
  public Recheck recheck() {
    recheck =
        central.recheck(
            form,
            false,
            doubtful.stream()
                .map(id -> Map.<String, Object>of("submission_id", id, "last_id", 0L))
                .toList());
    return recheck;
  }

  /**
   * Those that were asked for are compared a second time, with what Central says of them now.
   *
   * @param rows of {@code verify/compare.sql}
   */
  public void confirmed(@Body List<Map<String, Object>> rows) {
    rows.forEach(
        row -> ofSubmissions.add(kind(row, String.valueOf(row.get("difference"))), id(row)));
    int asked = recheck == null ? doubtful.size() : recheck.size();
    new ArrayList<>(doubtful).stream().limit(asked).forEach(doubtful::remove);
  }

  private static String kind(Map<String, Object> row, String difference) {
    return Boolean.TRUE.equals(row.get("recent")) && !difference.equals("rejected")
        ? Differences.RECENT
        : difference;
  }

  /**
   * @param rows of {@code verify/unified.sql}
   */
  public void unified(@Body List<Map<String, Object>> rows) {
    take(rows, ofUnified);
  }

  /**
   * @param rows of {@code verify/children.sql}
   */
  public void children(@Body List<Map<String, Object>> rows) {
    take(rows, ofChildren);
  }

  /**
   * @param rows of {@code verify/ledger.sql}
   */
  public void ledger(@Body List<Map<String, Object>> rows) {
    take(rows, ofLedger);
  }

  /**
   * @param rows of {@code submissions/encrypted.sql}
   */
  public void encrypted(@Body List<Map<String, Object>> rows) {
    encrypted = (Long) rows.get(0).getOrDefault("encrypted", 0L);
  }

  private static void take(List<Map<String, Object>> rows, Differences differences) {
    for (Map<String, Object> row : rows) {
      differences.add(
          String.valueOf(row.get("difference")),
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

  /** What differs, a check a table. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(
        ofSubmissions.check(
            "submissions",
            encrypted == 0
                ? "%d at Central, %d here".formatted(seen.size(), stored)
                : "%d at Central, %d here, %d encrypted".formatted(seen.size(), stored, encrypted),
            OF_SUBMISSIONS));
    checks.add(
        form.hasOwnUnified()
            ? Check.of(
                Check.Outcome.SKIPPED,
                "unified table",
                "not compared: the form has a query of its own for it")
            : ofUnified.check("unified table", rows(ofUnified, "rows"), OF_UNIFIED));
    checks.add(
        form.getVersion().repeats().isEmpty()
            ? Check.of(Check.Outcome.SKIPPED, "children", "not compared: the form has no repeats")
            : ofChildren.check("children", rows(ofChildren, "submissions"), OF_CHILDREN));
    checks.add(ofLedger.check("pictures in the ledger", rows(ofLedger, "stored"), OF_LEDGER));
    return checks;
  }

  private static String rows(Differences differences, String word) {
    return "%d %s".formatted(differences.number(ALL), word);
  }

  private static String id(Map<String, Object> row) {
    return String.valueOf(row.get("submission_id"));
  }

  /** In the order of the arguments. */
  static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
