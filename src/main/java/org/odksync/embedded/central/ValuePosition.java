package org.odksync.embedded.central;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The position of a value in a submission.
 *
 * @param rowId the id of the row: a submission or a row of a repeat
 * @param table the OData path of the repeat; empty for the submission
 * @param groups the groups inside the row, each followed by a slash
 * @param link the address of the row or group
 */
record ValuePosition(String rowId, String table, String groups, String link) {

  static ValuePosition of(String submissionId) {
    String encoded = URLEncoder.encode(submissionId, StandardCharsets.UTF_8).replace("+", "%20");
    return new ValuePosition(submissionId, "", "", "Submissions('" + encoded + "')");
  }

  ValuePosition in(FormField group) {
    return new ValuePosition(rowId, table, groups + group.name() + "/", link(group));
  }

  /**
   * A row of a repeat. As at Central, its id depends on the position: when a row is removed, the
   * next one gets its id.
   */
  ValuePosition row(FormField repeat, int position) {
    String id = ETags.hex("SHA-1", rowId + "/" + groups + repeat.name() + "/" + position);
    return new ValuePosition(id, repeat.odataPath(), "", link(repeat) + "('" + id + "')");
  }

  /** The address of a group or repeat at this position. */
  String link(FormField field) {
    return link + "/" + field.odataName();
  }

  /** The column of a nested repeat that contains this row's id. */
  String idColumn() {
    return idColumn(table);
  }

  static String idColumn(String table) {
    return "__Submissions" + table.replace('/', '-') + "-id";
  }
}
