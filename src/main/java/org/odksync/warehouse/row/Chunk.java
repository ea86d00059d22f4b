package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odksync.form.Column;
import org.odksync.form.Column.Content;
import org.odksync.form.Image;
import org.odksync.form.OtherFile;
import org.odksync.form.Table;
import org.odksync.form.Tables;

/**
 * A chunk of Central's records as rows of one of our tables. Each part is a JSON text and a
 * parameter of the chunk's statement.
 */
public final class Chunk {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ZoneId zone;
  private final int squeezeFactor;
  private final ArrayNode ids = JSON.arrayNode();
  private final Map<String, ObjectNode> rows = new LinkedHashMap<>();
  private final List<NamedFile> attachments = new ArrayList<>();
  private final Map<String, ObjectNode> deleted = new LinkedHashMap<>();
  private final Map<String, ObjectNode> encrypted = new LinkedHashMap<>();
  private final Map<String, ObjectNode> rejected = new LinkedHashMap<>();

  /** Submission id by row key. */
  private final Map<String, String> submissions = new HashMap<>();

  private @Nullable String unstorableId;
  private boolean inAscii;

  /** The JSON texts; null if they must be written again. */
  private @Nullable Map<String, Object> parameters;

  /**
   * A file named by a field of a row.
   *
   * @param key of the row
   * @param column of the row that contains the name
   */
  private record NamedFile(String key, String column, ObjectNode file) {}

  private Chunk(ZoneId zone, int squeezeFactor) {
    this.zone = zone;
    this.squeezeFactor = squeezeFactor;
  }

  /**
   * Rows of the table of submissions. The last record with the same id counts. A deleted submission
   * is a row if the form keeps deleted ones; an encrypted one is not, because it has no answers.
   *
   * @param zone for times without a zone
   * @param squeezeFactor divides the room of a row that is too wide: 2 for half the room
   */
  public static Chunk ofSubmissions(
      Tables tables, Collection<ObjectNode> records, ZoneId zone, int squeezeFactor) {
    Chunk chunk = new Chunk(zone, squeezeFactor);
    for (ObjectNode submission : records) {
      boolean deleted = CentralRecord.isDeleted(submission);
      Optional<String> misfit = CentralRecord.misfit(submission);
      if (deleted && CentralRecord.hasKey(submission)) {
        chunk.addDeleted(submission);
      }
      if (misfit.isPresent()) {
        chunk.reject(submission, misfit.get());
        continue;
      }
      if (CentralRecord.isEncrypted(submission)) {
        chunk.addEncrypted(submission);
        continue;
      }
      if (!CentralRecord.isGone(submission) && (!deleted || tables.keepsDeleted())) {
        chunk.addSubmission(tables.main(), submission);
      }
      if (!deleted) {
        chunk.addAttachments(tables.main(), submission, submission, CentralRecord.id(submission));
      }
    }
    return chunk;
  }

  /**
   * Rows of a repeat, at any depth, of all these submissions. A deleted or encrypted submission has
   * no rows. If the form keeps deleted submissions, their stored rows do not change, unless they
   * are encrypted.
   *
   * @param zone for times without a zone
   * @param squeezeFactor as in {@link #ofSubmissions}
   */
  public static Chunk ofChildren(
      Table repeat,
      Collection<ObjectNode> records,
      boolean keepsDeleted,
      ZoneId zone,
      int squeezeFactor) {
    Chunk chunk = new Chunk(zone, squeezeFactor);
    for (ObjectNode submission : records) {
      Optional<String> misfit = CentralRecord.misfit(submission);
      if (misfit.isPresent()) {
        chunk.reject(submission, misfit.get());
      } else {
        chunk.addChildren(repeat, submission, keepsDeleted);
      }
    }
    return chunk;
  }

  private void addChildren(Table repeat, ObjectNode submission, boolean keepsDeleted) {
    String id = CentralRecord.id(submission);
    boolean deleted = CentralRecord.isDeleted(submission);
    boolean encrypted = CentralRecord.isEncrypted(submission);
    List<RepeatRows.Child> children;
    try {
      children = deleted || encrypted ? List.of() : new RepeatRows(repeat, id).in(submission);
    } catch (MalformedRecord withoutId) {
      reject(submission, "a row of a repeat without an id");
      return;
    }
    if (!deleted || !keepsDeleted || encrypted) {
      ids.add(id);
    }
    for (RepeatRows.Child child : children) {
      String key = id + "_" + child.id();
      Optional<String> misfit = PostgresText.keyMisfit(key);
      if (misfit.isPresent()) {
        reject(id, PostgresText.shown(key), "", child.record(), misfit.get());
      } else {
        addChild(repeat, key, id, child);
        addAttachments(repeat, submission, child.record(), key);
      }
    }
  }

