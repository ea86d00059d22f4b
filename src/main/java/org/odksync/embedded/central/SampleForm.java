package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The one form: its fields in form order, and what follows from them for the values of a row. */
final class SampleForm {

  static final String TITLE = "GRA Rental Data Collection";
  static final String VERSION = "2026010101";
  static final String REPEAT = "person_details";
  static final int USER_ID = 5;

  private static final SampleForm FORM = new SampleForm(resource("fields.txt"));

  private final String source;
  private final List<FormField> fields;

  private SampleForm(String source) {
    this.source = source;
    this.fields =
        source
            .lines()
            .map(line -> line.split(" ", 2))
            .map(typeAndPath -> new FormField(typeAndPath[1], typeAndPath[0]))
            .toList();
  }

  static SampleForm get() {
    return FORM;
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(SampleForm.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In hex; stands for the hash of the form's definition, which moves with a new version. */
  String hash(String algorithm) {
    return ETags.hex(algorithm, VERSION + source);
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
    return fields.stream().filter(field -> field.parent().equals(path)).toList();
  }

  /**
   * The given values with every field of the form in form order: missing ones become null, unknown
   * ones are dropped, a repeat is always an array.
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
  List<String> files(ObjectNode values) {
    List<String> names = new ArrayList<>();
    for (FormField field : fields) {
      if (field.type().equals("binary")) {
        JsonNode name = values.at(field.path());
        if (name.isTextual() && !names.contains(name.textValue())) {
          names.add(name.textValue());
        }
      }
    }
    return names;
  }
}
