package org.odksync.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.odksync.form.Column;
import org.odksync.form.Column.Content;
import org.odksync.form.Image;
import org.odksync.form.Table;
import org.odksync.form.Tables;

/**
 * Some of Central's records as the rows of one of our tables. Each part is a JSON text, a parameter
 * of the chunk's statement.
 */
public final class Chunk {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ArrayNode ids = JSON.arrayNode();
  private final Map<String, ObjectNode> rows = new LinkedHashMap<>();
  private final ArrayNode attachments = JSON.arrayNode();
  private final Map<String, ObjectNode> deleted = new LinkedHashMap<>();
  private final Map<String, ObjectNode> encrypted = new LinkedHashMap<>();
  private final Map<String, ObjectNode> rejected = new LinkedHashMap<>();

  /** The submission of each row, by the row's key. */
  private final Map<String, String> submissions = new HashMap<>();

  private Chunk() {}

  /**
   * Rows of the table of submissions; of records with one id the last counts. A deleted one is a
   * row too where the form keeps them; an encrypted one is none, for it has no answers.
   */
  public static Chunk ofSubmissions(Tables tables, Collection<ObjectNode> records) {
    Chunk chunk = new Chunk();
    for (ObjectNode submission : records) {
      boolean deleted = CentralRecord.isDeleted(submission);
      if (deleted) {
        chunk.addDeleted(submission);
      }
      if (CentralRecord.isEncrypted(submission)) {
        chunk.addEncrypted(submission);
        continue;
      }
      if (!CentralRecord.isGone(submission) && (!deleted || tables.keepsDeleted())) {
        chunk.addSubmission(tables.main(), submission);
      }
      if (!deleted) {
        tables.main().images().forEach(i -> chunk.addAttachment(i, submission, submission));
      }
    }
    return chunk;
  }

  /**
   * Rows of a repeat, at any depth, of all these submissions. A deleted or encrypted one has none;
   * where the form keeps deleted ones, such a one is left as it is, unless it is encrypted.
   */
  public static Chunk ofChildren(Table repeat, Collection<ObjectNode> records, boolean keeps) {
    Chunk chunk = new Chunk();
    for (ObjectNode submission : records) {
      String id = CentralRecord.id(submission);
      boolean deleted = CentralRecord.isDeleted(submission);
      boolean encrypted = CentralRecord.isEncrypted(submission);
      if (!deleted || !keeps || encrypted) {
        chunk.ids.add(id);
      }
      if (!deleted && !encrypted) {
        for (Children.Child child : new Children(repeat, id).in(submission)) {
          chunk.addChild(repeat, id, child);
          repeat.images().forEach(i -> chunk.addAttachment(i, submission, child.record()));
        }
      }
    }
    return chunk;
  }

  /**
   * A submission no part of which can be stored: nothing but the record itself, as a reject; and
   * that it is deleted, if it is.
   */
  static Chunk ofRejected(ObjectNode submission) {
    Chunk chunk = new Chunk();
    String id = CentralRecord.id(submission);
    chunk.reject(id, "", submission);
    if (CentralRecord.isDeleted(submission)) {
      chunk.addDeleted(submission);
    }
    return chunk;
  }

  /** An array of objects whose keys are column names. */
  public String rows() {
    return JSON.arrayNode().addAll(rows.values()).toString();
  }

  /** The files that image fields name, as rows of the ledger of attachments. */
  public String attachments() {
    return attachments.toString();
  }

  /**
   * Submissions that Central has deleted: id and time; the time is null when it has purged them.
   */
  public String deleted() {
    return JSON.arrayNode().addAll(deleted.values()).toString();
  }

  /** Encrypted submissions: id, times, and whether Central still has it. */
  public String encrypted() {
    return JSON.arrayNode().addAll(encrypted.values()).toString();
  }

  /**
   * What cannot be stored: submission, record, column and the raw value, for a value that fits no
   * column and is stored as NULL; without a column for a record as a whole.
   */
  public String rejected() {
    return JSON.arrayNode().addAll(rejected.values()).toString();
  }

