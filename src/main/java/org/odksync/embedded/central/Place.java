package org.odksync.embedded.central;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a value stands in a submission.
 *
 * @param rowId the id of the row, of the submission or of a repeat
 * @param table the path of that repeat as OData has it; empty for the submission
 * @param groups the groups inside the row, each with a slash behind it
 * @param link the address of the row or group
 */
record Place(String rowId, String table, String groups, String link) {

  static Place of(String submissionId) {
    String encoded = URLEncoder.encode(submissionId, StandardCharsets.UTF_8).replace("+", "%20");
    return new Place(submissionId, "", "", "Submissions('" + encoded + "')");
  }

  Place in(FormField group) {
    return new Place(rowId, table, groups + group.name() + "/", link(group));
  }

  /**
   * A row of a repeat. Its id is of the place, not of the row: when a row is removed, the next one
   * takes its id.
   */
  Place row(FormField repeat, int position) {
    String id = ETags.hex("SHA-1", rowId + "/" + groups + repeat.name() + "/" + position);
    return new Place(id, repeat.odataPath(), "", link(repeat) + "('" + id + "')");
  }

  /** The address of a group, or of the rows of a repeat, that stands here. */
  String link(FormField field) {
    return link + "/" + field.odataName();
  }

  /** The column in which the rows of a repeat that stands here have the id of this row. */
  String idColumn() {
    return idColumn(table);
  }

  static String idColumn(String table) {
    return "__Submissions" + table.replace('/', '-') + "-id";
  }
}
