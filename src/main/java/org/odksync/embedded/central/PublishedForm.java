package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One version of the form: its fields in form order, and what they mean for a row's values.
 * Immutable.
 */
final class PublishedForm {

  private static final String FIRST = "2026010101";

  private final SampleForm description;
  private final String name;
  private final Instant publishedAt;
  private final List<FormField> fields;
  private final List<FormField> repeats;
  private final Map<String, List<FormField>> byParent;

  private PublishedForm(
      SampleForm description, String name, Instant publishedAt, List<FormField> fields) {
    this.description = description;
    this.name = name;
    this.publishedAt = publishedAt;
    this.fields = List.copyOf(fields);
    this.repeats = fields.stream().filter(FormField::isRepeat).toList();
    this.byParent = fields.stream().collect(Collectors.groupingBy(FormField::parent));
  }

  /** The first version. */
  static PublishedForm first(SampleForm description, Instant publishedAt) {
    List<FormField> fields = description.fields().stream().map(FormField::ofLine).toList();
    return new PublishedForm(description, FIRST, publishedAt, fields);
  }

  /** The next version. */
  PublishedForm next(List<FormField> newFields, Instant at) {
    return new PublishedForm(description, Long.toString(Long.parseLong(name) + 1), at, newFields);
  }

  /** The version as a journal line. */
  ObjectNode line() {
    ObjectNode line = Json.object().put("version", name);
    line.put("publishedAt", Json.time(publishedAt));
    ArrayNode list = line.putArray("fields");
    fields.forEach(field -> list.add(field.line()));
    return line;
  }

  static boolean isLine(JsonNode line) {
    return line.has("fields");
  }

  static PublishedForm ofLine(SampleForm description, JsonNode line) {
    List<FormField> fields = new ArrayList<>();
    line.path("fields").forEach(field -> fields.add(FormField.ofLine(field.asText())));
    Instant publishedAt = Objects.requireNonNull(Json.time(line.path("publishedAt")));
    return new PublishedForm(description, line.path("version").asText(), publishedAt, fields);
  }

  /** What all versions share. */
  SampleForm description() {
    return description;
  }

  String name() {
    return name;
  }

  Instant publishedAt() {
    return publishedAt;
  }

  /** The hash of the form's definition, in hex; changes with each version. */
  String hash(String algorithm) {
    String definition =
        fields.stream().map(field -> field.line() + "\n").collect(Collectors.joining());
    return ETags.hex(algorithm, name + definition);
  }

  ArrayNode fieldsJson(boolean odata) {
    ArrayNode json = Json.array();
    fields.forEach(field -> json.add(field.json(odata)));
    return json;
  }

  List<FormField> fields() {
    return fields;
  }

  Optional<FormField> field(String path) {
    return fields.stream().filter(field -> field.path().equals(path)).findFirst();
  }

  /** The fields directly below the path, in form order; the empty path is the root. */
  List<FormField> below(String path) {
    return byParent.getOrDefault(path, List.of());
  }

  /** All repeats, also nested ones, in form order. */
  List<FormField> repeats() {
    return repeats;
  }

  /**
   * The repeat with this OData table.
   *
   * @param dotted the table's name after {@code Submissions.}
   */
  Optional<FormField> table(String dotted) {
    return repeats.stream().filter(repeat -> repeat.dotted().equals(dotted)).findFirst();
  }

  /** Whether a field has this OData path. */
  boolean hasODataPath(String path) {
    return fields.stream().anyMatch(field -> field.odataPath().equals(path));
  }

  /**
   * The column of a child table that contains the id of a row's parent: a submission or a row of
   * the outer repeat.
   *
   * @param table the OData path of the repeat
   */
  String parentIdColumn(String table) {
    String outer = table;
    do {
      outer = outer.substring(0, outer.lastIndexOf('/'));
    } while (!outer.isEmpty() && !isTable(outer));
    return ValuePosition.idColumn(outer);
  }

  private boolean isTable(String path) {
    return repeats.stream().anyMatch(repeat -> repeat.odataPath().equals(path));
  }

  /**
   * Copies the values with every field of the form, in form order: missing fields become null,
   * unknown ones are dropped, a repeat is always an array.
   */
  ObjectNode complete(JsonNode input) {
    return complete("", input);
  }

  private ObjectNode complete(String parent, JsonNode input) {
    ObjectNode values = Json.object();
    for (FormField field : below(parent)) {
      JsonNode value = input.path(field.name());
      if (field.isStructure()) {
        values.set(field.name(), complete(field.path(), value));
      } else if (field.isRepeat()) {
        ArrayNode rows = values.putArray(field.name());
        value.forEach(row -> rows.add(complete(field.path(), row)));
      } else if (value.isMissingNode()) {
        values.putNull(field.name());
      } else {
        values.set(field.name(), value.deepCopy());
      }
    }
    return values;
  }

  /** Sets the instance id and instance name, which the form computes. */
  void name(ObjectNode values, String instanceId) {
    if (description.isRental()) {
      Survey.name(values, instanceId);
    } else if (field("/meta/instanceID").isPresent()) {
      values.withObjectProperty("meta").put("instanceID", instanceId);
    }
  }

  /** The file names in a submission's values, in form order. */
  Set<String> files(ObjectNode values) {
    Set<String> names = new LinkedHashSet<>();
    addFiles("", values, names);
    return names;
  }

  private void addFiles(String parent, JsonNode values, Set<String> names) {
    for (FormField field : below(parent)) {
      JsonNode value = values.path(field.name());
      if (field.isStructure()) {
        addFiles(field.path(), value, names);
      } else if (field.isRepeat()) {
        value.forEach(row -> addFiles(field.path(), row, names));
      } else if (field.type().isFile() && value.isTextual()) {
        names.add(value.textValue());
      }
    }
  }
}
