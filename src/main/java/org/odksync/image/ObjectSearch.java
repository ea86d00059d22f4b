package org.odksync.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which objects of some links the bucket of now has, after it, or the key to it, was another one. A
 * link to what is not there would take the place of one that may still work. Safe for use by
 * several threads.
 */
public final class ObjectSearch {

  private final List<Map<String, Object>> links;
  private final Set<Map<String, Object>> lost = ConcurrentHashMap.newKeySet();

  private ObjectSearch(List<Map<String, Object>> links) {
    this.links = links;
  }

  /**
   * @param links rows of {@code urls/select_strays.sql}
   */
  public static ObjectSearch of(List<Map<String, Object>> links) {
    return new ObjectSearch(links);
  }

  /** The links whose objects are to be looked for. */
  public List<Map<String, Object>> moved() {
    return links.stream().filter(link -> Boolean.TRUE.equals(link.get("moved"))).toList();
  }

  /** The object of a link is not there. */
  public void lost(Map<String, Object> link) {
    lost.add(link);
  }

  /** How many are not there. */
  public int losses() {
    return lost.size();
  }

  /** The links that new ones can take the place of. */
  public List<Map<String, Object>> found() {
    return links.stream().filter(link -> !lost.contains(link)).toList();
  }

  /** The others, as the parameter of {@code urls/mark_lost.sql}. */
  public String lostOnes() {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (Map<String, Object> link : lost) {
      rows.addObject()
          .put("submission_id", String.valueOf(link.get("submission_id")))
          .put("file_name", String.valueOf(link.get("file_name")))
          .put("object_key", String.valueOf(link.get("object_key")));
    }
    return rows.toString();
  }
}
