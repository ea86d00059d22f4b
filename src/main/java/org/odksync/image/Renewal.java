package org.odksync.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The links that one run replaces. None is replaced twice: what the run has signed never expires
 * before {@link #getBefore}, whatever happens to the credentials meanwhile. Not safe for use by
 * several threads.
 */
public final class Renewal {

  private static final String EVER = "infinity";

  private final Links links;
  private Instant before;

  Renewal(Links links) {
    this.links = links;
    this.before = links.renewBefore().orElse(Instant.MAX);
  }

  /** Links that expire before this are next, as PostgreSQL reads a time. */
  public String getBefore() {
    return before.equals(Instant.MAX) ? EVER : before.toString();
  }

  /**
   * New links for rows of the ledger, as the parameter of {@code urls/update.sql}.
   *
   * @param rows with submission_id, file_name and object_key
   */
  public String linkAll(List<Map<String, Object>> rows) {
    ArrayNode fresh = JsonNodeFactory.instance.arrayNode();
    for (Map<String, Object> row : rows) {
      String key = String.valueOf(row.get("object_key"));
      Link link = links.of(key);
      link.expiry().filter(before::isAfter).ifPresent(sooner -> before = sooner);
      fresh
          .addObject()
          .put("submission_id", String.valueOf(row.get("submission_id")))
          .put("file_name", String.valueOf(row.get("file_name")))
          .put("object_key", key)
          .put("url", link.url())
          .put("url_expires_at", link.expiry().map(Instant::toString).orElse(null));
    }
    return fresh.toString();
  }
}
