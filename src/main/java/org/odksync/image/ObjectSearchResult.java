package org.odksync.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.odksync.run.StatementParameters;

/**
 * The result of a search for objects after the bucket or its key id changed. Only links to objects
 * in the current bucket are renewed: the old link to a lost object may still work.
 */
public final class ObjectSearchResult implements StatementParameters {

  private final List<Map<String, Object>> links;
  private final List<ImageTransfer> lost;

  private ObjectSearchResult(List<Map<String, Object>> links, List<ImageTransfer> lost) {
    this.links = links;
    this.lost = lost;
  }

  /**
   * @param links rows of {@code links/select_mismatched.sql}
   * @param searched the items after the search
   */
  public static ObjectSearchResult of(
      List<Map<String, Object>> links, List<ImageTransfer> searched) {
    return new ObjectSearchResult(
        links, searched.stream().filter(item -> !item.isInBucket()).toList());
  }

  /** The number of objects that the bucket lacks. */
  public int losses() {
    return lost.size();
  }

  /** The rows whose links can be renewed. */
  public List<Map<String, Object>> found() {
    Set<List<Object>> lostFiles =
        lost.stream()
            .map(item -> List.<Object>of(item.request().submissionId(), item.request().fileName()))
            .collect(Collectors.toSet());
    return links.stream()
        .filter(
            link -> !lostFiles.contains(List.of(link.get("submission_id"), link.get("file_name"))))
        .toList();
  }

  /** The lost objects, for {@code links/mark_lost.sql}. */
  @Override
  public Map<String, Object> parameters() {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (ImageTransfer item : lost) {
      rows.addObject()
          .put("submission_id", item.request().submissionId())
          .put("file_name", item.request().fileName())
          .put("object_key", item.key());
    }
    return Map.of("lost", rows.toString());
  }
}