  /** Of which submissions something cannot be stored. */
  public Set<String> rejectedSubmissions() {
    return rejected.values().stream()
        .map(reject -> reject.get("submission_id").textValue())
        .collect(Collectors.toSet());
  }

  /** Takes values out of their rows that their columns refuse, whatever the form's schema says. */
  void reject(String key, String column) {
    ObjectNode row = rows.get(key);
    JsonNode value = row == null ? null : row.remove(column);
    if (value != null) {
      reject(key, column, value);
    }
  }

  /** The ids of the submissions whose children these are. */
  public String submissions() {
    return ids.toString();
  }

  private void addSubmission(Table main, ObjectNode submission) {
    String id = CentralRecord.id(submission);
    encrypted.remove(id);
    ObjectNode row = newRow(id, id);
    for (Column column : main.columns()) {
      JsonNode value =
          switch (column.content()) {
            case ID -> JSON.textNode(id);
            case SYSTEM -> submission.get("__system");
            case SUBMITTED -> submission.path("__system").get("submissionDate");
            case DELETED -> submission.path("__system").get("deletedAt");
            default -> submission.get(column.key());
          };
      put(id, row, column, value);
    }
  }

  private void addEncrypted(ObjectNode submission) {
    String id = CentralRecord.id(submission);
    rows.remove(id);
    encrypted.put(id, Versions.version(submission));
  }

  private void addDeleted(ObjectNode submission) {
    String id = CentralRecord.id(submission);
    ObjectNode departed = JSON.objectNode().put("submission_id", id);
    if (!CentralRecord.isGone(submission)) {
      departed.set("deleted_at", submission.path("__system").get("deletedAt"));
    }
    deleted.put(id, departed);
  }

  private void addChild(Table repeat, String submissionId, Children.Child child) {
    String key = submissionId + "_" + child.id();
    ObjectNode row = newRow(key, submissionId);
    for (Column column : repeat.columns()) {
      JsonNode value =
          switch (column.content()) {
            case ID -> JSON.textNode(child.id());
            case SUBMISSION_ID -> JSON.textNode(submissionId);
            case PARENT_ID -> JSON.textNode(child.parentId());
            case POSITION -> JSON.numberNode(child.position());
            default -> child.record().get(column.key());
          };
      put(key, row, column, value);
    }
  }

  private ObjectNode newRow(String key, String submissionId) {
    ObjectNode row = JSON.objectNode();
    rows.put(key, row);
    submissions.put(key, submissionId);
    return row.put(Table.KEY, key);
  }

  private void put(String key, ObjectNode row, Column column, JsonNode value) {
    if (value == null || column.content() == Content.KEY) {
      return;
    }
    if (Fit.fits(column.type(), value)) {
      row.set(column.name(), value);
    } else {
      reject(key, column.name(), value);
    }
  }

  private void reject(String key, String column, JsonNode raw) {
    String submissionId = submissions.getOrDefault(key, key);
    ObjectNode reject = JSON.objectNode().put("submission_id", submissionId);
    reject.put("record_id", key).put("column_name", column).put("raw", raw.toString());
    rejected.put(key + " " + column, reject);
  }

  /**
   * @param record of the submission, which has the field of the image
   */
  private void addAttachment(Image image, ObjectNode submission, JsonNode record) {
    fileName(record, image.path())
        .ifPresent(
            name ->
                attachments
                    .addObject()
                    .put("submission_id", CentralRecord.id(submission))
                    .put("file_name", name)
                    .put("folder", image.folder())
                    .set("submitted_at", submission.path("__system").get("submissionDate")));
  }

  private static Optional<String> fileName(JsonNode record, List<String> path) {
    JsonNode value = record;
    for (String name : path) {
      value = value.path(name);
    }
    return Fit.holdsNul(value)
        ? Optional.empty()
        : Optional.ofNullable(value.textValue()).filter(name -> !name.isBlank());
  }
}
