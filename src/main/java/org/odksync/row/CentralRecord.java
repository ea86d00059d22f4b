package org.odksync.row;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What every record of Central has. */
public final class CentralRecord {

  private CentralRecord() {}

  /**
   * A submission's id, or a child's, which is only its position.
   *
   * @throws BadRecord when there is none
   */
  static String id(JsonNode record) {
    String id = record.path("__id").textValue();
    if (id == null || id.isEmpty()) {
      throw new BadRecord("a record of Central has no __id");
    }
    return id;
  }

  /**
   * When a submission last changed, by Central's clock: updatedAt, which is null until the first
   * edit, or else submissionDate.
   */
  public static Optional<Instant> changed(JsonNode submission) {
    JsonNode system = submission.path("__system");
    return Stream.of("updatedAt", "submissionDate")
        .flatMap(name -> Stream.ofNullable(system.path(name).textValue()))
        .map(CentralRecord::instant)
        .max(Instant::compareTo);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new BadRecord("a submission's __system has a time that is none");
    }
  }
}
