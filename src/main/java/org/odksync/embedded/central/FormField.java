package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field of the form.
 *
 * @param path from the root, with a slash before every name
 */
record FormField(String path, FieldType type) {

  /** Names cannot contain characters that end an XML element's name. */
  private static final Pattern PATH =
      Pattern.compile("(/[^/\\s<>]+)+", Pattern.UNICODE_CHARACTER_CLASS);

  FormField {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException("not a path: " + path);
    }
  }

  /** Parses a {@link #line}. */
  static FormField ofLine(String line) {
    int blank = line.indexOf(' ');
    if (blank < 0) {
      throw new IllegalArgumentException("not a type and a path: " + line);
    }
    return new FormField(line.substring(blank + 1), FieldType.of(line.substring(0, blank)));
  }

  String line() {
    return type.word() + " " + path;
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  String odataName() {
    return ODataName.of(name());
  }

  String odataPath() {
    return ODataName.path(path);
  }

  /** The path with dots, as in names of OData types and tables. */
  String dotted() {
    return odataPath().substring(1).replace('/', '.');
  }

  String parent() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  boolean isStructure() {
    return type == FieldType.STRUCTURE;
  }

  boolean isRepeat() {
    return type == FieldType.REPEAT;
  }

  boolean hasFields() {
    return isStructure() || isRepeat();
  }

  /** Whether the OData path names this field or something inside it. */
  boolean isOnWayTo(String other) {
    return (other + "/").startsWith(odataPath() + "/");
  }

  /** Whether this field is at the path or inside it. */
  boolean isWithin(String other) {
    return path.equals(other) || path.startsWith(other + "/");
  }

  /**
   * @param odata whether to give the OData path and name instead of the form's
   */
  ObjectNode json(boolean odata) {
    return Json.object()
        .put("path", odata ? odataPath() : path)
        .put("name", odata ? odataName() : name())
        .put("type", type.central())
        .put("binary", trueOrNull(type.isFile()))
        .put("selectMultiple", trueOrNull(type == FieldType.SELECT_MULTIPLE));
  }

  private static @Nullable Boolean trueOrNull(boolean value) {
    return value ? Boolean.TRUE : null;
  }
}
