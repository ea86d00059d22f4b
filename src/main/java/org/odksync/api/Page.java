package org.odksync.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A part of the history that is asked for page by page. */
public final class Page {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Page() {}

  /** How many are to be asked for, to know whether there are more. */
  public static long withNext(long limit) {
    return limit + 1;
  }

  /**
   * The runs of the page, and the id before which the next page begins.
   *
   * @param runs an array, one more than the page holds when there are more
   */
  public static String of(String runs, long asked) throws JsonProcessingException {
    ArrayNode found = (ArrayNode) JSON.readTree(runs);
    boolean more = found.size() == asked;
    if (more) {
      found.remove(found.size() - 1);
    }
    ObjectNode page = JSON.createObjectNode();
    page.set("runs", found);
    page.set("next", more ? found.get(found.size() - 1).get("id") : JSON.nullNode());
    return page.toString();
  }
}