  /**
   * Only the record as a reject, for a submission that cannot be stored; also its deletion, if it
   * is deleted.
   */
  static Chunk ofRejected(ObjectNode submission, String reason) {
    Chunk chunk = new Chunk(ZoneOffset.UTC, 1);
    chunk.reject(submission, reason);
    if (CentralRecord.isDeleted(submission)) {
      chunk.addDeleted(submission);
    }
    return chunk;
  }

  /** A reject without the record, for a submission whose record cannot be stored either. */
  static Chunk ofUnknown(ObjectNode submission, String reason) {
    Chunk chunk = new Chunk(ZoneOffset.UTC, 1);
    chunk.unstorableId = CentralRecord.id(submission);
    chunk.reject("", PostgresText.shown(chunk.unstorableId), "", JSON.nullNode(), reason);
    return chunk;
  }

  /** Writes rejects in ASCII, for a database whose encoding lacks some characters. */
  void escape() {
    inAscii = true;
    parameters = null;
  }

  /** The parameters of the chunk's statement: JSON texts by name. */
  public Map<String, Object> parameters() {
    if (parameters == null) {
      parameters =
          Map.of(
              "rows", rows(),
              "attachments", attachments(),
              "deleted", deleted(),
              "encrypted", encrypted(),
              "submissions", submissions(),
              "rejected", rejected());
    }
    return parameters;
  }

  /** The rows: an array of objects with column names as keys. */
  public String rows() {
    return JSON.arrayNode().addAll(rows.values()).toString();
  }

  /**
   * The files that fields name, as rows of the attachment ledger: images with the folder of their
   * objects, other files with the reason why they are skipped.
   */
  public String attachments() {
    ArrayNode files = JSON.arrayNode();
    attachments.forEach(named -> files.add(named.file()));
    return files.toString();
  }

  /** Deleted submissions: id and time; the time is null if Central has purged them. */
  public String deleted() {
    return JSON.arrayNode().addAll(deleted.values()).toString();
  }

  /** Encrypted submissions: id, times, and whether Central still has them. */
  public String encrypted() {
    return JSON.arrayNode().addAll(encrypted.values()).toString();
  }

  /**
   * The rejects: submission, record, column, raw value and reason. The column of a rejected value
   * is NULL. A reject of a whole record has no column; it has no submission if the id cannot be
   * stored.
   */
  public String rejected() {
    if (inAscii) {
      rejected.values().forEach(r -> r.put("raw", PostgresText.ascii(r.get("raw").textValue())));
    }
    return JSON.arrayNode().addAll(rejected.values()).toString();
  }

  /** The id of a submission that the database cannot store. */
  public Optional<String> unstorableId() {
    return Optional.ofNullable(unstorableId);
  }

  /** The ids of the submissions with rejects. */
  public Set<String> rejectedSubmissions() {
    return rejected.values().stream()
        .map(reject -> reject.get("submission_id").textValue())
        .collect(Collectors.toSet());
  }

  /** Rejects a value that PostgreSQL refused although it fits the form's schema. */
  void reject(String key, String column, String reason) {
    parameters = null;
    ObjectNode row = rows.get(key);
    JsonNode value = row == null ? null : row.remove(column);
    if (value != null) {
      attachments.removeIf(named -> named.key().equals(key) && named.column().equals(column));
      reject(submissions.getOrDefault(key, key), key, column, value, reason);
    }
  }

  /**
   * Every single value of the rows: record, column, and the value as a JSON text.
   *
   * @param escaped for a database whose encoding lacks some characters
   */
  String cells(boolean escaped) {
    ArrayNode cells = JSON.arrayNode();
    rows.forEach(
        (key, row) -> row.properties().forEach(cell -> cells.add(cell(key, cell, escaped))));
    return cells.toString();
  }

  private static ObjectNode cell(String key, Map.Entry<String, JsonNode> cell, boolean escaped) {
    String value = cell.getValue().toString();
    return JSON.objectNode()
        .put("record_id", key)
        .put("column_name", cell.getKey())
        .put("value", escaped ? PostgresText.ascii(value) : value);
  }

