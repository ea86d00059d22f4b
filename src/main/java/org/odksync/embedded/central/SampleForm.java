package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A form of the sample, with the fields of its first version.
 *
 * @param id any non-empty text; ids that differ only in case are different forms
 * @param title the displayed name
 * @param projectId the project number, in digits
 * @param fields in form order, each as {@code <type> <path>}, for example {@code string
 *     /members/name}: the type is a {@link FieldType#word}, the path starts at the root, a group or
 *     repeat precedes its fields. A name may have any characters except blanks, slashes and angle
 *     brackets
 */
public record SampleForm(String id, String title, String projectId, List<String> fields) {

  /** The form of the sample data, the only one with invented values. */
  public static final SampleForm RENTAL =
      new SampleForm(
          SampleCentral.FORM_ID,
          "GRA Rental Data Collection",
          SampleCentral.PROJECT_ID,
          lines("fields.txt"));

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when the id is empty, the project id is not a number, a line
   *     is not a type and a path, a path occurs twice, or a field does not follow its group or
   *     repeat
   */
  public SampleForm {
    fields = List.copyOf(fields);
    require(!id.isEmpty(), "a form needs an id");
    require(projectId.matches("[1-9]\\d{0,8}"), "not a project number: " + projectId);
    requireOrder(fields.stream().map(FormField::ofLine).toList());
  }

  private static void requireOrder(List<FormField> fields) {
    Map<String, FormField> earlier = new HashMap<>();
    String last = "";
    for (FormField field : fields) {
      FormField parent = earlier.get(field.parent());
      boolean open = (last + "/").startsWith(field.parent() + "/");
      require(
          open && (field.parent().isEmpty() || (parent != null && parent.hasFields())),
          "does not follow its group or repeat: " + field.line());
      require(earlier.put(field.path(), field) == null, "path occurs twice: " + field.path());
      last = field.path();
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  private static List<String> lines(String resource) {
    try (InputStream in = SampleForm.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this is the form of the sample data. */
  boolean isRental() {
    return equals(RENTAL);
  }

  /** The form as part of a journal line. */
  ObjectNode json() {
    ObjectNode json = Json.object().put("id", id).put("title", title).put("projectId", projectId);
    fields.forEach(json.putArray("fields")::add);
    return json;
  }

  /** Parses {@link #json}; a journal without a form is of the sample data. */
  static SampleForm of(JsonNode json) {
    if (json.isMissingNode()) {
      return RENTAL;
    }
    List<String> fields = new ArrayList<>();
    json.path("fields").forEach(line -> fields.add(line.asText()));
    return new SampleForm(
        json.path("id").asText(),
        json.path("title").asText(),
        json.path("projectId").asText(),
        fields);
  }
}
