package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The current state of a submission. Immutable.
 *
 * @param number in the order of arrival, from 1
 * @param event the number of the last change that affects the ETag
 * @param id the first instanceID, which edits keep
 * @param values as received: every field of the form at that time, repeats always as arrays
 */
record Submission(
    long number,
    long event,
    String id,
    ObjectNode values,
    SystemColumns system,
    List<Attachment> attachments) {

  /** Central's default order. */
  static final Comparator<Submission> LATEST_FIRST =
      Comparator.comparing((Submission row) -> row.system().submissionDate())
          .thenComparingLong(Submission::number)
          .reversed();

  /** The submission with new values: known files stay, new files are missing at first. */
  Submission edited(long newEvent, PublishedForm form, ObjectNode newValues, Instant at) {
    List<Attachment> kept = new ArrayList<>();
    for (String name : form.files(newValues)) {
      kept.add(
          attachments.stream()
              .filter(known -> known.name().equals(name))
              .findFirst()
              .orElse(Attachment.missing(name)));
    }
    return new Submission(
        number, newEvent, id, newValues, system.edited(at, false), List.copyOf(kept));
  }

  /** The submission after an encrypted edit; the file with the answers arrives later. */
  Submission encrypted(long newEvent, Instant at) {
    return new Submission(
        number,
        newEvent,
        id,
        values,
        system.edited(at, true),
        List.of(Attachment.missing(SystemColumns.ENCRYPTED_ANSWERS)));
  }

  Submission with(long newEvent, SystemColumns newSystem) {
    return new Submission(number, newEvent, id, values, newSystem, attachments);
  }

  Submission with(List<Attachment> newAttachments) {
    return new Submission(number, event, id, values, system, List.copyOf(newAttachments));
  }

  boolean isDeleted() {
    return system.deletedAt() != null;
  }

  /** The OData row without {@code $expand}: a repeat with rows is only a link. */
  ObjectNode row(PublishedForm form) {
    return new RowWriter(form, false).row(this);
  }

  /** The OData row with {@code $expand=*}: a repeat without rows is absent, not empty. */
  ObjectNode expanded(PublishedForm form) {
    return new RowWriter(form, true).row(this);
  }

  /** The submission as a journal line. */
  ObjectNode line() {
    ObjectNode line = Json.object().put("number", number).put("event", event).put("id", id);
    line.set("values", values);
    line.set("system", system.json(attachments));
    ArrayNode files = line.putArray("attachments");
    for (Attachment each : attachments) {
      files
          .addObject()
          .put("name", each.name())
          .put("exists", each.exists())
          .put("md5", each.md5());
    }
    return line;
  }

  static Submission ofLine(JsonNode line) {
    List<Attachment> files = new ArrayList<>();
    for (JsonNode each : line.path("attachments")) {
      files.add(
          new Attachment(
              each.path("name").asText(),
              each.path("exists").asBoolean(),
              each.path("md5").textValue()));
    }
    return new Submission(
        line.path("number").asLong(),
        line.path("event").asLong(),
        line.path("id").asText(),
        (ObjectNode) line.path("values"),
        SystemColumns.of(line.path("system")),
        List.copyOf(files));
  }
}