  /** The ids of the submissions whose children the chunk contains. */
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
            case REST -> null;
            default -> submission.get(column.key());
          };
      put(id, row, column, value);
    }
    main.columnOfRest().ifPresent(column -> addOverflow(main, column, id, row, submission));
  }

  private void addEncrypted(ObjectNode submission) {
    String id = CentralRecord.id(submission);
    rows.remove(id);
    encrypted.put(id, SubmissionVersions.version(submission));
  }

  private void addDeleted(ObjectNode submission) {
    String id = CentralRecord.id(submission);
    ObjectNode tombstone = JSON.objectNode().put("submission_id", id);
    if (!CentralRecord.isGone(submission)) {
      tombstone.set("deleted_at", submission.path("__system").get("deletedAt"));
    }
    deleted.put(id, tombstone);
  }

  private void addChild(Table repeat, String key, String submissionId, RepeatRows.Child child) {
    ObjectNode row = newRow(key, submissionId);
    for (Column column : repeat.columns()) {
      JsonNode value =
          switch (column.content()) {
            case ID -> JSON.textNode(child.id());
            case SUBMISSION_ID -> JSON.textNode(submissionId);
            case PARENT_ID -> JSON.textNode(child.parentId());
            case POSITION -> JSON.numberNode(child.position());
            case REST -> null;
            default -> child.record().get(column.key());
          };
      put(key, row, column, value);
    }
    repeat
        .columnOfRest()
        .ifPresent(column -> addOverflow(repeat, column, key, row, child.record()));
  }

  private void addOverflow(
      Table table, Column column, String key, ObjectNode row, JsonNode record) {
    ObjectNode rest = new RowOverflow(table, record, row).into(table.room() / squeezeFactor);
    for (String field : table.rest()) {
      Optional<String> misfit = PostgresText.misfit(rest.path(field));
      if (misfit.isPresent()) {
        reject(submissions.getOrDefault(key, key), key, field, rest.remove(field), misfit.get());
      }
    }
    if (!rest.isEmpty()) {
      row.set(column.name(), rest);
    }
  }

  private ObjectNode newRow(String key, String submissionId) {
    ObjectNode row = JSON.objectNode();
    rows.put(key, row);
    submissions.put(key, submissionId);
    return row.put(Table.KEY, key);
  }

  private void put(String key, ObjectNode row, Column column, @Nullable JsonNode value) {
    if (value == null || column.content() == Content.KEY) {
      return;
    }
    ColumnTypeCheck check = ColumnTypeCheck.of(column.type(), value, zone);
    if (check.misfit().isEmpty()) {
      row.set(column.name(), check.value());
    } else {
      reject(submissions.getOrDefault(key, key), key, column.name(), value, check.misfit().get());
    }
  }

  /** Rejects a whole submission. */
  private void reject(ObjectNode submission, String reason) {
    String id = CentralRecord.id(submission);
    String key = CentralRecord.hasKey(submission) ? id : PostgresText.shown(id);
    reject(PostgresText.misfit(id).isEmpty() ? id : "", key, "", submission, reason);
  }

  private void reject(
      String submissionId, String recordId, String column, JsonNode raw, String reason) {
    ObjectNode reject = JSON.objectNode().put("submission_id", submissionId);
    reject.put("record_id", recordId).put("column_name", column);
    boolean isReadable = !raw.isTextual() || OversizedValue.of(raw.textValue()).isEmpty();
    reject.put("raw", isReadable ? PostgresText.json(raw) : "null").put("reason", reason);
    rejected.put(recordId + " " + column, reject);
  }

  /**
   * @param record the part of the submission that has the fields of the table
   * @param key of the row
   */
  private void addAttachments(Table table, ObjectNode submission, JsonNode record, String key) {
    for (Image image : table.images()) {
      fileName(record, image.path())
          .map(name -> file(submission, name).put("folder", image.folder()))
          .ifPresent(file -> attachments.add(new NamedFile(key, image.source(), file)));
    }
    for (OtherFile other : table.others()) {
      fileName(record, other.path())
          .map(name -> file(submission, name).put("skipped", other.reason()))
          .ifPresent(file -> attachments.add(new NamedFile(key, other.source(), file)));
    }
  }

  private static ObjectNode file(ObjectNode submission, String name) {
    ObjectNode file = JSON.objectNode().put("submission_id", CentralRecord.id(submission));
    file.put("file_name", name);
    return file.set("submitted_at", submission.path("__system").get("submissionDate"));
  }

  private static Optional<String> fileName(JsonNode record, List<String> path) {
    JsonNode value = record;
    for (String name : path) {
      value = value.path(name);
    }
    return PostgresText.misfit(value).isPresent()
        ? Optional.empty()
        : Optional.ofNullable(value.textValue()).filter(name -> !name.isBlank());
  }
}
