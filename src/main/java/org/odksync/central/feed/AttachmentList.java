package org.odksync.central.feed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;

/** Central's list of the files that a submission announces. */
public final class AttachmentList {

  private AttachmentList() {}

  /**
   * The names of those that have arrived, as a parameter of {@code images/mark_listed.sql}. A name
   * with the character NUL is left out: PostgreSQL takes none, so no file of ours is called so.
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
