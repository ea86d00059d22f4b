package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which version of each submission some records are. */
public final class SubmissionVersions {

  private SubmissionVersions() {}

  /**
   * An array of objects with submission_id, submitted_at, updated_at and deleted_at, times as
   * Central has them, system, which is all that Central knows of the submission itself, and
   * is_live; of records with one id the last counts, and one whose id is no text to PostgreSQL is
   * not there.
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
   * The same without system, of records that are not rejects as a whole.
   *
   * @param unnamed ids that the database cannot hold
   */
  public static String ofStored(List<ObjectNode> records, Set<String> unnamed) {
    Map<String, ObjectNode> versions = new LinkedHashMap<>();
    for (ObjectNode stored : records) {
      String id = CentralRecord.id(stored);
      if (CentralRecord.misfit(stored).isEmpty() && !unnamed.contains(id)) {
        versions.put(id, version(stored));
      }
    }
    return array(versions);
  }

  private static String array(Map<String, ObjectNode> versions) {
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
