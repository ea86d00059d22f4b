package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads and marks what every record of Central has. */
public final class CentralRecord {

  private static final String GONE = "@gone";
  private static final String UNREAD = "@unread";

  private CentralRecord() {}

  /**
   * The id of a submission, or of a child, which is only its position.
   *
   * @throws MalformedRecord if it is missing
   */
  public static String id(JsonNode record) {
    String id = record.path("__id").textValue();
    if (id == null || id.isEmpty()) {
      throw new MalformedRecord("a record of Central has no __id");
    }
    return id;
  }

  /**
   * Removes the rows of a top-level repeat from an expanded submission, also inside a group. The
   * rest equals what Central lists without {@code $expand}.
   *
   * @param path of the repeat in the form
   */
  public static void collapse(ObjectNode submission, List<String> path) {
    JsonNode parent = submission;
    for (String name : path.subList(0, path.size() - 1)) {
      parent = parent.path(name);
    }
    if (parent instanceof ObjectNode group) {
      group.remove(path.get(path.size() - 1));
    }
  }

  /** The time of a submission's last change, by Central's clock: submitted, edited or deleted. */
  public static Optional<Instant> changed(JsonNode submission) {
    return Stream.of("submissionDate", "updatedAt", "deletedAt")
        .flatMap(name -> time(submission, name).stream())
        .max(Instant::compareTo);
  }

  /** The time of submission, by Central's clock. */
  public static Optional<Instant> submitted(JsonNode submission) {
    return time(submission, "submissionDate");
  }

  /**
   * Whether Central has deleted the submission. Until it purges it, it lists it if the filter
   * contains deletedAt.
   */
  public static boolean isDeleted(JsonNode submission) {
    return isGone(submission) || submission.path("__system").path("deletedAt").isTextual();
  }

  /**
   * Whether the phone has encrypted the submission. Central lists it without answers, even if
   * Central has the key (https://docs.getodk.org/central-api-odata-endpoints).
   */
  public static boolean isEncrypted(JsonNode submission) {
    return submission.path("__system").path("status").isTextual();
  }

  /** Creates a record for a submission that Central does not list when requested by id. */
  public static ObjectNode gone(String id) {
    ObjectNode record = JsonNodeFactory.instance.objectNode().put("__id", id);
    return record.put(GONE, true);
  }

  /** Marks a record whose other fields were not read. */
  public static void unread(ObjectNode record, OversizedValue reason) {
    record.put(UNREAD, reason.text());
  }

  /** Why nothing of the submission can be stored, without data; empty if it may be possible. */
  static Optional<String> misfit(JsonNode submission) {
    return PostgresText.keyMisfit(id(submission))
        .or(() -> PostgresText.misfit(submission.path(UNREAD)));
  }

  /** Whether the submission's id can be the key of a row. */
  static boolean hasKey(JsonNode submission) {
    return PostgresText.keyMisfit(id(submission)).isEmpty();
  }

  /** Whether the record was created by {@link #gone}. */
  public static boolean isGone(JsonNode submission) {
    return submission.has(GONE);
  }

  private static Optional<Instant> time(JsonNode submission, String name) {
    return Optional.ofNullable(submission.path("__system").path(name).textValue())
        .map(CentralRecord::instant);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new MalformedRecord("a submission's __system has an invalid time");
    }
  }
}
