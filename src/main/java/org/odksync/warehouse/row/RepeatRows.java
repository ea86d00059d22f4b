package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.odksync.form.Table;

/** The rows of one repeat in one expanded submission. Groups and outer repeats are descended. */
final class RepeatRows {

  /**
   * One row of a repeat.
   *
   * @param id of the row, in its submission
   * @param record as Central has it
   * @param parentId of the row, or the submission, that directly holds it
   * @param position among its siblings, from 1
   */
  record Child(String id, JsonNode record, String parentId, int position) {}

  private final Table repeat;
  private final String submissionId;
  private final List<Child> children = new ArrayList<>();

  RepeatRows(Table repeat, String submissionId) {
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
    boolean isLast = depth == repeat.path().size() - 1;
    if (isLast || node.isArray()) {
      List<String> path = repeat.path().subList(0, depth + 1);
      int position = 0;
      for (JsonNode record : node) {
        position++;
        String id = id(path, record, parentId, position);
        if (isLast) {
          children.add(new Child(id, record, parentId, position));
        } else {
          descend(record, depth + 1, id);
        }
      }
    } else {
      descend(node, depth + 1, parentId);
    }
  }

  /** Where an answer stands in the place of the id, the position takes that. */
  private String id(List<String> path, JsonNode record, String parentId, int position) {
    if (!repeat.masked().contains(path)) {
      return CentralRecord.id(record);
    }
    return parentId.equals(submissionId) ? "" + position : parentId + "_" + position;
  }
}
