package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The versions of submissions, as JSON parameters. */
public final class SubmissionVersions {

  private SubmissionVersions() {}

  /**
   * An array of objects with submission_id, submitted_at, updated_at, deleted_at (times as in
   * Central), system (the whole {@code __system}) and is_live. The last record with the same id
   * counts. Skips ids that PostgreSQL cannot store.
   */
  public static String of(List<ObjectNode> records) {
    Map<String, ObjectNode> versions = new LinkedHashMap<>();
    for (ObjectNode record : records) {
      String id = CentralRecord.id(record);
      if (PostgresText.misfit(id).isEmpty()) {
        ObjectNode version = version(record);
        version.set("system", record.get("__system"));
        versions.put(id, version);
      }
    }
    return array(versions);
  }

  /**
   * The versions without system, only of records that are not rejected as a whole.
   *
   * @param unstorableIds ids that the database cannot store
   */
  public static String ofStored(List<ObjectNode> records, Set<String> unstorableIds) {
    Map<String, ObjectNode> versions = new LinkedHashMap<>();
    for (ObjectNode stored : records) {
      String id = CentralRecord.id(stored);
      if (CentralRecord.misfit(stored).isEmpty() && !unstorableIds.contains(id)) {
        versions.put(id, version(stored));
      }
    }
    return array(versions);
  }

  private static String array(Map<String, ObjectNode> versions) {
    return new ArrayNode(JsonNodeFactory.instance).addAll(versions.values()).toString();
  }

  /** The version of one record. */
  static ObjectNode version(ObjectNode record) {
    ObjectNode version =
        JsonNodeFactory.instance.objectNode().put("submission_id", CentralRecord.id(record));
    version.set("submitted_at", record.path("__system").get("submissionDate"));
    version.set("updated_at", record.path("__system").get("updatedAt"));
    version.set("deleted_at", record.path("__system").get("deletedAt"));
    return version.put("is_live", !CentralRecord.isDeleted(record));
  }
}
