package org.odksync.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.odksync.form.Column;
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
  private final ArrayNode deleted = JSON.arrayNode();
  private final Map<String, ObjectNode> rejected = new LinkedHashMap<>();

  private Chunk() {}

  /** Rows of the table of submissions; of records with one id the last counts. */
  public static Chunk ofSubmissions(Tables tables, Collection<ObjectNode> records) {
    Chunk chunk = new Chunk();
    for (ObjectNode submission : records) {
      if (CentralRecord.isDeleted(submission)) {
        chunk.addDeleted(submission);
      } else {
        chunk.addSubmission(tables.main(), submission);
        tables.images().forEach(image -> chunk.addAttachment(image, submission));
      }
    }
    return chunk;
  }

  /** Rows of a repeat, at any depth, of all these submissions; a deleted one has none. */
  public static Chunk ofChildren(Table repeat, Collection<ObjectNode> records) {
    Chunk chunk = new Chunk();
    for (ObjectNode submission : records) {
      String id = CentralRecord.id(submission);
      chunk.ids.add(id);
      if (!CentralRecord.isDeleted(submission)) {
        new Children(repeat, id).in(submission).forEach(child -> chunk.addChild(repeat, child));
      }
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

  /** Submissions that Central has deleted: id and time. */
  public String deleted() {
    return deleted.toString();
  }

  /** Values that fit no column, and are stored as NULL: record, column and the raw value. */
  public String rejected() {
    return JSON.arrayNode().addAll(rejected.values()).toString();
  }

  /** The ids of the submissions whose children these are. */
  public String submissions() {
    return ids.toString();
  }

  private void addSubmission(Table main, ObjectNode submission) {
    String id = CentralRecord.id(submission);
    ObjectNode row = newRow(id);
    for (Column column : main.columns()) {
      JsonNode value =
          column.key().equals(Tables.SUBMITTED)
              ? submission.path("__system").get("submissionDate")
              : submission.get(column.key());
      put(id, row, column, value);
    }
  }

  private void addDeleted(ObjectNode submission) {
    deleted
        .addObject()
        .put("submission_id", CentralRecord.id(submission))
        .set("deleted_at", submission.path("__system").get("deletedAt"));
  }

  private void addChild(Table repeat, Children.Child child) {
    ObjectNode row = newRow(child.key());
    for (Column column : repeat.columns()) {
      JsonNode value = child.record().get(column.key());
      put(child.key(), row, column, value == null ? child.ours().get(column.key()) : value);
    }
  }

  private ObjectNode newRow(String key) {
    ObjectNode row = JSON.objectNode();
    rows.put(key, row);
    return row.put(Table.KEY, key);
  }

  private void put(String key, ObjectNode row, Column column, JsonNode value) {
    if (value == null || column.key().equals(Table.KEY)) {
      return;
    }
    if (Fit.fits(column.type(), value)) {
      row.set(column.name(), value);
    } else {
      ObjectNode reject = JSON.objectNode().put("record_id", key);
      reject.put("column_name", column.name()).put("raw", value.toString());
      rejected.put(key + " " + column.name(), reject);
    }
  }

  private void addAttachment(Image image, ObjectNode submission) {
    fileName(submission, image.path())
        .ifPresent(
            name ->
                attachments
                    .addObject()
                    .put("submission_id", CentralRecord.id(submission))
                    .put("file_name", name)
                    .put("folder", image.folder())
                    .set("submitted_at", submission.path("__system").get("submissionDate")));
  }

  private static Optional<String> fileName(JsonNode submission, List<String> path) {
    JsonNode value = submission;
    for (String name : path) {
      value = value.path(name);
    }
    return Fit.holdsNul(value)
        ? Optional.empty()
        : Optional.ofNullable(value.textValue()).filter(name -> !name.isBlank());
  }
}
