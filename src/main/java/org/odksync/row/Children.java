package org.odksync.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.odksync.form.Table;
import org.odksync.form.Tables;

/** The rows of one repeat in one expanded submission. Groups and outer repeats are descended. */
final class Children {

  /**
   * One row of a repeat.
   *
   * @param key {@code <submission id>_<row id>}
   * @param record as Central has it
   * @param ours what we add: the ids of submission and parent, and the position
   */
  record Child(String key, JsonNode record, ObjectNode ours) {}

  private final Table repeat;
  private final String submissionId;
  private final List<Child> children = new ArrayList<>();

  Children(Table repeat, String submissionId) {
    this.repeat = repeat;
    this.submissionId = submissionId;
  }

  List<Child> in(ObjectNode submission) {
    descend(submission, 0, submissionId);
    return children;
  }

  /** Goes one name down. With no person, say, Central leaves the field out: no field, no rows. */
  private void descend(JsonNode place, int depth, String parentId) {
    JsonNode node = place.path(repeat.path().get(depth));
    if (depth == repeat.path().size() - 1) {
      int position = 1;
      for (JsonNode record : node) {
        children.add(child(record, parentId, position++));
      }
    } else if (node.isArray()) {
      node.forEach(outer -> descend(outer, depth + 1, CentralRecord.id(outer)));
    } else {
      descend(node, depth + 1, parentId);
    }
  }

  private Child child(JsonNode record, String parentId, int position) {
    ObjectNode ours =
        JsonNodeFactory.instance
            .objectNode()
            .put(Tables.SUBMISSION_ID, submissionId)
            .put(Tables.POSITION, position);
    repeat.columns().stream()
        .filter(Tables::isParentId)
        .forEach(column -> ours.put(column.key(), parentId));
    return new Child(submissionId + "_" + CentralRecord.id(record), record, ours);
  }
}
