package org.odksync.central.feed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;

/** Central's list of the attachments that a submission announces. */
public final class AttachmentList {

  private AttachmentList() {}

  /**
   * Selects the names of the files that have arrived, as a parameter of {@code
   * images/mark_listed.sql}. Skips names with a NUL character: PostgreSQL cannot store them, so the
   * ledger has none.
   *
   * @param list objects with {@code name} and {@code exists}
   * @return a JSON array
   */
  public static String arrived(List<Map<String, Object>> list) {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    for (Map<String, Object> file : list) {
      if (Boolean.TRUE.equals(file.get("exists"))
          && file.get("name") instanceof String name
          && name.indexOf('\0') < 0) {
        names.add(name);
      }
    }
    return names.toString();
  }
}
