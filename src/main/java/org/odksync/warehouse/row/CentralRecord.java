package org.odksync.warehouse.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What every record of Central has. */
public final class CentralRecord {

  private static final String GONE = "@gone";
  private static final String UNREAD = "@unread";

  private CentralRecord() {}

  /**
   * A submission's id, or a child's, which is only its position.
   *
   * @throws MalformedRecord when there is none
   */
  public static String id(JsonNode record) {
    String id = record.path("__id").textValue();
    if (id == null || id.isEmpty()) {
      throw new MalformedRecord("a record of Central has no __id");
    }
    return id;
  }

  /**
   * Takes the rows of a repeat out of an expanded submission, unless they are in those of another
   * one: what is left is what Central lists without {@code $expand}, also of a group around them.
   *
   * @param path of the repeat in the form
   */
  public static void collapse(ObjectNode submission, List<String> path) {
    JsonNode around = submission;
    for (String name : path.subList(0, path.size() - 1)) {
      around = around.path(name);
    }
    if (around instanceof ObjectNode group) {
      group.remove(path.get(path.size() - 1));
    }
  }

  /** When a submission last changed, by Central's clock: submitted, edited or deleted. */
  public static Optional<Instant> changed(JsonNode submission) {
    return Stream.of("submissionDate", "updatedAt", "deletedAt")
        .flatMap(name -> time(submission, name).stream())
        .max(Instant::compareTo);
  }

  /** When a submission was submitted, by Central's clock. */
  public static Optional<Instant> submitted(JsonNode submission) {
    return time(submission, "submissionDate");
  }

  /**
   * Whether Central has deleted the submission; it still lists it when asked with deletedAt, until
   * it purges it.
   */
  public static boolean isDeleted(JsonNode submission) {
    return isGone(submission) || submission.path("__system").path("deletedAt").isTextual();
  }

  /**
   * Whether the phone has encrypted the submission: Central then lists it without any answer, also
   * when it holds the key (https://docs.getodk.org/central-api-odata-endpoints).
   */
  public static boolean isEncrypted(JsonNode submission) {
    return submission.path("__system").path("status").isTextual();
  }

  /** What stands for a submission that Central, asked by id, does not list at all. */
  public static ObjectNode gone(String id) {
    ObjectNode record = JsonNodeFactory.instance.objectNode().put("__id", id);
    return record.put(GONE, true);
  }

  /** Notes that the rest of the record was not read. */
  public static void unread(ObjectNode record, OversizedValue reason) {
    record.put(UNREAD, reason.text());
  }

  /** Why no part of the submission can be stored, without any data; empty if it can be tried. */
  static Optional<String> misfit(JsonNode submission) {
    return PostgresText.misfitOfKey(id(submission))
        .or(() -> PostgresText.misfit(submission.path(UNREAD)));
  }

  /** Whether the submission's id can be the key of a row. */
  static boolean hasKey(JsonNode submission) {
    return PostgresText.misfitOfKey(id(submission)).isEmpty();
  }

  /** Whether it stands for a submission that Central does not list. */
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
      throw new MalformedRecord("a submission's __system has a time that is none");
    }
  }
}
