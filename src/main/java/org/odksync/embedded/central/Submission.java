package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One submission as it is now. Nothing in it is ever changed; a change makes a new one.
 *
 * @param number in the order of arrival, from 1
 * @param event the number of the last change that moves the ETag
 * @param id the first instanceID, which stays over edits
 * @param values every field of the form, the persons always as an array
 */
record Submission(
    long number,
    long event,
    String id,
    ObjectNode values,
    SystemColumns system,
    List<Attachment> attachments) {

  /** How Central lists them when not asked otherwise. */
  static final Comparator<Submission> LATEST_FIRST =
      Comparator.comparing((Submission row) -> row.system().submissionDate())
          .thenComparingLong(Submission::number)
          .reversed();

  /** The same submission with other values: known files stay, new ones are missing at first. */
  Submission edited(long newEvent, ObjectNode newValues, Instant at) {
    List<Attachment> kept = new ArrayList<>();
    for (String name : SampleForm.get().files(newValues)) {
      kept.add(
          attachments.stream()
              .filter(known -> known.name().equals(name))
              .findFirst()
              .orElse(Attachment.missing(name)));
    }
    return new Submission(number, newEvent, id, newValues, system.edited(at), List.copyOf(kept));
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

  /** As OData gives it without {@code $expand}; without persons it has no link to them either. */
  ObjectNode row() {
    ObjectNode row = Json.object();
    values.properties().stream()
        .filter(each -> !each.getKey().equals(SampleForm.REPEAT))
        .forEach(each -> row.set(each.getKey(), each.getValue()));
    row.put("__id", id).set("__system", system.json(attachments));
    if (!persons().isEmpty()) {
      String link =
          "Submissions('" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
      row.put(SampleForm.REPEAT + "@odata.navigationLink", link + "')/" + SampleForm.REPEAT);
    }
    return row;
  }

  /** As OData gives it with {@code $expand=*}: without persons the field is absent, not empty. */
  ObjectNode expanded() {
    ObjectNode row = row();
    if (!persons().isEmpty()) {
      row.putArray(SampleForm.REPEAT).addAll(children());
    }
    return row;
  }

  /** The rows of the child table, without the id of their parent. */
  List<ObjectNode> children() {
    List<ObjectNode> children = new ArrayList<>();
    for (JsonNode person : persons()) {
      ObjectNode child = Json.object();
      child.setAll((ObjectNode) person);
      children.add(child.put("__id", childId(children.size())));
    }
    return children;
  }

  /** An id of the place, not of the person: whoever moves up takes the id of the one before. */
  private String childId(int position) {
    return ETags.hex("SHA-1", id + "/" + SampleForm.REPEAT + "/" + position);
  }

  private ArrayNode persons() {
    return (ArrayNode) values.path(SampleForm.REPEAT);
  }

  /** The whole submission, as one line of the journal keeps it. */
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
