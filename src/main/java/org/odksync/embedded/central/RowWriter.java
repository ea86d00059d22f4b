package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes submissions and their repeats as OData rows.
 *
 * <p>Several fields of a form may get the same OData name, even {@code __id}. As in Central (its
 * lib/data/odata.js), their texts are then concatenated; for other types the last value wins.
 */
final class RowWriter {

  private static final String ID = "__id";

  private final PublishedForm form;
  private final boolean expand;

  /**
   * @param expand whether to nest repeats in their row; otherwise the row has only a link. A repeat
   *     without rows is absent and has no link
   */
  RowWriter(PublishedForm form, boolean expand) {
    this.form = form;
    this.expand = expand;
  }

  /** Writes a submission; of an encrypted one only the id and the system columns. */
  ObjectNode row(Submission submission) {
    boolean encrypted = submission.system().encrypted();
    ObjectNode row = encrypted ? Json.object() : frame("");
    row.put(ID, submission.id());
    row.set("__system", submission.system().json(submission.attachments()));
    if (!encrypted) {
      fill(row, "", submission.values(), ValuePosition.of(submission.id()));
    }
    return row;
  }

  /**
   * The rows of a repeat in one submission, each with its parent's id.
   *
   * @param table the OData path of the repeat
   */
  List<ObjectNode> rows(Submission submission, String table) {
    List<ObjectNode> rows = new ArrayList<>();
    if (!submission.system().encrypted()) {
      collect(table, "", submission.values(), ValuePosition.of(submission.id()), rows);
    }
    return rows;
  }

  private void collect(
      String table, String parent, JsonNode values, ValuePosition place, List<ObjectNode> rows) {
    for (FormField field : form.below(parent)) {
      JsonNode value = values.path(field.name());
      if (field.isStructure() && field.isOnWayTo(table)) {
        collect(table, field.path(), value, place.in(field), rows);
      } else if (field.isRepeat() && field.isOnWayTo(table)) {
        int position = 0;
        for (JsonNode each : value) {
          ValuePosition inner = place.row(field, position++);
          if (inner.table().equals(table)) {
            ObjectNode row = frame(field.path()).put(ID, inner.rowId());
            row.put(place.idColumn(), place.rowId());
            fill(row, field.path(), each, inner);
            rows.add(row);
          } else {
            collect(table, field.path(), each, inner, rows);
          }
        }
      }
    }
  }

  /** A row with all fields null. */
  private ObjectNode frame(String parent) {
    ObjectNode frame = Json.object();
    for (FormField field : form.below(parent)) {
      if (field.isStructure()) {
        frame.set(field.odataName(), frame(field.path()));
      } else if (!field.isRepeat()) {
        frame.putNull(field.odataName());
      }
    }
    return frame;
  }

  private void fill(ObjectNode row, String parent, JsonNode values, ValuePosition place) {
    for (FormField field : form.below(parent)) {
      JsonNode value = values.path(field.name());
      if (field.isRepeat()) {
        repeat(row, field, value, place);
      } else if (!field.isStructure()) {
        write(row, field, value);
      } else if (row.get(field.odataName()) instanceof ObjectNode group) {
        fill(group, field.path(), value, place.in(field));
      }
    }
  }

  private void repeat(ObjectNode row, FormField field, JsonNode values, ValuePosition place) {
    if (values.isEmpty()) {
      return;
    }
    row.put(field.odataName() + Selection.LINK, place.link(field));
    if (expand) {
      ArrayNode rows = row.withArrayProperty(field.odataName());
      int position = 0;
      for (JsonNode each : values) {
        ValuePosition inner = place.row(field, position++);
        ObjectNode child = frame(field.path()).put(ID, inner.rowId());
        fill(child, field.path(), each, inner);
        rows.add(child);
      }
    }
  }

  private static void write(ObjectNode row, FormField field, JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return;
    }
    JsonNode before = row.path(field.odataName());
    boolean first = before.isNull() || before.isMissingNode();
    if (first || !field.type().isText() || !value.isTextual()) {
      row.set(field.odataName(), value.deepCopy());
    } else {
      row.put(field.odataName(), text(before) + value.textValue());
    }
  }

  /** Converts a value to text as JavaScript does. */
  private static String text(JsonNode value) {
    return value.isContainerNode() ? "[object Object]" : value.asText();
  }
}
