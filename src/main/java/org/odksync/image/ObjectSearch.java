package org.odksync.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.odksync.run.StatementParameters;

/**
 * Which objects of some links the bucket of now has, after it, or the key to it, was another one. A
 * link to what is not there would take the place of one that may still work.
 */
public final class ObjectSearch implements StatementParameters {

  private final List<Map<String, Object>> links;
  private final List<ImageItem> lost;

  private ObjectSearch(List<Map<String, Object>> links, List<ImageItem> lost) {
    this.links = links;
    this.lost = lost;
  }

  /**
   * @param links rows of {@code links/select_mismatched.sql}
   * @param looked those that were looked for
   */
  public static ObjectSearch of(List<Map<String, Object>> links, List<ImageItem> looked) {
    return new ObjectSearch(links, looked.stream().filter(item -> !item.isHeld()).toList());
  }

  /** How many are not there. */
  public int losses() {
    return lost.size();
  }

  /** The links that new ones can take the place of. */
  public List<Map<String, Object>> found() {
    Set<List<Object>> names =
        lost.stream()
            .map(item -> List.<Object>of(item.request().submissionId(), item.request().fileName()))
            .collect(Collectors.toSet());
    return links.stream()
        .filter(link -> !names.contains(List.of(link.get("submission_id"), link.get("file_name"))))
        .toList();
  }

  /** Those that are not there, for {@code links/mark_lost.sql}. */
  @Override
  public Map<String, Object> parameters() {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (ImageItem item : lost) {
      rows.addObject()
          .put("submission_id", item.request().submissionId())
          .put("file_name", item.request().fileName())
          .put("object_key", item.key());
    }
    return Map.of("lost", rows.toString());
  }
}
