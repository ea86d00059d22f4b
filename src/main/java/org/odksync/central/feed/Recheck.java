package org.odksync.central.feed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.odksync.central.client.CentralUrls;
import org.odksync.form.Form;
import org.odksync.warehouse.row.CentralRecord;

/**
 * Reads submissions by id. A feed reads the submissions of odk_recheck again and stores Central's
 * current answer; reconcile and verify read submissions that seem to differ. Not thread-safe.
 */
public final class Recheck {

  /** Servers and proxies refuse longer URLs, and ids may have any length. */
  private static final int MAX_FILTER_LENGTH = 6_000;

  private final CentralUrls central;
  private final String feed;
  private final boolean withDeletes;

  /** Id of each submission to the id of its last row in odk_recheck. */
  private final Map<String, Long> requested = new LinkedHashMap<>();

  private List<ObjectNode> lastRecords = List.of();

  /** Stored submissions that must not be deleted if Central does not list them. */
  private final Set<String> keptIds = new HashSet<>();

  /**
   * @param expand whether to read the rows of all repeats
   * @param rows of {@code recheck/select.sql}
   */
  public Recheck(CentralUrls central, Form form, boolean expand, List<Map<String, Object>> rows) {
    this.central = central;
    this.feed = central.feed(form, expand);
    this.withDeletes = central.capabilities().listsDeletes();
    int length = 0;
    for (Map<String, Object> row : rows) {
      String id = String.valueOf(row.get("submission_id"));
      length += condition(id).length();
      if (!requested.isEmpty() && length > MAX_FILTER_LENGTH) {
        break;
      }
      requested.put(id, (Long) row.get("last_id"));
      if (Boolean.TRUE.equals(row.get("is_stored"))
          && Boolean.FALSE.equals(row.get("may_delete"))) {
        keptIds.add(id);
      }
    }
  }

  /** Whether there are submissions to request. */
  public boolean hasSubmissions() {
    return !requested.isEmpty();
  }

  /** The number of submissions. */
  public int size() {
    return requested.size();
  }

  /**
   * The rows of odk_recheck that are done after this: a JSON array of submission_id and last_id.
   */
  public String requested() {
    ArrayNode requests = JsonNodeFactory.instance.arrayNode();
    requested.forEach(
        (id, last) -> requests.addObject().put("submission_id", id).put("last_id", last));
    return requests.toString();
  }

  /** The URL that selects the submissions, including deleted ones if Central supports that. */
  public String url() {
    String ids =
        String.join("%20or%20", requested.keySet().stream().map(Recheck::condition).toList());
    String all =
        withDeletes ? " and (__system/deletedAt eq null or __system/deletedAt ne null)" : "";
    return feed + "%24filter=(" + ids + ")" + CentralUrls.encoded(all);
  }

  /** Whether the filter contains deletedAt, which an older Central refuses. */
  public boolean includesDeletes() {
    return withDeletes;
  }

  /** Records that Central does not support deletedAt. */
  public void excludeDeletes() {
    central.capabilities().setListsDeletes(false);
  }

  /** The URL that selects only the ids of the submissions. */
  public String presenceUrl() {
    return url() + "&%24select=__id";
  }

  /**
   * Reads Central's answer. Adds a "gone" record for each submission that Central does not list,
   * unless it is stored and may not be deleted: Central may hide it by mistake, and reconcile finds
   * it again.
   */
  public List<ObjectNode> records(InputStream answer) {
    List<ObjectNode> records = all(answer);
    absent(records).stream()
        .filter(id -> !keptIds.contains(id))
        .forEach(id -> records.add(CentralRecord.gone(id)));
    lastRecords = records;
    return records;
  }

  /** The records of Central's last answer. */
  List<ObjectNode> lastRecords() {
    return lastRecords;
  }

  /** Reads the answer to {@link #presenceUrl} as a JSON array of submission_id and is_absent. */
  public String answered(InputStream answer) {
    Set<String> absent = absent(all(answer));
    ArrayNode answered = JsonNodeFactory.instance.arrayNode();
    requested
        .keySet()
        .forEach(
            id ->
                answered
                    .addObject()
                    .put("submission_id", id)
                    .put("is_absent", absent.contains(id)));
    return answered.toString();
  }

  private static List<ObjectNode> all(InputStream answer) {
    List<ObjectNode> records = new ArrayList<>();
    new RecordStream(answer).forEachRemaining(records::addAll);
    return records;
  }

  private Set<String> absent(List<ObjectNode> records) {
    Set<String> absent = new LinkedHashSet<>(requested.keySet());
    records.forEach(record -> absent.remove(CentralRecord.id(record)));
    return absent;
  }

  private static String condition(String id) {
    return CentralUrls.encoded("__id eq '" + id.replace("'", "''") + "'");
  }
}
