package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.odksync.form.Table;

/** Finds the rows of one repeat in an expanded submission, through groups and outer repeats. */
final class RepeatRows {

  /**
   * One row of a repeat.
   *
   * @param id of the row within its submission
   * @param record of Central
   * @param parentId of the row or submission that directly contains it
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

  /** Descends one level. Central omits the field of a repeat without rows. */
  private void descend(JsonNode container, int depth, String parentId) {
    JsonNode node = container.path(repeat.path().get(depth));
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

  /** The id of a row. If a question named __id hides it, the position replaces it. */
  private String id(List<String> path, JsonNode record, String parentId, int position) {
    if (!repeat.masked().contains(path)) {
      return CentralRecord.id(record);
    }
    return parentId.equals(submissionId) ? "" + position : parentId + "_" + position;
  }
}
