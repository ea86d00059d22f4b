package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a repeat in one submission, such as {@code /houses('3f…')/members}.
 *
 * @param table the names, separated by dots
 * @param column the column with the id of the parent row; empty for all rows of the submission.
 *     Like Central, uses only the last id of the address
 * @param id of the parent row
 */
record RepeatPath(String table, String column, String id) {

  private static final Pattern KEYED = Pattern.compile("([^(]+)\\('([A-Za-z0-9-]+)'\\)");

  /**
   * @param segments the path after the submission
   */
  static RepeatPath of(List<String> segments) {
    List<String> names = new ArrayList<>();
    String column = "";
    String id = "";
    for (String segment : segments) {
      Matcher keyed = KEYED.matcher(segment);
      boolean hasKey = keyed.matches();
      names.add(hasKey ? keyed.group(1) : segment);
      if (hasKey) {
        column = ValuePosition.idColumn("/" + String.join("/", names));
        id = keyed.group(2);
      }
    }
    return new RepeatPath(String.join(".", names), column, id);
  }

  boolean leadsTo(ObjectNode row) {
    return column.isEmpty() || row.path(column).asText().equals(id);
  }
}
