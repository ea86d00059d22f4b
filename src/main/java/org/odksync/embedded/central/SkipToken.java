package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A paging cursor: the version "01" and the last row's id as base64 JSON. */
final class SkipToken {

  private static final String VERSION = "01";

  private SkipToken() {}

  /**
   * @param key instanceId or repeatId
   * @param id null after a page without rows
   */
  static String write(String key, @Nullable String id) {
    ObjectNode json = Json.object().put(key, id);
    return VERSION + Base64.getEncoder().encodeToString(Json.bytes(json));
  }

  /**
   * The id in the query's token. A null id becomes empty text, which no row has.
   *
   * @throws ApiError 400.35 for an invalid token
   */
  static Optional<String> read(Query query, String key) {
    return query.get("$skiptoken").map(token -> read(token, key));
  }

  private static String read(String token, String key) {
    if (!token.startsWith(VERSION)) {
      throw ApiError.invalidCursor();
    }
    try {
      JsonNode json = Json.read(Base64.getDecoder().decode(token.substring(VERSION.length())));
      if (!json.has(key)) {
        throw ApiError.invalidCursor();
      }
      return json.path(key).isNull() ? "" : json.path(key).asText();
    } catch (IOException | IllegalArgumentException e) {
      throw ApiError.invalidCursor();
    }
  }
}
