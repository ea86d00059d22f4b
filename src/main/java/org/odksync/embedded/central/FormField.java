package org.odksync.embedded.central;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One field of the form.
 *
 * @param path from the root, with a slash before every name
 */
record FormField(String path, FieldType type) {

  /** The field that a {@link #line} tells of. */
  static FormField ofLine(String line) {
    String[] typeAndPath = line.split(" ", 2);
    return new FormField(typeAndPath[1], FieldType.of(typeAndPath[0]));
  }

  String line() {
    return type.word() + " " + path;
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
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

  /** Whether this is the field at the path, or inside of it. */
  boolean isWithin(String other) {
    return path.equals(other) || path.startsWith(other + "/");
  }

  ObjectNode json() {
    return Json.object()
        .put("path", path)
        .put("name", name())
        .put("type", type.central())
        .put("binary", trueOrNull(type == FieldType.BINARY))
        .put("selectMultiple", trueOrNull(type == FieldType.SELECT_MULTIPLE));
  }

  private static @Nullable Boolean trueOrNull(boolean value) {
    return value ? Boolean.TRUE : null;
  }
}
