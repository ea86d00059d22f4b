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
 * Submissions that are in doubt, read again by their ids: what Central says now is right. Used by
 * one run, in one thread.
 */
public final class Recheck {

  /** Servers and proxies refuse longer addresses; ids may have any length. */
  private static final int LONGEST_FILTER = 6_000;

  private final CentralUrls central;
  private final String feed;
  private final boolean withDeletes;

  /** Id of each submission to the last time that it was asked for. */
  private final Map<String, Long> asked = new LinkedHashMap<>();

  private List<ObjectNode> read = List.of();

  /** Those that stay as they are stored when Central has them no more. */
  private final Set<String> kept = new HashSet<>();

  /**
   * @param expand whether each submission is read with the rows of all its repeats
   * @param rows of {@code recheck/select.sql}
   */
  public Recheck(CentralUrls central, Form form, boolean expand, List<Map<String, Object>> rows) {
    this.central = central;
    this.feed = central.feed(form, expand);
    this.withDeletes = central.release().isTellingOfDeletes();
    int length = 0;
    for (Map<String, Object> row : rows) {
      String id = String.valueOf(row.get("submission_id"));
      length += condition(id).length();
      if (!asked.isEmpty() && length > LONGEST_FILTER) {
        break;
      }
      asked.put(id, (Long) row.get("last_id"));
      if (Boolean.TRUE.equals(row.get("is_stored"))
          && Boolean.FALSE.equals(row.get("may_delete"))) {
        kept.add(id);
      }
    }
  }

  /** Whether any submission is in doubt. */
  public boolean isAnyAsked() {
    return !asked.isEmpty();
  }

  /** How many submissions are read again. */
  public int size() {
    return asked.size();
  }

  /** Which rows of odk_recheck that does away with: a JSON array of submission_id and last_id. */
  public String asked() {
    ArrayNode done = JsonNodeFactory.instance.arrayNode();
    asked.forEach((id, last) -> done.addObject().put("submission_id", id).put("last_id", last));
    return done.toString();
  }

  /** Asks for the submissions; for deleted ones too, where Central tells of them. */
  public String address() {
    String ids = String.join("%20or%20", asked.keySet().stream().map(Recheck::condition).toList());
    String all =
        withDeletes ? " and (__system/deletedAt eq null or __system/deletedAt ne null)" : "";
    return feed + "%24filter=(" + ids + ")" + CentralUrls.encoded(all);
  }

  /** Whether this Central may be too old to be asked for deletes. */
  public boolean isAskingForDeletes() {
    return withDeletes;
  }

  /** Central does not know what a delete is: it is to be asked without. */
  public void askWithoutDeletes() {
    central.release().tellsOfDeletes(false);
  }

  /** Asks only which of the submissions Central has. */
  public String presenceAddress() {
    return address() + "&%24select=__id";
  }

  /**
   * What Central answers: a record for each submission, also for those that it has no more. Not for
   * those of them that are stored and may not be deleted: what only is not listed may be hidden by
   * mistake, and reconcile finds it again.
   */
  public List<ObjectNode> records(InputStream answer) {
    List<ObjectNode> records = all(answer);
    absent(records).stream()
        .filter(id -> !kept.contains(id))
        .forEach(id -> records.add(CentralRecord.gone(id)));
    read = records;
    return records;
  }

  /** What Central has answered last. */
  List<ObjectNode> read() {
    return read;
  }

  /**
   * What Central answers to {@link #presenceAddress}: a JSON array of submission_id and is_absent.
   */
  public String answered(InputStream answer) {
    Set<String> absent = absent(all(answer));
    ArrayNode answered = JsonNodeFactory.instance.arrayNode();
    asked
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
    Set<String> absent = new LinkedHashSet<>(asked.keySet());
    records.forEach(record -> absent.remove(CentralRecord.id(record)));
    return absent;
  }

  private static String condition(String id) {
    return CentralUrls.encoded("__id eq '" + id.replace("'", "''") + "'");
  }
}
