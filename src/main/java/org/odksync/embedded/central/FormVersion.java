package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
 * One version of the form: its fields in form order, and what follows from them for the values of a
 * row. Nothing in it is ever changed.
 */
final class FormVersion {

  static final String TITLE = "GRA Rental Data Collection";

  private static final String FIRST = "2026010101";

  private final String name;
  private final Instant publishedAt;
  private final List<FormField> fields;
  private final Map<String, List<FormField>> byParent;

  private FormVersion(String name, Instant publishedAt, List<FormField> fields) {
    this.name = name;
    this.publishedAt = publishedAt;
    this.fields = List.copyOf(fields);
    this.byParent = fields.stream().collect(Collectors.groupingBy(FormField::parent));
  }

  /** The form as it is before anybody changes it. */
  static FormVersion first(Instant publishedAt) {
    List<FormField> fields = resource("fields.txt").lines().map(FormField::ofLine).toList();
    return new FormVersion(FIRST, publishedAt, fields);
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(FormVersion.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version that follows this one. */
  FormVersion next(List<FormField> newFields, Instant at) {
    return new FormVersion(Long.toString(Long.parseLong(name) + 1), at, newFields);
  }

  /** As one line of the journal keeps it. */
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

  static FormVersion ofLine(JsonNode line) {
    List<FormField> fields = new ArrayList<>();
    line.path("fields").forEach(field -> fields.add(FormField.ofLine(field.asText())));
    Instant publishedAt = Objects.requireNonNull(Json.time(line.path("publishedAt")));
    return new FormVersion(line.path("version").asText(), publishedAt, fields);
  }

  String name() {
    return name;
  }

  Instant publishedAt() {
    return publishedAt;
  }

  /** In hex; stands for the hash of the form's definition, which moves with a new version. */
  String hash(String algorithm) {
    String definition =
        fields.stream().map(field -> field.line() + "\n").collect(Collectors.joining());
    return ETags.hex(algorithm, name + definition);
  }

  ArrayNode fieldsJson() {
    ArrayNode json = Json.array();
    fields.forEach(field -> json.add(field.json()));
    return json;
  }

  List<FormField> fields() {
    return fields;
  }

  Optional<FormField> field(String path) {
    return fields.stream().filter(field -> field.path().equals(path)).findFirst();
  }

  /** The fields directly below the path, in form order; the root is the empty path. */
  List<FormField> below(String path) {
    return byParent.getOrDefault(path, List.of());
  }

  /** The repeats, in form order; all of them are directly below the root. */
  List<FormField> repeats() {
    return below("").stream().filter(FormField::isRepeat).toList();
  }

  boolean hasRepeat(String repeat) {
    return repeats().stream().anyMatch(field -> field.name().equals(repeat));
  }

  /**
   * A copy of the given values with every field of the form in form order: missing ones become
   * null, unknown ones are dropped, a repeat is always an array.
   */
  ObjectNode complete(JsonNode given) {
    return complete("", given);
  }

  private ObjectNode complete(String parent, JsonNode given) {
    ObjectNode values = Json.object();
    for (FormField field : below(parent)) {
      JsonNode value = given.path(field.name());
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

  /** The names of the files that the values of a submission announce, in form order. */
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
      } else if (field.type() == FieldType.BINARY && value.isTextual()) {
        names.add(value.textValue());
      }
    }
  }
}
