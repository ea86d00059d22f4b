package org.odksync.row;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which version of each submission some records are. */
public final class Versions {

  private Versions() {}

  /** An array of the ids of the submissions that some records are. */
  public static String ids(List<ObjectNode> records) {
    ArrayNode ids = JsonNodeFactory.instance.arrayNode();
    records.stream().map(CentralRecord::id).distinct().forEach(ids::add);
    return ids.toString();
  }

  /**
   * An array of objects with submission_id, submitted_at, updated_at and deleted_at, times as
   * Central has them, system, which is all that Central knows of the submission itself, and
   * is_live; of records with one id the last counts.
   */
  public static String of(List<ObjectNode> records) {
    Map<String, ObjectNode> versions = new LinkedHashMap<>();
    for (ObjectNode record : records) {
      ObjectNode version = version(record);
      version.set("system", record.get("__system"));
      versions.put(CentralRecord.id(record), version);
    }
    return new ArrayNode(JsonNodeFactory.instance).addAll(versions.values()).toString();
  }

  /** One of these objects. */
  static ObjectNode version(ObjectNode record) {
    ObjectNode version =
        JsonNodeFactory.instance.objectNode().put("submission_id", CentralRecord.id(record));
    version.set("submitted_at", record.path("__system").get("submissionDate"));
    version.set("updated_at", record.path("__system").get("updatedAt"));
    version.set("deleted_at", record.path("__system").get("deletedAt"));
    return version.put("is_live", !CentralRecord.isDeleted(record));
  }
}
